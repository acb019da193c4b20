import { describe, expect, it } from 'vitest';
import { givenKvs, outcome } from '../support/kvs';

const items = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: n }));

describe('a batch', () => {
  it('sets, gets and deletes plain keys and entities together', async () => {
    const { kvs } = givenKvs();
    const names = [{ key: 'k' }, { key: 'k', entityName: 'task' }];

    const set = await kvs.batchSet<unknown>([
      { key: 'k', value: 1 },
      { key: 'k', entityName: 'task', value: { title: 'T' } },
    ]);
    const got = await kvs.batchGet(names);
    const removed = await kvs.batchDelete(names);

    expect(set).toEqual({ successfulKeys: names, failedKeys: [] });
    expect(got.successfulKeys).toEqual([
      { key: 'k', value: 1 },
      { key: 'k', entityName: 'task', value: { title: 'T' } },
    ]);
    expect(removed).toEqual({ successfulKeys: names, failedKeys: [] });
    expect((await kvs.batchGet(names)).successfulKeys).toEqual([]);
  });

  it('does what it can and names what failed', async () => {
    const { kvs } = givenKvs();

    const set = await kvs.batchSet<unknown>([
      { key: 'good', value: 1 },
      { key: 'a/b', value: 1 },
      { key: 'bad', entityName: 'task', value: { title: 1 } },
    ]);
    const got = await kvs.batchGet([{ key: 'good' }, { key: 'missing' }]);

    expect(set.successfulKeys).toEqual([{ key: 'good' }]);
    expect(set.failedKeys).toMatchObject([
      { key: 'a/b', error: { code: 'INVALID_KEY' } },
      { key: 'bad', entityName: 'task', error: { code: 'INCORRECT_PROPERTY_TYPE' } },
    ]);
    expect(got.successfulKeys).toEqual([{ key: 'good', value: 1 }]);
    expect(got.failedKeys).toMatchObject([{ key: 'missing', error: { code: 'KEY_NOT_FOUND' } }]);
  });

  it('holds 25 keys', async () => {
    const { kvs } = givenKvs();

    expect(await outcome(kvs.batchSet(items(25)))).toBe('accepted');
    expect(await outcome(kvs.batchSet(items(26)))).toBe('400 TOO_MANY_BATCH_ENTITIES');
    expect(await outcome(kvs.batchGet(items(26).map(({ key }) => ({ key }))))).toBe('400 TOO_MANY_BATCH_ENTITIES');
    expect(await outcome(kvs.batchDelete(items(26).map(({ key }) => ({ key }))))).toBe('400 TOO_MANY_BATCH_ENTITIES');
  });

  it('fails as a whole when it is empty or names a key twice, before anything is stored', async () => {
    const { kvs } = givenKvs();
    const twice = [...items(2), { key: 'k0', value: 7 }];

    expect(await outcome(kvs.batchSet(twice))).toBe('400 KEY_DUPLICATION_ERROR');
    expect(await outcome(kvs.batchGet([]))).toBe('422 UNPROCESSABLE_ENTITY');
    expect(await kvs.get('k1')).toBeUndefined();
  });

  it('holds 4 MB', async () => {
    const { kvs } = givenKvs();
    const large = items(18).map(({ key }) => ({ key, value: 'x'.repeat(230 * 1024) }));

    expect(await outcome(kvs.batchSet(large.slice(1)))).toBe('400 MAX_SIZE');
    expect(await outcome(kvs.batchSet(large.slice(2)))).toBe('accepted');
  });

  it('takes no key policy', async () => {
    const { post } = givenKvs();
    const item = { key: 'k', value: 1, options: { keyPolicy: 'FAIL_IF_EXISTS' } };

    expect(await post('batch/set', [item])).toBe('422 UNPROCESSABLE_ENTITY');
  });
});
