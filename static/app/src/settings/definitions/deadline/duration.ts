import type { Calendar } from '../form';

export type Unit = 'minutes' | 'hours' | 'days';
export type Duration = { amount: number; unit: Unit };

const HOUR = 60;
const WHOLE_DAY = 24 * HOUR;

/** How many minutes a day of working time has: those of its longest working day, or all where every minute counts. */
export function dayMinutes(calendar: Calendar | undefined): number {
  if (calendar === undefined) return WHOLE_DAY;
  const sums = new Map<number, number>();
  for (const { day, from, to } of calendar.hours) {
    sums.set(day, (sums.get(day) ?? 0) + Math.max(0, minutesOf(to) - minutesOf(from)));
  }
  return Math.max(0, ...sums.values()) || WHOLE_DAY;
}

/** In the largest unit that says it without a fraction. */
export function toDuration(minutes: number, day: number): Duration {
  if (minutes > 0 && minutes % day === 0) return { amount: minutes / day, unit: 'days' };
  if (minutes > 0 && minutes % HOUR === 0) return { amount: minutes / HOUR, unit: 'hours' };
  return { amount: minutes, unit: 'minutes' };
}

export const toMinutes = ({ amount, unit }: Duration, day: number): number => Math.round(amount * sizeOf(unit, day));

/** The unit somebody chose stays as long as it fits what is there. */
export function shownIn(minutes: number, day: number, chosen: Unit | undefined): Duration {
  if (chosen === undefined || minutes % sizeOf(chosen, day) !== 0) return toDuration(minutes, day);
  return { amount: minutes / sizeOf(chosen, day), unit: chosen };
}

export function inWords(minutes: number, day: number): string {
  const { amount, unit } = toDuration(minutes, day);
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

function sizeOf(unit: Unit, day: number): number {
  switch (unit) {
    case 'minutes':
      return 1;
    case 'hours':
      return HOUR;
    case 'days':
      return day;
  }
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Number.isFinite(hours * HOUR + minutes) ? hours * HOUR + minutes : 0;
}
