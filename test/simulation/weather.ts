import type { Fault, FaultKind } from '../../sandbox/faults';
import type { Random } from './random';

type Outage = { readonly at: string; readonly from: number; readonly until: number; readonly strikes: number };

/** How badly a day goes: a chance for each call, and stretches of time in which one neighbour hardly answers. */
export type Weather = {
  readonly base: number;
  readonly deaths: number;
  readonly slow: boolean;
  readonly outages: readonly Outage[];
};

const NEIGHBOURS = ['slack:chat.', 'slack:', 'jira:', 'confluence:', 'egress:', 'kvs:', 'queue:'];
const MINUTE = 60_000;

export function createWeather(random: Random, now: number): Weather {
  const outages = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => {
    const from = now + random.int(0, 20 * MINUTE);
    const until = from + random.int(MINUTE / 4, 12 * MINUTE);
    return { at: random.pick(NEIGHBOURS), from, until, strikes: random.pick([0.5, 0.9, 1]) };
  });
  return {
    base: random.pick([0, 0.01, 0.02, 0.05]),
    deaths: random.pick([0, 0.03, 0.1]),
    slow: random.chance(0.15),
    outages,
  };
}

/** What strikes this call now, if anything. */
export function strikeAt(label: string, weather: Weather, now: number, random: Random): Fault | undefined {
  const out = weather.outages.find(({ at, from, until }) => label.startsWith(at) && from <= now && now < until);
  if (!random.chance(out?.strikes ?? weather.base)) return undefined;
  if (label === 'queue:push' && out === undefined && random.chance(0.5))
    return disturbanceAt('queue:deliver:*', random);
  return { at: label, ...random.pick(kindsFor(label, random)) };
}

export function disturbanceAt(at: string, random: Random): Fault {
  const kinds: FaultKind[] = [
    { kind: 'duplicate' },
    { kind: 'reorder' },
    { kind: 'delay', delayMs: random.int(1, 900) * 1_000 },
  ];
  return { at, ...random.pick(kinds) };
}

function kindsFor(label: string, random: Random): FaultKind[] {
  const kinds: FaultKind[] = [
    { kind: 'rate-limited', retryAfterSeconds: random.pick([1, 3, 30, 120]) },
    { kind: 'server-error', status: random.pick([500, 502, 503]) },
    { kind: 'timeout', effect: 'before' },
    { kind: 'timeout', effect: 'after' },
  ];
  const conditional = label === 'kvs:transaction' || label === 'kvs:entity/set';
  return conditional ? [...kinds, { kind: 'conflict' }, { kind: 'conflict' }] : kinds;
}

export const latency = (weather: Weather, random: Random): number =>
  weather.slow ? random.int(50, 400) : random.int(1, 40);

export function deathAt(random: Random): Fault {
  return { at: 'function:*', kind: 'death', atCall: random.int(1, 12), effect: random.pick(['before', 'after']) };
}

export const faultText = (fault: FaultKind): string => {
  switch (fault.kind) {
    case 'rate-limited':
      return `429 retry after ${fault.retryAfterSeconds ?? 1} s`;
    case 'server-error':
      return `${fault.status ?? 503}`;
    case 'timeout':
      return `time-out ${fault.effect} the effect`;
    case 'delay':
      return `delayed by ${fault.delayMs / 1_000} s`;
    case 'death':
      return `death at call ${fault.atCall}, ${fault.effect} its effect`;
    case 'slack-error':
      return fault.error;
    case 'conflict':
    case 'duplicate':
    case 'reorder':
      return fault.kind;
  }
};
