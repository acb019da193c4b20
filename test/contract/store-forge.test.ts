import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { TransientError } from '../../src/shared/errors';
import { givenKvs } from '../support/kvs';
import { storeContract } from './store-contract';

const manifest = parse(readFileSync(join(import.meta.dirname, '..', '..', 'manifest.yml'), 'utf8'));

// The SDK wants Forge's globals when it is loaded.
givenKvs();
const { createForgeStore } = await import('../../src/forge/store');

function givenForge({ lagMs = 0 }: { lagMs?: number } = {}) {
  const { clock, faults } = givenKvs({ storage: manifest.app.storage, indexLagMs: lagMs });
  return { store: createForgeStore(), advance: clock.advance, faults };
}

storeContract('on Forge', givenForge);

describe('a fault of the platform', () => {
  it.each([
    ['a rate limit', 'rate-limited'],
    ['a failing server', 'server-error'],
  ] as const)('that may pass is a TransientError: %s', async (_name, kind) => {
    const { store, faults } = givenForge();
    faults.add([
      { at: 'kvs:entity/get', kind },
      { at: 'kvs:entity/set', kind },
      { at: 'kvs:entity/query', kind },
      { at: 'kvs:batch/get', kind },
      { at: 'kvs:batch/set', kind },
      { at: 'kvs:transaction', kind },
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
});
