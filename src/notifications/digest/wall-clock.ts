import type { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../shared/brand';
import type { DigestPlan } from '../core/digest';
import type { WallClock } from '../core/digest-plan';

/** Every weekday comes within a week; the day after it, because the first may be over. */
const DAYS_AHEAD = 8;

/** Loaded where a digest is planned, so that a click is acknowledged without it. */
export async function loadWallClock(): Promise<WallClock> {
  const { Temporal } = await import(/* webpackMode: "eager" */ 'temporal-polyfill');
  const dayIn = (timeZone: string, at: Instant) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate();
  return {
    nextAfter: (plan, timeZone, after) => nextAfter(plan, { timeZone, after, today: dayIn(timeZone, after) }),
    endOfDay: (timeZone, at) => dayIn(timeZone, at).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
    isTimeZone: (name) => isTimeZone(Temporal, name),
  };
}

type From = { readonly timeZone: string; readonly after: Instant; readonly today: Temporal.PlainDate };

function nextAfter({ at, days }: DigestPlan, { timeZone, after, today }: From): Instant {
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead += 1) {
    const day = today.add({ days: ahead });
    const instant = days.includes(day.dayOfWeek) ? instantOf(day, at, timeZone) : after;
    if (instant > after) return instant;
  }
  throw new RangeError('a digest is planned on no day of the week');
}

/** A time that occurs twice is meant the first time; one that the clocks leap over is the moment of the leap. */
function instantOf(day: Temporal.PlainDate, time: string, timeZone: string): Instant {
  const wanted = day.toPlainDateTime(time);
  const met = wanted.toZonedDateTime(timeZone);
  if (met.toPlainDateTime().equals(wanted)) return met.epochMilliseconds;
  const leap = wanted.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).getTimeZoneTransition('next');
  return (leap ?? met).epochMilliseconds;
}

/** Names of the time zone database only, although the library takes offsets and whole dates for zones too. */
function isTimeZone(library: typeof Temporal, name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    library.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
