import type { Clock } from '../../ports';
import type { AccountId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { DigestPlan } from '../core/digest';
import { digestAfter, type WallClock } from '../core/digest-plan';
import type { Preferences, QuietHours } from '../core/quiet';
import type { PreferenceStore } from '../preferences';

type Deps = {
  clock: Clock;
  preferences: Pick<PreferenceStore, 'load' | 'change'>;
  loadWallClock: () => Promise<WallClock>;
};

/** What people choose for themselves, in Slack or on their page. A new time zone moves what is planned. */
export function createOwnSettings({ clock, preferences, loadWallClock }: Deps) {
  /** Undefined for none. A zone that nobody knows leaves the one that is there. */
  async function setQuietHours(
    account: AccountId,
    chosen: { timeZone: string; quietHours: QuietHours | undefined },
  ): Promise<Preferences> {
    const wallClock = await loadWallClock();
    const at = clock.now();
    return preferences.change(account, (present) => {
      const timeZone = wallClock.isTimeZone(chosen.timeZone) ? chosen.timeZone : (present?.timeZone ?? 'UTC');
      const plan = planOf(present);
      const replanned = plan && digestAfter(present, { timeZone, plan }, { at, wallClock });
      const digest = replanned ?? present?.digest;
      return {
        timeZone,
        ...(chosen.quietHours === undefined ? {} : { quietHours: chosen.quietHours }),
        ...(digest === undefined ? {} : { digest }),
      };
    });
  }

  /** Undefined for none. Choosing it anew also takes up one that was suspended. */
  async function setDigest(
    account: AccountId,
    { timeZone, plan }: { timeZone: string; plan: DigestPlan | undefined },
  ): Promise<Result<Preferences, 'unknown-time-zone'>> {
    const wallClock = await loadWallClock();
    if (!wallClock.isTimeZone(timeZone)) return err('unknown-time-zone');
    const at = clock.now();
    const saved = await preferences.change(account, (present) => {
      const digest = digestAfter(present, { timeZone, plan }, { at, wallClock });
      return { ...present, timeZone, ...(digest === undefined ? {} : { digest }) };
    });
    return ok(saved);
  }

  return { load: preferences.load, setQuietHours, setDigest };
}

export type OwnSettings = ReturnType<typeof createOwnSettings>;

/** Quiet hours do not take up again what is suspended. */
const planOf = (present: Preferences | undefined): DigestPlan | undefined =>
  present?.digest?.status === 'planned' ? present.digest.plan : undefined;
