import { PermanentError, TransientError, UnknownOutcomeError } from '../shared/errors';

/** Whether a call that is made twice does its work twice. */
export type Effect = 'once-only' | 'repeatable';

const TRANSIENT = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'service_unavailable',
  'internal_error',
  'request_timeout',
  'update_failed',
  'team_added_to_org',
  'org_login_required',
  'external_channel_migrating',
]);
/** Slack says of it that some part may have succeeded. */
const UNSURE = 'fatal_error';
const DEFAULT_RETRY_MS = 30_000;

/** What `{ok: false, error}` means for the one who called. https://docs.slack.dev/reference/methods */
export function toFault(code: string, effect: Effect, retryAfterMs = DEFAULT_RETRY_MS): Error {
  if (code === UNSURE) return unanswered(code, effect);
  if (code === 'ratelimited' || code === 'rate_limited') return new TransientError(code, { retryAfterMs });
  return TRANSIENT.has(code) ? new TransientError(code) : new PermanentError(code);
}

/** The request may have been carried out and only its answer is missing. */
export function unanswered(code: string, effect: Effect, cause?: unknown): Error {
  return effect === 'once-only' ? new UnknownOutcomeError(code, { cause }) : new TransientError(code, { cause });
}
