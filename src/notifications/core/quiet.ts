import type { Instant } from '../../shared/brand';
import type { Digest } from './digest';
import type { Notification } from './model';

/** When a person wants to hear nothing: `HH:MM` of the wall clock in the zone. It may go over midnight. */
export type QuietHours = { readonly from: string; readonly to: string };

/** What people have set for themselves; all times are of the wall clock in their zone. */
export type Preferences = {
  readonly timeZone: string;
  readonly quietHours?: QuietHours;
  readonly digest?: Digest;
};

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** When the quiet hours end that hold at `at`; undefined where none do. `wallClock` is the time of day in the zone. */
export function quietUntil({ quietHours }: Preferences, wallClock: string, at: Instant): Instant | undefined {
  if (quietHours === undefined) return undefined;
  const [from, to, now] = [quietHours.from, quietHours.to, wallClock].map(minutesOf);
  if (from === undefined || to === undefined || now === undefined) return undefined;

  const length = (to - from + DAY_MINUTES) % DAY_MINUTES;
  const passed = (now - from + DAY_MINUTES) % DAY_MINUTES;
  return passed < length ? Math.floor(at / MINUTE_MS) * MINUTE_MS + (length - passed) * MINUTE_MS : undefined;
}

/** What was not tried yet waits until the quiet hours are over; what is settled by then is not told any more. */
export function hushed(row: Notification, until: Instant | undefined): Notification {
  if (until === undefined || row.claim !== undefined || row.attempts > 0 || row.retryAt >= until) return row;
  const { progress } = row;
  const untold = progress.status === 'pending' && progress.fallback === undefined;
  return untold && row.recipient !== undefined ? { ...row, retryAt: until } : row;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
