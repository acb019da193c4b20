export type Preset = 'today' | 'week' | 'two-weeks';

export const PRESETS: readonly { preset: Preset; label: string }[] = [
  { preset: 'today', label: 'End of today' },
  { preset: 'week', label: 'End of this week' },
  { preset: 'two-weeks', label: 'In two weeks' },
];

/** The last day away, as `YYYY-MM-DD` where the person is; a week ends on Sunday. */
export function lastDayOf(preset: Preset, now: Date): string {
  return toDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + DAYS_AHEAD[preset](now)));
}

const DAYS_AHEAD: Record<Preset, (now: Date) => number> = {
  today: () => 0,
  week: (now) => (7 - now.getDay()) % 7,
  'two-weeks': () => 14,
};

/** Which preset a day is the last one of, if any. */
export const presetOf = (lastDay: string, now: Date): Preset | undefined =>
  PRESETS.find(({ preset }) => lastDayOf(preset, now) === lastDay)?.preset;

export function toDay(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The moment a day begins where the person is; undefined for what is no day. */
export function beginOf(day: string): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return date === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date)).getTime();
}

/** The moment after a day, so that the whole day is within. */
export function endOf(day: string): number | undefined {
  const begin = beginOf(day);
  if (begin === undefined) return undefined;
  const date = new Date(begin);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
