import { InvalidInputError } from './errors';

type Schema<T> = {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
};

/** Bad input becomes an error that names each field; `what` says what was being read. */
export function parseOrThrow<T>(schema: Schema<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;

  throw new InvalidInputError(
    what,
    parsed.error.issues.map(({ path, message }) => ({ field: toPath(path), problem: message })),
  );
}

const toPath = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text === '' ? '' : '.'}${String(part)}`),
    '',
  ) || 'value';
