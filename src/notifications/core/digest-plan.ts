import type { Instant } from '../../shared/brand';
import { type Digest, type DigestPlan, type DigestRun, isUnderWay, toldAt } from './digest';
import { type Preferences, quietUntil } from './quiet';

/** What has to be known of calendars. */
export type WallClock = {
  /** The first planned time after an instant. */
  nextAfter(plan: DigestPlan, timeZone: string, after: Instant): Instant;
  /** When the day that `at` belongs to is over. */
  endOfDay(timeZone: string, at: Instant): Instant;
  isTimeZone(name: string): boolean;
};

type Chosen = { readonly timeZone: string; readonly plan: DigestPlan | undefined };

/** The next planned time on a later day than today. */
export const nextDayAfter = (wallClock: WallClock, plan: DigestPlan, timeZone: string, at: Instant): Instant =>
  wallClock.nextAfter(plan, timeZone, wallClock.endOfDay(timeZone, at) - 1);

/**
 * The digest after its owner has chosen when it comes. One that is due stays due where nothing about its time is
 * different; one that is under way is finished; and whoever was told something today is told again on another day.
 */
export function digestAfter(
  before: Preferences | undefined,
  { timeZone, plan }: Chosen,
  { at, wallClock }: { at: Instant; wallClock: WallClock },
): Digest | undefined {
  const digest = before?.digest;
  const last = digest?.last === undefined ? {} : { last: digest.last };
  if (plan === undefined) return digest === undefined ? undefined : { status: 'off', ...last };

  const isSame = before?.timeZone === timeZone && digest?.status === 'planned' && samePlan(digest.plan, plan);
  const run = digest?.status === 'planned' ? kept(digest.run, isSame, at) : undefined;
  if (isSame) return run === undefined ? digest : { ...digest, run };

  const told = run === undefined ? toldAt(digest) : at;
  const nextAt = Math.max(
    wallClock.nextAfter(plan, timeZone, at),
    told === undefined ? at : nextDayAfter(wallClock, plan, timeZone, told),
  );
  return { status: 'planned', plan, nextAt, ...last, ...(run === undefined ? {} : { run }) };
}

/** What only waits, for quiet hours that may be others now, is looked at again; with another time it is planned anew. */
function kept(run: DigestRun | undefined, isSame: boolean, at: Instant): DigestRun | undefined {
  if (run === undefined || isUnderWay(run)) return run;
  return isSame ? { ...run, retryAt: at } : undefined;
}

const samePlan = (one: DigestPlan, other: DigestPlan) => one.at === other.at && sameDays(one.days, other.days);
const sameDays = (one: readonly number[], other: readonly number[]) =>
  [...one].sort().join() === [...other].sort().join();

/** The end of the quiet hours that hold at the planned time: the digest waits for it. */
export const waitsUntil = (preferences: Preferences, { at }: DigestPlan): string | undefined =>
  quietUntil(preferences, at, 0) === undefined ? undefined : preferences.quietHours?.to;
