import { describe, expect, it } from 'vitest';
import { givenKvs, HOUR_MS, outcome, START } from '../support/kvs';

const ONE_HOUR = { ttl: { value: 1, unit: 'HOURS' as const } };

describe('a time to live', () => {
  it('leaves the value readable after it has run out, with a time in the past', async () => {
    const { kvs, clock, MetadataField } = givenKvs({ random: () => 0.5 });
    await kvs.set('k', 1, ONE_HOUR);

    clock.advance(2 * HOUR_MS);

    const told = await kvs.get('k', { metadataFields: [MetadataField.EXPIRE_TIME] });
    expect(told).toEqual({ key: 'k', value: 1, expireTime: new Date(START + HOUR_MS).toISOString() });
    expect((await kvs.query().getMany()).results).toHaveLength(1);
  });

  it.each([
    [0, 1],
    [0.5, 25],
    [0.999999, 49],
  ])('removes the value when chance %f says, %d hours after the write', async (chance, hours) => {
    const { kvs, clock, store } = givenKvs({ random: () => chance });
    await kvs.set('k', 1, ONE_HOUR);

    clock.advance(hours * HOUR_MS - 1000);
    expect(await kvs.get('k')).toBe(1);
    clock.advance(1000);

    expect(await kvs.get('k')).toBeUndefined();
    expect((await kvs.query().getMany()).results).toEqual([]);
    expect(store.dump('installation-1')).toEqual([]);
  });

  it('counts an expired key that still lies there as existing', async () => {
    const { kvs, clock } = givenKvs({ random: () => 0.5 });
    await kvs.set('k', 1, ONE_HOUR);
    const create = () => outcome(kvs.set('k', 2, { keyPolicy: 'FAIL_IF_EXISTS' }));

    clock.advance(2 * HOUR_MS);
    expect(await create()).toBe('409 KEY_CONFLICT');
    clock.advance(24 * HOUR_MS);

    expect(await create()).toBe('accepted');
  });

  it('ends with a write that names none', async () => {
    const { kvs, clock } = givenKvs();
    await kvs.set('k', 1, ONE_HOUR);
    await kvs.set('k', 2);

    clock.advance(100 * HOUR_MS);

    expect(await kvs.get('k')).toBe(2);
  });

  it.each([
    [0, 'SECONDS' as const],
    [-1, 'MINUTES' as const],
    [1.5, 'HOURS' as const],
    [366, 'DAYS' as const],
  ])('is refused as %d %s', async (value, unit) => {
    const { kvs } = givenKvs();

    expect(await outcome(kvs.set('k', 1, { ttl: { value, unit } }))).toBe('400 INVALID_TTL');
  });

  it('works in batches, and in transactions as the fourth argument', async () => {
    const { kvs, clock } = givenKvs();
    await kvs.batchSet([{ key: 'a', value: 1, options: ONE_HOUR }]);
    await kvs.transact().set('b', 1, undefined, ONE_HOUR).execute();

    clock.advance(HOUR_MS);

    expect([await kvs.get('a'), await kvs.get('b')]).toEqual([undefined, undefined]);
  });
});
