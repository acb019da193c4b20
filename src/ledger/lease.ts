import * as z from 'zod';
import type { Clock, Log, Store } from '../ports';
import type { Instant } from '../shared/brand';
import { ConflictError, describeError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';

/** While it is held nobody else writes what it stands for. */
export type Held = {
  /** Throws when the lease may end before a write that begins now does. */
  assertHeld(): void;
};

const LEASE_MS = 30_000;
/** What one write may take. */
const MARGIN_MS = 10_000;
const ENTITY = 'lease';

type Deps = { store: Pick<Store, 'getEntity' | 'createEntity' | 'commit'>; clock: Clock; log: Log };

const record = z.object({ version: z.number(), data: z.object({ v: z.literal(1), until: z.number() }) });

/**
 * For what cannot be written conditionally, such as a secret. The deadline stands in the value, since a key with a time
 * to live may outlive it by days; whoever dies while holding the lease is waited for until then, and no longer.
 */
export function createLease({ store, clock, log }: Deps) {
  const toValue = (version: number, until: Instant) => ({ version, data: { v: 1, until } });

  /** The version under which it is held. */
  async function take(name: string, until: Instant): Promise<number> {
    const value = await store.getEntity(ENTITY, name);
    if (value === undefined) {
      if ((await store.createEntity(ENTITY, name, toValue(1, until))) === 'created') return 1;
      throw new ConflictError(`lease ${name} was taken by somebody else`);
    }
    const present = readOrThrow(record, value, 'lease');
    if (clock.now() < present.data.until) throw new ConflictError(`lease ${name} is held`);

    const version = present.version + 1;
    const write = { entity: ENTITY, key: name, value: toValue(version, until), ifVersion: present.version } as const;
    if ((await store.commit([write])) === 'committed') return version;
    throw new ConflictError(`lease ${name} was taken by somebody else`);
  }

  /** Whoever took it over after its end keeps it; a release that fails is made up for by the deadline. */
  async function release(name: string, version: number): Promise<void> {
    try {
      await store.commit([{ entity: ENTITY, key: name, value: toValue(version + 1, 0), ifVersion: version }]);
    } catch (error) {
      log.warn('lease-not-released', { name, ...describeError(error) });
    }
  }

  return async function hold<T>(name: string, work: (held: Held) => Promise<T>): Promise<T> {
    const until = clock.now() + LEASE_MS;
    const version = await take(name, until);
    try {
      return await work({
        assertHeld() {
          if (clock.now() >= until - MARGIN_MS) throw new ConflictError(`lease ${name} is about to end`);
        },
      });
    } finally {
      await release(name, version);
    }
  };
}
