import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDocuments } from '../../sandbox/documents';
import { givenKvs, outcome, START } from '../support/kvs';

const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });

describe('a plain value', () => {
  it.each([['a text'], [7], [false], [['a', null]], [{ a: { b: [1] } }]])(
    'comes back as it was set: %j',
    async (value) => {
      const { kvs } = givenKvs();

      await kvs.set('k', value);

      expect(await kvs.get('k')).toEqual(value);
    },
  );

  it('is undefined where it was never set, and after it was deleted', async () => {
    const { kvs, post } = givenKvs();
    await kvs.set('k', 1);

    await kvs.delete('k');

    expect(await kvs.get('k')).toBeUndefined();
    expect(await post('get', { key: 'k' })).toBe('404 KEY_NOT_FOUND');
    expect(await post('delete', { key: 'never' })).toBe('204');
  });

  it('belongs to one installation', async () => {
    const { kvs, as, store } = givenKvs();
    await kvs.set('k', 'ours');

    as('installation-2');

    expect(await kvs.get('k')).toBeUndefined();
    expect((await kvs.query().getMany()).results).toEqual([]);
    expect(store.dump('installation-2')).toEqual([]);
    await kvs.delete('k');
    as('installation-1');
    expect(await kvs.get('k')).toBe('ours');
  });

  it('survives a restart once the call has returned', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'kvs-')), 'world.db');
    const documents = openDocuments(path);
    const { kvs } = givenKvs({ documents });
    await kvs.set('k', 1);
    documents.close();

    const restarted = givenKvs({ documents: openDocuments(path) });

    expect(await restarted.kvs.get('k')).toBe(1);
    restarted.documents.close();
  });

  it('tells when it was created and updated only to who asks', async () => {
    const { kvs, clock, MetadataField, store } = givenKvs();
    await kvs.set('k', 1);
    clock.advance(1000);
    await kvs.set('k', 2);

    const metadataFields = [MetadataField.CREATED_AT, MetadataField.UPDATED_AT, MetadataField.EXPIRE_TIME];
    const told = await kvs.get('k', { metadataFields });

    expect(told).toEqual({ key: 'k', value: 2, createdAt: START, updatedAt: START + 1000 });
    expect((await store.handle('installation-1', '/api/v1/get', { key: 'k' })).body).toEqual({ key: 'k', value: 2 });
  });
});

describe('what may be stored', () => {
  it.each([
    ['an empty key', '', '400 EMPTY_KEY'],
    ['a key of 501 characters', 'k'.repeat(501), '400 KEY_TOO_LONG'],
    ['a key of 500 characters', 'k'.repeat(500), 'accepted'],
    ['a slash in a key', 'a/b', '400 INVALID_KEY'],
    ['an at sign in a key', 'ana@example.com', '400 INVALID_KEY'],
    ['a key that is blank', ' ', '400 INVALID_KEY'],
    ['every character that is allowed', 'aZ09:._ -#', 'accepted'],
  ])('%s', async (_name, key, expected) => {
    const { kvs } = givenKvs();

    expect(await outcome(kvs.set(key, 1))).toBe(expected);
    if (expected !== 'accepted') expect(await outcome(kvs.get(key))).toBe(expected);
    if (expected !== 'accepted') expect(await outcome(kvs.delete(key))).toBe(expected);
  });

  it.each([
    ['a value of 240 KiB', 'x'.repeat(240 * 1024 - 2), 'accepted'],
    ['a value over 240 KiB', 'x'.repeat(240 * 1024 - 1), '400 MAX_SIZE'],
    ['a value over 240 KiB in bytes, not in characters', 'é'.repeat(120 * 1024), '400 MAX_SIZE'],
    ['a depth of 31', nested(31), 'accepted'],
    ['a depth of 32', nested(32), '400 MAX_DEPTH'],
    ['null', null, '422 UNPROCESSABLE_ENTITY'],
    ['undefined', undefined, '422 UNPROCESSABLE_ENTITY'],
  ])('%s', async (_name, value, expected) => {
    const { kvs } = givenKvs();

    expect(await outcome(kvs.set('k', value))).toBe(expected);
  });
});

describe('the key policy', () => {
  it('refuses to create what exists, and leaves it as it is', async () => {
    const { kvs } = givenKvs();
    const create = (value: number) => outcome(kvs.set('k', value, { keyPolicy: 'FAIL_IF_EXISTS' }));

    expect([await create(1), await create(2)]).toEqual(['accepted', '409 KEY_CONFLICT']);
    expect(await kvs.get('k')).toBe(1);
  });

  it('OVERRIDE returns the previous value, or nothing where there was none', async () => {
    const { kvs, MetadataField, clock } = givenKvs();
    const returnMetadataFields = [MetadataField.UPDATED_AT];
    const set = (value: number) =>
      kvs.set('k', value, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS', returnMetadataFields });

    expect(await set(1)).toBeUndefined();
    clock.advance(10);
    expect(await set(2)).toEqual({ key: 'k', value: 1, updatedAt: START });
  });

  it('OVERRIDE returns the latest value', async () => {
    const { kvs } = givenKvs();

    const latest = await kvs.set('k', 2, { keyPolicy: 'OVERRIDE', returnValue: 'LATEST' });

    expect(latest).toEqual({ key: 'k', value: 2 });
  });

  it.each([
    ['a returned value of FAIL_IF_EXISTS', { keyPolicy: 'FAIL_IF_EXISTS', returnValue: 'LATEST' }],
    ['metadata of a value that is not returned', { returnMetadataFields: ['CREATED_AT'] }],
  ])('refuses %s', async (_name, options) => {
    const { post } = givenKvs();

    expect(await post('set', { key: 'k', value: 1, options })).toBe('422 UNPROCESSABLE_ENTITY');
  });
});

describe('a secret', () => {
  it('has keys of its own, is never listed and never shown', async () => {
    const { kvs, store } = givenKvs();
    await kvs.set('token', 'plain');
    await kvs.setSecret('token', 'xoxb-1');

    expect(await kvs.getSecret('token')).toBe('xoxb-1');
    expect((await kvs.query().getMany()).results).toEqual([{ key: 'token', value: 'plain' }]);
    expect(JSON.stringify(store.dump('installation-1'))).not.toContain('xoxb-1');
    expect(store.dump('installation-1')).toContainEqual({ key: 'token', value: '(secret)' });
    await kvs.deleteSecret('token');
    expect(await kvs.getSecret('token')).toBeUndefined();
    expect(await kvs.get('token')).toBe('plain');
  });

  it('holds 128 KiB and obeys the key policy', async () => {
    const { kvs } = givenKvs();
    const text = (bytes: number) => 'x'.repeat(bytes - 2);

    expect(await outcome(kvs.setSecret('s', text(128 * 1024)))).toBe('accepted');
    expect(await outcome(kvs.setSecret('s', text(128 * 1024 + 1)))).toBe('400 MAX_SIZE');
    expect(await outcome(kvs.setSecret('s', 'x', { keyPolicy: 'FAIL_IF_EXISTS' }))).toBe('409 KEY_CONFLICT');
  });
});

it('forgets everything when it is cleared', async () => {
  const { kvs, store } = givenKvs();
  await kvs.set('k', 1);

  store.clear();

  expect(await kvs.get('k')).toBeUndefined();
  expect((await kvs.query().getMany()).results).toEqual([]);
});
