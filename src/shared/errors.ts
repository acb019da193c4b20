export type InputIssue = { readonly field: string; readonly problem: string };

const toMessage = (what: string, issues: readonly InputIssue[]) =>
  `${what}: ${issues.map(({ field, problem }) => `${field} ${problem}`).join('; ')}`;

/** What arrived is not what was agreed. The edge answers with the fields; nothing was written. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  readonly issues: readonly InputIssue[];
  constructor(what: string, issues: readonly InputIssue[], options?: ErrorOptions) {
    super(toMessage(what, issues), options);
    this.issues = issues;
  }
}

/** What stands in the store, or what the other side answered, is not what this version of Baton can read. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
  readonly issues: readonly InputIssue[];
  readonly what: string;
  constructor(what: string, issues: readonly InputIssue[], options?: ErrorOptions) {
    super(toMessage(what, issues), options);
    this.what = what;
    this.issues = issues;
  }
}

/** It may work later; `retryAfterMs` is what the other side asked for. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly retryAfterMs: number | undefined;
  constructor(code: string, options?: ErrorOptions & { retryAfterMs?: number }) {
    super(code, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
}

/** It will never work for this message; `code` is the other side's word for it. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** The request left, and no answer was seen: it may or may not have had its effect. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
}

/** Somebody else wrote first, more often than we are ready to try again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** What a log line may say of an error: its class, and a code that is ours or the other side's, never a person's text. */
export const describeError = (error: unknown): { error: string; code?: unknown } => {
  if (!(error instanceof Error)) return { error: typeof error };
  if ('code' in error) return { error: error.name, code: error.code };
  return OURS.has(error.name) ? { error: error.name, code: error.message } : { error: error.name };
};

const OURS = new Set(['TransientError', 'UnknownOutcomeError', 'ConflictError']);
