import * as z from 'zod';
import type { Clock, Store } from '../ports';
import type { AccountId, Instant } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import { keyPart } from './key-part';

const record = z.object({ version: z.number(), data: z.object({ v: z.literal(1), tries: z.array(z.number()) }) });

const MAX_TRIES = 5;
const WINDOW_MS = 10 * 60_000;
const ATTEMPTS = 4;

const keyOf = (account: AccountId) => `tries:${keyPart(account)}`;

/**
 * Codes that an account tried lately. A try is written down before the code is looked at, and conditionally, so that
 * many at once are not more than one after the other.
 */
export function createLinkTries({
  store,
  clock,
}: {
  store: Pick<Store, 'getEntity' | 'createEntity' | 'commit'>;
  clock: Clock;
}) {
  const toValue = (version: number, tries: readonly Instant[]) => ({
    version,
    list: 'none',
    since: 0,
    data: { v: 1, tries },
  });

  async function load(account: AccountId): Promise<{ version: number; tries: readonly Instant[] }> {
    const value = await store.getEntity('link', keyOf(account));
    if (value === undefined) return { version: 0, tries: [] };
    const { version, data } = readOrThrow(record, value, 'stored tries of a code');
    return { version, tries: data.tries };
  }

  async function put(account: AccountId, version: number, tries: readonly Instant[]): Promise<boolean> {
    const key = keyOf(account);
    const value = toValue(version + 1, tries);
    return version === 0
      ? (await store.createEntity('link', key, value)) === 'created'
      : (await store.commit([{ entity: 'link', key, value, ifVersion: version }])) === 'committed';
  }

  /** False where there were too many; whoever loses every race against themselves has tried too often as well. */
  async function take(account: AccountId): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { version, tries } = await load(account);
      const at = clock.now();
      const recent = tries.filter((each) => at - each < WINDOW_MS);
      if (recent.length >= MAX_TRIES) return false;
      if (await put(account, version, [...recent, at])) return true;
    }
    return false;
  }

  /** After the right one. Somebody who tries on at the same moment keeps what they had. */
  async function clear(account: AccountId): Promise<void> {
    const { version } = await load(account);
    await put(account, version, []);
  }

  return { take, clear };
}
