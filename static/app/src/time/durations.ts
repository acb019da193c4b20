const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `3 days`, `2 hours`, `5 minutes`, `40 seconds`: in the largest unit that leaves at least two, rounded up. */
export function inWords(ms: number): string {
  if (ms > 2 * DAY_MS) return count(Math.ceil(ms / DAY_MS), 'day');
  if (ms > 2 * HOUR_MS) return count(Math.ceil(ms / HOUR_MS), 'hour');
  if (ms > 2 * MINUTE_MS) return count(Math.ceil(ms / MINUTE_MS), 'minute');
  return count(Math.max(0, Math.ceil(ms / 1_000)), 'second');
}

export const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
