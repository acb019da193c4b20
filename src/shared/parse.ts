import { type InputIssue, InvalidInputError, UnreadableError } from './errors';

type Issue = {
  path: readonly PropertyKey[];
  message: string;
  expected?: unknown;
  values?: readonly unknown[];
  /** The known values of what tells the members of a union apart. */
  options?: readonly unknown[];
  /** Members that nobody knows. */
  keys?: readonly string[];
};
type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };
};

/** For what somebody gave us: bad input becomes an error that names each field. */
export function parseOrThrow<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(what, toIssues(parsed.error.issues));
}

/** For what stands in our store or was answered to us: nobody who asks can mend it. */
export function readOrThrow<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableError(what, toIssues(parsed.error.issues));
}

export const toIssues = (issues: readonly Issue[]): InputIssue[] =>
  issues.flatMap((issue) => {
    if (issue.keys === undefined) return [{ field: toPath(issue.path), problem: toProblem(issue) }];
    return issue.keys.map((key) => ({ field: toPath([...issue.path, toShort(key)]), problem: 'is not known here' }));
  });

/** Somebody else's name for a member may have any length. */
const toShort = (key: string) => (key.length > MAX_KEY_CHARS ? `${key.slice(0, MAX_KEY_CHARS)}…` : key);
const MAX_KEY_CHARS = 50;

const toPath = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  ) || 'value';

/** Reads on after the name of the field. Our own messages do already. */
function toProblem({ message, expected, values, options }: Issue): string {
  if (message.startsWith('must ')) return message;
  if (typeof expected === 'string') return `must be of type ${expected}`;
  const known = values ?? options;
  return known === undefined ? `is not valid (${message})` : `must be one of ${known.join(', ')}`;
}
