import { InvalidInputError, UnreadableError } from './errors';

type Issue = {
  path: readonly PropertyKey[];
  message: string;
  expected?: unknown;
  values?: readonly unknown[];
};
type Schema<T> = {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };
};

/** For what somebody gave us: bad input becomes an error that names each field. */
export function parseOrThrow<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(what, parsed.error.issues.map(toIssue));
}

/** For what stands in our store or was answered to us: nobody who asks can mend it. */
export function readOrThrow<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableError(what, parsed.error.issues.map(toIssue));
}

const toIssue = (issue: Issue) => ({ field: toPath(issue.path), problem: toProblem(issue) });

const toPath = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  ) || 'value';

/** Reads on after the name of the field. Our own messages do already. */
function toProblem({ message, expected, values }: Issue): string {
  if (message.startsWith('must ')) return message;
  if (typeof expected === 'string') return `must be of type ${expected}`;
  return values === undefined ? `is not valid (${message})` : `must be one of ${values.join(', ')}`;
}
