import type { DigestView } from '../../../../src/admin/contract';

/** What is entered, before it is saved. */
export type DigestDraft = { at: string; days: readonly number[]; timeZone: string };

export const WEEK: readonly { day: number; name: string }[] = [
  { day: 1, name: 'Monday' },
  { day: 2, name: 'Tuesday' },
  { day: 3, name: 'Wednesday' },
  { day: 4, name: 'Thursday' },
  { day: 5, name: 'Friday' },
  { day: 6, name: 'Saturday' },
  { day: 7, name: 'Sunday' },
];

const USUAL = { at: '08:00', days: [1, 2, 3, 4, 5] };

/** What was saved; else what most people want, on the clocks of whoever looks. */
export const toDraft = ({ plan = USUAL, timeZone }: DigestView, zoneHere: string): DigestDraft => ({
  at: plan.at,
  days: plan.days,
  timeZone: timeZone ?? zoneHere,
});

/** In the order of the week. */
export const toggled = (days: readonly number[], changed: number): readonly number[] =>
  WEEK.map(({ day }) => day).filter((day) => (day === changed ? !days.includes(day) : days.includes(day)));
