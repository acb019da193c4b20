import type { Temporal } from 'temporal-polyfill';
import type { Instant } from '../shared/brand';
import type { Calendar } from './core/definition';

export type WorkingTime = {
  /** So many minutes of working time later, or earlier where they are negative. */
  after(calendar: Calendar | undefined, from: Instant, minutes: number): Instant;
  isTimeZone(name: string): boolean;
};

const MINUTE_MS = 60_000;

/** No deadline is further away; with hardly any working time it is due then. */
const MAX_DAYS = 4_000;

/** Loaded where a deadline is computed, so that a click is acknowledged without it. */
export async function loadWorkingTime(): Promise<WorkingTime> {
  const { Temporal } = await import(/* webpackMode: "eager" */ 'temporal-polyfill');
  return {
    after(calendar, from, minutes) {
      // Without any hours it would never end.
      if (calendar === undefined || !hasHours(calendar)) return from + minutes * MINUTE_MS;
      const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(calendar.timeZone);
      return addWorkingMinutes(calendar, { from, day: start.toPlainDate() }, minutes);
    },
    isTimeZone: (name) => isTimeZone(Temporal, name),
  };
}

type Span = { readonly start: Instant; readonly end: Instant };
type Start = { readonly from: Instant; readonly day: Temporal.PlainDate };

/**
 * Who starts outside working time starts when it begins next, and what ends with working time is due at its end, not at
 * the next beginning.
 */
function addWorkingMinutes(calendar: Calendar, { from, day }: Start, minutes: number): Instant {
  const direction = minutes < 0 ? -1 : 1;
  let left = Math.abs(minutes) * MINUTE_MS;
  // One day more, because working time that ends at midnight ends on the day after.
  for (let days = -1; days < MAX_DAYS; days += 1) {
    for (const { start, end } of spansAhead(calendar, { from, day: day.add({ days: days * direction }) }, direction)) {
      if (left <= end - start) return direction === 1 ? start + left : end - left;
      left -= end - start;
    }
  }
  return from + direction * MAX_DAYS * 24 * 60 * MINUTE_MS;
}

const hasHours = ({ hours }: Calendar) => hours.some(({ from, to }) => from < to);

/** What of a day's working time lies ahead of `from`, in the order in which it is used up. */
function spansAhead(calendar: Calendar, { from, day }: Start, direction: 1 | -1): readonly Span[] {
  const spans = spansOf(calendar, day);
  return direction === 1
    ? spans.flatMap(({ start, end }) => (end < from ? [] : [{ start: Math.max(start, from), end }]))
    : spans.flatMap(({ start, end }) => (start > from ? [] : [{ start, end: Math.min(end, from) }])).reverse();
}

/** Ascending and apart from each other. Times are of the wall clock, lengths are real: a day may have 23 or 25 hours. */
function spansOf({ timeZone, hours, holidays }: Calendar, day: Temporal.PlainDate): readonly Span[] {
  const today = hours.filter((each) => each.day === day.dayOfWeek && each.from < each.to);
  if (today.length === 0 || holidays.includes(day.toString())) return [];

  return today
    .map(({ from, to }): Span => ({ start: instantOf(day, from, timeZone), end: instantOf(day, to, timeZone) }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start)
    .reduce<readonly Span[]>(joined, []);
}

function joined(spans: readonly Span[], next: Span): readonly Span[] {
  const last = spans.at(-1);
  if (last === undefined || last.end < next.start) return [...spans, next];
  return [...spans.slice(0, -1), { start: last.start, end: Math.max(last.end, next.end) }];
}

/** A time that occurs twice is meant the first time; one that the clocks leap over is the moment of the leap. */
function instantOf(day: Temporal.PlainDate, time: string, timeZone: string): Instant {
  const midnight = time === '24:00';
  const wanted = (midnight ? day.add({ days: 1 }) : day).toPlainDateTime(midnight ? '00:00' : time);
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
