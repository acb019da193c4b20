import { describe, expect, it } from 'vitest';
import { type Employee, givenKvs, outcome } from '../support/kvs';

async function givenAna() {
  const world = givenKvs();
  await world.employees.set('ana', { surname: 'Ang', age: 1 });
  const aged = (age: number) => {
    const conditions = new world.Filter<Employee>().and('age', world.FilterConditions.equalTo(age));
    return { entityName: 'employee', conditions };
  };
  return { ...world, aged };
}

describe('a transaction', () => {
  it('sets and deletes plain keys and entities, all of them', async () => {
    const { kvs, employees } = await givenAna();
    await kvs.set('old', 1);

    await kvs
      .transact()
      .set('new', 2)
      .set('ben', { age: 5 }, { entityName: 'employee' })
      .delete('old')
      .delete('ana', { entityName: 'employee' })
      .delete('never-was')
      .execute();

    expect([await kvs.get('new'), await kvs.get('old')]).toEqual([2, undefined]);
    expect([await employees.get('ben'), await employees.get('ana')]).toEqual([{ age: 5 }, undefined]);
  });

  it('moves an entity on when its version is the one that was read', async () => {
    const { kvs, employees, aged } = await givenAna();

    await kvs.transact().set<Employee>('ana', { age: 2 }, aged(1)).execute();

    expect(await employees.get('ana')).toEqual({ age: 2 });
  });

  it.each(['set', 'delete', 'check'] as const)('changes nothing when the condition of a %s fails', async (verb) => {
    const { kvs, employees, aged } = await givenAna();
    const transaction = kvs.transact().set('other', 1);
    if (verb === 'set') transaction.set<Employee>('ana', { age: 2 }, aged(9));
    else transaction[verb]('ana', aged(9));

    expect(await outcome(transaction.execute())).toBe('400 CONDITIONAL_CHECK_FAILED');
    expect(await kvs.get('other')).toBeUndefined();
    expect(await employees.get('ana')).toEqual({ surname: 'Ang', age: 1 });
  });

  it('lets one of two writers with the same version win', async () => {
    const { kvs, employees, aged } = await givenAna();
    const write = (surname: string) =>
      outcome(kvs.transact().set<Employee>('ana', { surname, age: 2 }, aged(1)).execute());

    const outcomes = await Promise.all([write('First'), write('Second')]);

    expect(outcomes).toEqual(['accepted', '400 CONDITIONAL_CHECK_FAILED']);
    expect(await employees.get('ana')).toEqual({ surname: 'First', age: 2 });
  });

  it('fails every condition on an entity that does not exist', async () => {
    const { kvs, Filter, FilterConditions } = givenKvs();
    const conditions = new Filter<Employee>().and('age', FilterConditions.notExists());

    const create = kvs.transact().set<Employee>('new', { age: 1 }, { entityName: 'employee', conditions }).execute();

    expect(await outcome(create)).toBe('400 CONDITIONAL_CHECK_FAILED');
  });

  it('changes nothing when one value is refused', async () => {
    const { kvs } = givenKvs();

    const both = kvs.transact().set('good', 1).set('bad', { age: 'x' }, { entityName: 'employee' }).execute();

    expect(await outcome(both)).toBe('400 INCORRECT_PROPERTY_TYPE');
    expect(await kvs.get('good')).toBeUndefined();
  });

  it('holds 25 operations and 4 MB', async () => {
    const { kvs } = givenKvs();
    const many = (count: number, value: unknown) => {
      const transaction = kvs.transact();
      for (let n = 0; n < count; n++) transaction.set(`k${n}`, value as string);
      return outcome(transaction.execute());
    };

    expect(await many(25, 1)).toBe('accepted');
    expect(await many(26, 1)).toBe('422 UNPROCESSABLE_ENTITY');
    expect(await many(17, 'x'.repeat(230 * 1024))).toBe('400 MAX_SIZE');
  });

  it('names each key once, whatever it does to it', async () => {
    const { kvs, aged } = await givenAna();

    const twice = kvs.transact().set('ana', 1).check('ana', aged(1)).execute();

    expect(await outcome(twice)).toBe('400 KEY_DUPLICATION_ERROR');
  });

  const condition = { and: [{ property: 'age', condition: 'EQUAL_TO', values: [1] }] };
  it.each([
    [
      'a condition on a plain key',
      { set: [{ key: 'k', value: 1, conditions: condition }] },
      '422 UNPROCESSABLE_ENTITY',
    ],
    ['a check without a condition', { check: [{ key: 'k', entityName: 'employee' }] }, '422 UNPROCESSABLE_ENTITY'],
    ['a key policy', { set: [{ key: 'k', value: 1, options: { keyPolicy: 'OVERRIDE' } }] }, '422 UNPROCESSABLE_ENTITY'],
    ['an illegal key', { delete: [{ key: 'a/b' }] }, '400 INVALID_KEY'],
    ['an entity that is not declared', { delete: [{ key: 'k', entityName: 'nobody' }] }, '404 SCHEMA_NOT_FOUND'],
    [
      'an empty condition',
      { delete: [{ key: 'k', entityName: 'employee', conditions: { or: [] } }] },
      '400 EMPTY_FILTER_OPERATOR',
    ],
  ])('refuses %s', async (_name, body, expected) => {
    const { post } = givenKvs();

    expect(await post('transaction', body)).toBe(expected);
  });

  it('has no answer to a transaction without operations', async () => {
    const { kvs } = givenKvs();

    await expect(kvs.transact().execute()).rejects.toThrow(/^not emulated: /);
  });
});
