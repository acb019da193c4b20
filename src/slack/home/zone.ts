import type { Instant } from '../../shared/brand';

const DAY_MS = 86_400_000;

/** The instant at which a day (`YYYY-MM-DD`) is over on the clocks of a time zone; of UTC, where that is not known. */
export function endOfDay(day: string, timeZone: string): Instant {
  const midnight = Date.parse(`${day}T00:00:00Z`) + DAY_MS;
  const guess = midnight - offsetAt(midnight, timeZone);
  // Where the clocks change in between, the second look has the right offset.
  return midnight - offsetAt(guess, timeZone);
}

export const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** How far the zone's clocks are ahead of UTC. */
function offsetAt(at: Instant, timeZone: string): number {
  const zone = isTimeZone(timeZone) ? timeZone : 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0);
  return local - Math.floor(at / 1_000) * 1_000;
}
