import type { Instant } from '../shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';

export type Verdict =
  /** Try again at once, in this invocation. */
  | { readonly type: 'again' }
  /** `failed` is false for a wait that the other side asked for: it is no failure, and counts as no attempt. */
  | { readonly type: 'later'; readonly dueAt: Instant; readonly failed: boolean }
  | { readonly type: 'give-up'; readonly reason: string }
  /** It may have happened: it must not be done a second time. */
  | { readonly type: 'unknown' };

const QUICK_ATTEMPTS = 3;
const MAX_ATTEMPTS = 8;
const SHORTEST_WAIT_MS = 1_000;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 900_000;

/**
 * The only retry policy: what becomes of a delivery that threw. `attempts` counts this one. Unknown errors are
 * retried, since a defect of ours must not lose a notification. What the other side asks for is waited for as often as
 * it asks: a rate limit only orders when, never whether.
 */
export function judge(error: unknown, attempts: number, now: Instant): Verdict {
  if (error instanceof UnknownOutcomeError) return { type: 'unknown' };
  if (error instanceof PermanentError) return { type: 'give-up', reason: error.code };

  const asked = error instanceof TransientError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return { type: 'later', dueAt: now + Math.max(asked, SHORTEST_WAIT_MS), failed: false };

  if (attempts >= MAX_ATTEMPTS) return { type: 'give-up', reason: 'too-many-attempts' };
  if (attempts < QUICK_ATTEMPTS) return { type: 'again' };

  const backoff = Math.min(FIRST_DELAY_MS * 2 ** (attempts - QUICK_ATTEMPTS), LONGEST_DELAY_MS);
  return { type: 'later', dueAt: now + backoff, failed: true };
}
