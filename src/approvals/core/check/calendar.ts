import type { Calendar } from '../definition';
import { checkCount, checkEach, checkOnce, checkWhole, type Faults, faultIf } from './faults';

const MAX_SPANS = 50;
const MAX_HOLIDAYS = 400;
const CLOCK = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

type Span = Calendar['hours'][number];

export function checkCalendar(field: string, calendar: Calendar, isTimeZone: (name: string) => boolean): Faults {
  const hours = `${field}.hours`;
  const holidays = `${field}.holidays`;
  return [
    ...faultIf(!isTimeZone(calendar.timeZone), `${field}.timeZone`, 'must be a time zone, such as Europe/Berlin'),
    ...checkCount(hours, calendar.hours, { min: 1, max: MAX_SPANS, one: 'span of hours', many: 'spans of hours' }),
    ...checkEach(hours, calendar.hours, checkSpan),
    ...checkEach(hours, calendar.hours, (path, span, index) =>
      faultIf(
        calendar.hours.slice(0, index).some((other) => overlap(span, other)),
        path,
        'must not overlap with other hours of its day',
      ),
    ),
    ...checkCount(holidays, calendar.holidays, { max: MAX_HOLIDAYS, one: 'holiday', many: 'holidays' }),
    ...checkEach(holidays, calendar.holidays, (path, date) =>
      faultIf(!isDate(date), path, 'must be a date, such as 2026-12-25'),
    ),
    ...checkOnce(holidays, calendar.holidays),
  ];
}

function checkSpan(field: string, { day, from, to }: Span): Faults {
  const times = [
    ...faultIf(!CLOCK.test(from), `${field}.from`, 'must be a time, such as 09:00'),
    ...faultIf(!CLOCK.test(to), `${field}.to`, 'must be a time, such as 17:30'),
  ];
  const order = times.length > 0 ? times : faultIf(from >= to, `${field}.to`, 'must be later than its beginning');
  return [...checkWhole(`${field}.day`, day, 1, 7), ...order];
}

/** Times of this form compare as text. */
const overlap = (a: Span, b: Span) => a.day === b.day && a.from < b.to && b.from < a.to;

function isDate(text: string): boolean {
  const [year, month, day] = (DATE.exec(text) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
