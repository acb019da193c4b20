import type { Instant } from '../shared/brand';

/** At most `count` calls within any stretch of `windowMs`. */
export type RateLimit = { readonly count: number; readonly windowMs: number };

const MINUTE_MS = 60_000;
const perMinute = (count: number): RateLimit => ({ count, windowMs: MINUTE_MS });
const TIER_2 = perMinute(20);
const TIER_3 = perMinute(50);
const TIER_4 = perMinute(100);

/**
 * What Slack allows each method in each workspace. It names no number for `auth.test`, which is not held back, nor for
 * all posts of a workspace together. The exchange of a code belongs to no workspace yet, and a person stands before each.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const METHOD_LIMITS: ReadonlyMap<string, RateLimit> = new Map([
  ['auth.revoke', TIER_3],
  ['chat.update', TIER_3],
  ['conversations.info', TIER_3],
  ['conversations.join', TIER_3],
  ['conversations.list', TIER_2],
  ['conversations.members', TIER_4],
  ['users.info', TIER_4],
  ['users.list', TIER_2],
  ['users.lookupByEmail', TIER_3],
  ['views.open', TIER_4],
  ['views.publish', TIER_4],
  ['views.update', TIER_4],
]);

/** What Slack allows in each channel. */
export const CHANNEL_LIMITS: ReadonlyMap<string, RateLimit> = new Map([
  ['chat.postMessage', { count: 1, windowMs: 1_000 }],
]);

/** How long the next call has to wait after the calls at `past`, oldest first; 0 when it may go. */
export function waitFor({ count, windowMs }: RateLimit, past: readonly Instant[], now: Instant): number {
  const oldest = past.at(-count);
  return oldest === undefined ? 0 : Math.min(Math.max(oldest + windowMs - now, 0), windowMs);
}

/** The calls that can still matter. */
export const recent = ({ count }: RateLimit, past: readonly Instant[]): readonly Instant[] => past.slice(-count);
