import { PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';
import { CODES, type SlackErrorClass } from './error-codes';

/** Whether a call that is made twice does its work twice. */
export type Effect = 'once-only' | 'repeatable';

const CLASS_OF: ReadonlyMap<string, SlackErrorClass> = new Map(
  Object.entries(CODES).flatMap(([name, codes]) => codes.map((code) => [code, name as SlackErrorClass] as const)),
);
const RATE_LIMITS = ['ratelimited', 'rate_limited'];
/** The token itself is said to be dead. Any other refusal of a token may pass, or be about one method only. */
const CERTAIN = ['token_revoked', 'account_inactive', 'token_expired'];
const DEFAULT_RETRY_MS = 30_000;

/**
 * A code that nobody documented stands for a refusal of this one message: trying again would be guessing, and taking
 * the connection for dead would silence everybody. The code itself is kept, and stands in the history.
 */
export const classOf = (code: string): SlackErrorClass => CLASS_OF.get(code) ?? 'permanent-for-message';

/** The connection is only given up when `auth.test` is refused too. */
export const needsConfirmation = (code: string): boolean =>
  classOf(code) === 'permanent-for-connection' && !CERTAIN.includes(code);

/** What `{ok: false, error}` means for the one who called. https://docs.slack.dev/reference/methods */
export function toFault(code: string, effect: Effect, retryAfterMs = DEFAULT_RETRY_MS): Error {
  switch (classOf(code)) {
    case 'once-more-unknown':
      return unanswered(code, effect);
    case 'transient':
      return RATE_LIMITS.includes(code) ? new TransientError(code, { retryAfterMs }) : new TransientError(code);
    case 'permanent-for-message':
    case 'update-lost':
    case 'permanent-for-connection':
    case 'admin-action':
    case 'programming-error':
    case 'modal':
      return new PermanentError(code);
  }
}

/** The request may have been carried out and only its answer is missing. */
export function unanswered(
  code: string,
  effect: Effect,
  options?: { cause?: unknown; retryAfterMs?: number | undefined },
): Error {
  return effect === 'once-only' ? new UnknownOutcomeError(code, options) : new TransientError(code, options);
}
