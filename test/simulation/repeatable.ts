import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { createRandom } from '../../sandbox/forge/random';
// The app loads these when it first needs them, and how long that takes is up to the machine: a day that was the first of
// its process would not be told again as it was.
import '../../src/app/desk';
import '../../src/app/digest';
import '../../src/app/outside';
import '../../src/app/telling';
import '@slack/web-api';
import 'csv-parse/sync';
import 'temporal-polyfill';

/**
 * Ids and pauses between tries follow from the seed, so that rows which an index orders by key come in the same order again, and no real time
 * decides: a call that waits for its turn is not late because this machine is slow. What the app logs is not shown.
 */
export async function repeatably<T>(seed: number, work: () => Promise<T>): Promise<T> {
  const { random } = Math;
  const { randomUUID } = crypto;
  const { timeout } = AbortSignal;
  const { info, warn, error } = console;
  Math.random = createRandom(seed ^ 0x3c7);
  crypto.randomUUID = seededUuids(seed);
  AbortSignal.timeout = () => new AbortController().signal;
  Object.assign(console, { info: silent, warn: silent, error: silent });
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    Math.random = random;
    crypto.randomUUID = randomUUID;
    AbortSignal.timeout = timeout;
    Object.assign(console, { info, warn, error });
    syncBuiltinESMExports();
  }
}

const silent = () => {};

function seededUuids(seed: number): typeof crypto.randomUUID {
  const random = createRandom(seed ^ 0x1d5);
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}
