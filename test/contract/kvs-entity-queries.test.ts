import type { Sort as KvsSort } from '@forge/kvs';
import { describe, expect, it } from 'vitest';
import { givenKvs, outcome } from '../support/kvs';

const STAFF = {
  ana: { surname: 'Ang', age: 30, salary: 10.5, active: true, team: 'red' },
  ben: { surname: 'Bo', age: 4, salary: 9, active: false, team: 'red' },
  cy: { surname: 'Co', age: 100, salary: 100, active: true, team: 'red' },
  di: { surname: 'Da', age: 20, salary: 0, active: true, team: 'blue' },
  ed: { surname: 'Ek', team: 'red' },
};

async function givenStaff() {
  const world = givenKvs();
  for (const [key, value] of Object.entries(STAFF)) await world.employees.set(key, value);
  const red = () => world.employees.query().index('by-team', { partition: ['red'] });
  return { ...world, red };
}

const keys = ({ results }: { results: { key: string }[] }) => results.map(({ key }) => key).join(' ');

describe('an index', () => {
  it('answers its partition in the order of the range, without the rows that lack an attribute', async () => {
    const { red, Sort } = await givenStaff();

    expect(keys(await red().getMany())).toBe('ben ana cy');
    expect(keys(await red().sort(Sort.DESC).getMany())).toBe('cy ana ben');
    expect(await red().getOne()).toEqual({ key: 'ben', value: STAFF.ben });
  });

  it('may have no partition, or several values in their order', async () => {
    const { employees } = await givenStaff();
    const both = (...partition: unknown[]) => employees.query().index('by-team-and-active', { partition }).getMany();

    expect(keys(await employees.query().index('by-salary').getMany())).toBe('di ben ana cy');
    expect(keys(await employees.query().index('surname').getMany())).toBe('ana ben cy di ed');
    expect(keys(await both('red', true))).toBe('ana cy');
    expect(await outcome(both(true, 'red'))).toBe('422 UNPROCESSABLE_ENTITY');
    expect(await outcome(both('red'))).toBe('422 UNPROCESSABLE_ENTITY');
  });

  it('follows a row that moves, and forgets a row that is deleted', async () => {
    const { red, employees } = await givenStaff();
    await employees.set('cy', { ...STAFF.cy, team: 'blue' });
    await employees.delete('ben');

    expect(keys(await red().getMany())).toBe('ana');
  });

  it('by-key is there without asking', async () => {
    const { employees, WhereConditions } = await givenStaff();
    const byKey = employees.query().index('by-key').where(WhereConditions.beginsWith('e'));

    expect(keys(await byKey.getMany())).toBe('ed');
    expect(await outcome(employees.query().index('by-age').getMany())).toBe('400 INVALID_ENTITY_INDEX');
  });

  it('goes on from the cursor in both directions, also between equal range values', async () => {
    const { employees, Sort } = givenKvs();
    for (const key of ['a', 'b', 'c', 'd', 'e']) await employees.set(key, { team: 'red', age: 1 });
    const page = (sort: KvsSort, cursor?: string) => {
      const query = employees
        .query()
        .index('by-team', { partition: ['red'] })
        .sort(sort)
        .limit(2);
      return (cursor === undefined ? query : query.cursor(cursor)).getMany();
    };

    const up = await page(Sort.ASC, (await page(Sort.ASC)).nextCursor);
    const down = await page(Sort.DESC, (await page(Sort.DESC)).nextCursor);

    expect([keys(up), keys(down)]).toEqual(['c d', 'c b']);
    expect((await page(Sort.ASC, up.nextCursor)).nextCursor).toBeUndefined();
    expect(await outcome(page(Sort.DESC, up.nextCursor))).toBe('422 UNPROCESSABLE_ENTITY');
  });

  it.each([0, 101])('refuses pages of %d', async (limit) => {
    const { red } = await givenStaff();

    expect(await outcome(red().limit(limit).getMany())).toBe('400 COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE');
  });
});

describe('a range condition', () => {
  it.each([
    ['EQUAL_TO', [30], 'ana'],
    ['GREATER_THAN', [4], 'ana cy'],
    ['GREATER_THAN_EQUAL_TO', [30], 'ana cy'],
    ['LESS_THAN', [30], 'ben'],
    ['LESS_THAN_EQUAL_TO', [30], 'ben ana'],
    ['BETWEEN', [4, 30], 'ben ana'],
  ])('%s %j selects %s', async (condition, values, expected) => {
    const { store } = await givenStaff();

    const query = { entityName: 'employee', indexName: 'by-team', partition: ['red'], range: { condition, values } };
    const { body } = await store.handle('installation-1', '/api/v1/entity/query', query);

    expect(keys({ results: (body as { data: { key: string }[] }).data })).toBe(expected);
  });

  it('works on booleans and on the beginning of texts', async () => {
    const { employees, WhereConditions } = await givenStaff();

    const active = employees
      .query()
      .index('active')
      .where({ condition: 'EQUAL_TO', values: [true as never] });
    const named = employees.query().index('surname').where(WhereConditions.beginsWith('D'));

    expect(keys(await named.getMany())).toBe('di');
    expect(await outcome(active.getMany())).toBe('accepted');
    expect(keys(await active.getMany())).toBe('ana cy di');
  });

  it.each([
    ['of a filter', { condition: 'NOT_EQUAL_TO', values: [1] }, '400 INVALID_FILTER_CONDITION'],
    ['that does not exist', { condition: 'NEAR', values: [1] }, '400 INVALID_FILTER_CONDITION'],
    ['that is for texts', { condition: 'BEGINS_WITH', values: ['1'] }, '400 INVALID_FILTER_CONDITION'],
    ['of another type', { condition: 'EQUAL_TO', values: ['1'] }, '400 INVALID_FILTER_VALUES'],
    ['with a value too many', { condition: 'EQUAL_TO', values: [1, 2] }, '400 INVALID_FILTER_VALUES'],
    ['between one value', { condition: 'BETWEEN', values: [1] }, '400 INSUFFICIENT_FILTER_VALUES'],
  ])('%s is refused', async (_name, range, expected) => {
    const { post } = givenKvs();
    const query = { entityName: 'employee', indexName: 'by-team', partition: ['red'], range };

    expect(await post('entity/query', query)).toBe(expected);
  });
});

describe('a filter', () => {
  it.each([
    ['equalTo', { property: 'surname', condition: 'EQUAL_TO', values: ['Bo'] }, 'ben'],
    ['notEqualTo', { property: 'surname', condition: 'NOT_EQUAL_TO', values: ['Bo'] }, 'ana cy'],
    ['contains', { property: 'surname', condition: 'CONTAINS', values: ['o'] }, 'ben cy'],
    ['notContains', { property: 'surname', condition: 'NOT_CONTAINS', values: ['o'] }, 'ana'],
    ['beginsWith', { property: 'surname', condition: 'BEGINS_WITH', values: ['A'] }, 'ana'],
    ['between', { property: 'surname', condition: 'BETWEEN', values: ['B', 'C'] }, 'ben'],
    ['greaterThan', { property: 'salary', condition: 'GREATER_THAN', values: [10.5] }, 'cy'],
    ['greaterThanEqualTo', { property: 'salary', condition: 'GREATER_THAN_EQUAL_TO', values: [10.5] }, 'ana cy'],
    ['lessThan', { property: 'salary', condition: 'LESS_THAN', values: [10.5] }, 'ben'],
    ['lessThanEqualTo', { property: 'salary', condition: 'LESS_THAN_EQUAL_TO', values: [10.5] }, 'ben ana'],
    ['exists', { property: 'active', condition: 'EXISTS', values: [true] }, 'ben ana cy'],
    ['notExists', { property: 'active', condition: 'NOT_EXISTS', values: [true] }, ''],
  ])('%s', async (_name, filter, expected) => {
    const { store } = await givenStaff();
    const query = { entityName: 'employee', indexName: 'by-team', partition: ['red'], filters: { and: [filter] } };

    const { body } = await store.handle('installation-1', '/api/v1/entity/query', query);

    expect(keys({ results: (body as { data: { key: string }[] }).data })).toBe(expected);
  });

  it('joins by and, or by or', async () => {
    const { red, Filter, FilterConditions: is } = await givenStaff();
    const and = new Filter<{ active: 1; surname: 1 }>()
      .and('active', is.equalTo(true))
      .and('surname', is.equalTo('Co'));
    const or = new Filter<{ active: 1; surname: 1 }>().or('active', is.equalTo(false)).or('surname', is.equalTo('Co'));

    expect(
      keys(
        await red()
          .filters(and as never)
          .getMany(),
      ),
    ).toBe('cy');
    expect(
      keys(
        await red()
          .filters(or as never)
          .getMany(),
      ),
    ).toBe('ben cy');
  });

  it('is applied to the page, so that a page can be empty and have a cursor', async () => {
    const { red, Filter, FilterConditions } = await givenStaff();
    const page = () =>
      red()
        .limit(2)
        .filters(new Filter<{ surname: 1 }>().and('surname', FilterConditions.equalTo('Co')) as never);

    const first = await page().getMany();
    const second = await page().cursor(String(first.nextCursor)).getMany();

    expect(first.results).toEqual([]);
    expect(keys(second)).toBe('cy');
    expect(second.nextCursor).toBeUndefined();
  });

  const one = { property: 'surname', condition: 'EQUAL_TO', values: ['x'] };
  it.each([
    ['on an attribute of type any', { and: [{ ...one, property: 'notes' }] }, '422 UNPROCESSABLE_ENTITY'],
    ['on an unknown attribute', { and: [{ ...one, property: 'x' }] }, '400 INVALID_ENTITY_ATTRIBUTE'],
    ['with both and and or', { and: [one], or: [one] }, '400 INVALID_FILTER_OPERATORS_COMBINATION'],
    ['with nothing to join', { and: [] }, '400 EMPTY_FILTER_OPERATOR'],
    ['of 101 conditions', { or: Array.from({ length: 101 }, () => one) }, '422 UNPROCESSABLE_ENTITY'],
  ])('%s is refused', async (_name, filters, expected) => {
    const { post } = givenKvs();

    expect(await post('entity/query', { entityName: 'employee', indexName: 'surname', filters })).toBe(expected);
  });

  it('does not guess whether an absent attribute is unequal', async () => {
    const { post } = await givenStaff();
    const filters = { and: [{ property: 'age', condition: 'NOT_EQUAL_TO', values: [1] }] };

    const asked = post('entity/query', { entityName: 'employee', indexName: 'surname', filters });

    await expect(asked).rejects.toThrow(/^not emulated: /);
  });
});
