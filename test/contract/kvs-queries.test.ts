import { describe, expect, it } from 'vitest';
import { givenKvs, outcome } from '../support/kvs';

async function givenKeys(count: number) {
  const world = givenKvs();
  for (let n = 0; n < count; n++) await world.kvs.set(`k:${String(n).padStart(3, '0')}`, n);
  return world;
}

describe('a query over plain keys', () => {
  it('answers ten at first, in the order of keys, and goes on from the cursor to the end', async () => {
    const { kvs } = await givenKeys(12);

    const first = await kvs.query().getMany<number>();
    const second = await kvs.query().cursor(String(first.nextCursor)).getMany<number>();

    expect(first.results.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(second.results.map(({ value }) => value)).toEqual([10, 11]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('answers up to 100 when asked', async () => {
    const { kvs } = await givenKeys(101);

    expect((await kvs.query().limit(100).getMany()).results).toHaveLength(100);
    await kvs.delete('k:100');
    expect((await kvs.query().limit(100).getMany()).nextCursor).toBeUndefined();
    expect(await outcome(kvs.query().limit(101).getMany())).toBe('400 LIST_QUERY_LIMIT_EXCEEDED');
  });

  it('selects keys by their beginning', async () => {
    const { kvs, WhereConditions } = givenKvs();
    for (const key of ['a', 'b:1', 'b:2', 'bb', 'c']) await kvs.set(key, key);

    const found = await kvs.query().where('key', WhereConditions.beginsWith('b:')).getMany();

    expect(found.results.map(({ key }) => key)).toEqual(['b:1', 'b:2']);
  });

  it('shows metadata where it was asked for', async () => {
    const { kvs, MetadataField } = await givenKeys(1);

    const { results } = await kvs.query({ metadataFields: [MetadataField.CREATED_AT] }).getMany();

    expect(results[0]).toHaveProperty('createdAt');
  });

  const where = (property: string, condition: string, values: unknown[]) => ({ property, condition, values });
  const prefix = where('key', 'BEGINS_WITH', ['k']);
  it.each([
    ['two conditions', [prefix, prefix], '400 QUERY_WHERE_INVALID'],
    ['a condition on the value', [where('value', 'BEGINS_WITH', ['k'])], '400 QUERY_WHERE_FIELD_INVALID'],
    ['another condition', [where('key', 'EQUAL_TO', ['k'])], '400 INVALID_FILTER_CONDITION'],
    ['a beginning that is a number', [where('key', 'BEGINS_WITH', [1])], '400 INVALID_FILTER_VALUES'],
  ])('refuses %s', async (_name, conditions, expected) => {
    const { post } = givenKvs();

    expect(await post('query', { where: conditions })).toBe(expected);
  });

  it('refuses a cursor of a query with other parameters, and one that it never gave', async () => {
    const { kvs } = await givenKeys(12);
    const { nextCursor } = await kvs.query().limit(5).getMany();

    const with6 = kvs.query().limit(6).cursor(String(nextCursor)).getMany();

    expect(await outcome(with6)).toBe('422 UNPROCESSABLE_ENTITY');
    expect(await outcome(kvs.query().cursor('k:004').getMany())).toBe('422 UNPROCESSABLE_ENTITY');
  });
});

describe('with an index that lags', () => {
  it('a query sees the rows as they were until the lag has passed, while get is exact', async () => {
    const { kvs, clock } = givenKvs({ indexLagMs: 500 });
    const listed = async () => (await kvs.query().getMany()).results.map(({ key, value }) => `${key}=${value}`);
    await kvs.set('old', 1);
    await kvs.set('gone', 1);
    clock.advance(500);

    await kvs.set('old', 2);
    await kvs.set('new', 1);
    await kvs.delete('gone');

    expect(await listed()).toEqual(['gone=1', 'old=1']);
    expect([await kvs.get('old'), await kvs.get('new'), await kvs.get('gone')]).toEqual([2, 1, undefined]);
    clock.advance(499);
    expect(await listed()).toEqual(['gone=1', 'old=1']);
    clock.advance(1);
    expect(await listed()).toEqual(['new=1', 'old=2']);
  });

  it('a row that expires before its replacement is seen does not come back', async () => {
    const { kvs, clock } = givenKvs({ indexLagMs: 5000 });
    await kvs.set('k', 1, { ttl: { value: 6, unit: 'SECONDS' } });
    clock.advance(5000);
    await kvs.set('k', 2);

    expect((await kvs.query().getMany()).results).toEqual([{ key: 'k', value: 1 }]);
    clock.advance(1000);
    expect((await kvs.query().getMany()).results).toEqual([]);
    clock.advance(4000);
    expect((await kvs.query().getMany()).results).toEqual([{ key: 'k', value: 2 }]);
  });

  it('a query never sees a row twice between two writes', async () => {
    const { employees, clock } = givenKvs({ indexLagMs: 500 });
    const ages = async () => (await employees.query().index('by-key').getMany()).results.map(({ value }) => value.age);
    await employees.set('k', { age: 1 });
    clock.advance(300);
    await employees.set('k', { age: 2 });

    expect(await ages()).toEqual([]);
    clock.advance(200);
    expect(await ages()).toEqual([1]);
    clock.advance(300);
    expect(await ages()).toEqual([2]);
  });
});
