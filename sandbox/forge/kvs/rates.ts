import type { Call, Operation } from './operation';
import { Refusal } from './refusal';

/** What one installation may do; `Infinity` switches a limit off. */
export type RateLimits = { requestsPerSecond: number; readUnitsPerMinute: number; writeUnitsPerMinute: number };

/** https://developer.atlassian.com/platform/forge/limits-kvs-ce/ */
export const FORGE_RATES: RateLimits = { requestsPerSecond: 1000, readUnitsPerMinute: 4000, writeUnitsPerMinute: 4000 };

const UNIT_BYTES = 10 * 1024;

type Window = { start: number; used: number };

export const unitsOf = (bytes: number) => Math.max(1, Math.ceil(bytes / UNIT_BYTES));

/** Counts in windows of the virtual clock. They are not stored: a restart begins with none used. */
export function createRates(limits: RateLimits) {
  const windows = new Map<string, Window>();

  function windowOf(name: string, now: number, lengthMs: number): Window {
    const start = now - (now % lengthMs);
    const known = windows.get(name);
    const window = known?.start === start ? known : { start, used: 0 };
    windows.set(name, window);
    return window;
  }

  const unitWindow = (call: Call, kind: Operation['kind']) =>
    windowOf(JSON.stringify([call.installation, kind]), call.now, 60_000);

  return {
    /** Refuses a request that no longer fits; `units` of a read are known only afterwards, so it asks for one. */
    admit(call: Call, kind: Operation['kind'], units: number, code: string) {
      const requests = windowOf(call.installation, call.now, 1000);
      const max = kind === 'read' ? limits.readUnitsPerMinute : limits.writeUnitsPerMinute;
      requests.used += 1;
      if (requests.used > limits.requestsPerSecond || unitWindow(call, kind).used + units > max) {
        throw new Refusal(429, code, 'Rate limit exceeded');
      }
    },
    charge(call: Call, kind: Operation['kind'], units: number) {
      unitWindow(call, kind).used += units;
    },
    clear: () => windows.clear(),
  };
}
