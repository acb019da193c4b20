import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Wait } from '../../src/ports';
import { TransientError } from '../../src/shared/errors';
import { noWait } from '../support/fake-ports';
import { givenKvs } from '../support/kvs';
import { storeContract } from './store-contract';

const manifest = parse(readFileSync(join(import.meta.dirname, '..', '..', 'manifest.yml'), 'utf8'));

// The SDK wants Forge's globals when it is loaded.
givenKvs();
const { createForgeStore } = await import('../../src/forge/store');

function givenForge({ lagMs = 0, wait = noWait }: { lagMs?: number; wait?: Wait } = {}) {
  const { clock, faults } = givenKvs({ storage: manifest.app.storage, indexLagMs: lagMs });
  return { store: createForgeStore(wait), advance: clock.advance, faults };
}

storeContract('on Forge', givenForge);

describe('a fault of the platform', () => {
  it.each([
    ['a rate limit', 'rate-limited', 3],
    ['a failing server', 'server-error', 1],
  ] as const)('that may pass is a TransientError: %s', async (_name, kind, times) => {
    const { store, faults } = givenForge();
    faults.add([
      { at: 'kvs:entity/get', kind, times },
      { at: 'kvs:entity/set', kind, times },
      { at: 'kvs:entity/query', kind, times },
      { at: 'kvs:batch/get', kind, times },
      { at: 'kvs:batch/set', kind, times },
      { at: 'kvs:transaction', kind, times },
    ]);
    const row = { version: 1, name: 'a', state: 'active', data: {} };

    const calls = [
      store.getEntity('definition', 'def-1'),
      store.createEntity('definition', 'def-1', row),
      store.query({ entity: 'definition', index: 'by-state', partition: ['active'], limit: 1 }),
      store.getMany([{ key: 'a' }]),
      store.setMany([{ key: 'a', value: 1 }], 60),
      store.commit([{ entity: 'definition', key: 'def-1', value: row }]),
    ];

    for (const call of calls) await expect(call).rejects.toBeInstanceOf(TransientError);
  });

  it('by which the store had no room is waited out twice, for a moment, and nothing is done twice', async () => {
    const waits: number[] = [];
    const { store, faults } = givenForge({ wait: async (mostMs) => void waits.push(mostMs) });
    faults.add([{ at: 'kvs:entity/set', kind: 'rate-limited', times: 2 }]);
    const row = { version: 1, name: 'a', state: 'active', data: {} };

    expect(await store.createEntity('definition', 'def-1', row)).toBe('created');
    expect(waits).toEqual([200, 600]);
  });

  it('says when to come back where the store had no room for longer', async () => {
    const { store, faults } = givenForge();
    faults.add([{ at: 'kvs:entity/get', kind: 'rate-limited', times: 3 }]);

    await expect(store.getEntity('definition', 'def-1')).rejects.toMatchObject({ retryAfterMs: 5_000 });
  });
});
