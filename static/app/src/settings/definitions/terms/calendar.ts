import type { Calendar } from '../form';

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map(
  (name, index) => ({ day: index + 1, name }),
);

type Span = Calendar['hours'][number];

export const freshCalendar = (timeZone: string): Calendar => ({
  timeZone,
  hours: DAYS.slice(0, 5).map(({ day }) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [],
});

/** The spans of one day with their places in the whole list, which is how faults name them. */
export const spansOf = ({ hours }: Calendar, day: number): { index: number; span: Span }[] =>
  hours.flatMap((span, index) => (span.day === day ? [{ index, span }] : []));

/** A second span begins where the first one ended. */
export function withSpan(calendar: Calendar, day: number): Calendar {
  const last = spansOf(calendar, day).at(-1)?.span;
  const span = last === undefined ? { day, from: '09:00', to: '17:00' } : { day, from: last.to, to: '24:00' };
  return { ...calendar, hours: [...calendar.hours, span].sort((a, b) => a.day - b.day) };
}

/** Monday's hours on each of the other working days. */
export function asOnMonday(calendar: Calendar): Calendar {
  const monday = spansOf(calendar, 1).map(({ span }) => span);
  const weekend = calendar.hours.filter(({ day }) => day > 5);
  const week = DAYS.slice(0, 5).flatMap(({ day }) => monday.map((span) => ({ ...span, day })));
  return { ...calendar, hours: [...week, ...weekend] };
}
