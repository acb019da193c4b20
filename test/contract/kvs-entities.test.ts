import { describe, expect, it } from 'vitest';
import { parseEntities } from '../../sandbox/forge/kvs/kvs';
import { givenKvs, outcome, START, STORAGE } from '../support/kvs';

describe('an entity', () => {
  it('comes back as it was set, apart from plain keys and other entities', async () => {
    const { kvs, employees, store } = givenKvs();
    await employees.set('k', { surname: 'Ito', notes: { any: ['thing'] } });

    expect(await employees.get('k')).toEqual({ surname: 'Ito', notes: { any: ['thing'] } });
    expect(await kvs.get('k')).toBeUndefined();
    expect(await kvs.entity('task').get('k')).toBeUndefined();
    expect(store.dump('installation-1')).toEqual([
      { key: 'k', entity: 'employee', value: { surname: 'Ito', notes: { any: ['thing'] } } },
    ]);
    await employees.delete('k');
    expect(await employees.get('k')).toBeUndefined();
  });

  it('obeys the key policy and returns metadata', async () => {
    const { employees, MetadataField } = givenKvs();
    await employees.set('k', { age: 1 }, { keyPolicy: 'FAIL_IF_EXISTS' });

    expect(await outcome(employees.set('k', { age: 2 }, { keyPolicy: 'FAIL_IF_EXISTS' }))).toBe('409 KEY_CONFLICT');
    const metadataFields = [MetadataField.CREATED_AT];
    expect(await employees.get('k', { metadataFields })).toEqual({ key: 'k', value: { age: 1 }, createdAt: START });
  });

  it.each([
    ['an integer of 32 bits', { age: 2_147_483_647 }, 'accepted'],
    ['the smallest integer', { age: -2_147_483_648 }, 'accepted'],
    ['epoch milliseconds in an integer', { age: START }, '400 INCORRECT_PROPERTY_TYPE'],
    ['a fraction in an integer', { age: 1.5 }, '400 INCORRECT_PROPERTY_TYPE'],
    ['epoch milliseconds in a float', { salary: START }, 'accepted'],
    ['zero in a float', { salary: 0 }, 'accepted'],
    ['a float that is too large', { salary: 1e126 }, '400 INCORRECT_PROPERTY_TYPE'],
    ['a float that is too small', { salary: 1e-131 }, '400 INCORRECT_PROPERTY_TYPE'],
    ['a text in a boolean', { active: 'yes' }, '400 INCORRECT_PROPERTY_TYPE'],
    ['a number in a string', { surname: 1 }, '400 INCORRECT_PROPERTY_TYPE'],
    ['null in a string', { surname: null }, '400 INCORRECT_PROPERTY_TYPE'],
    ['null in an attribute of type any', { notes: null }, '400 INCORRECT_PROPERTY_TYPE'],
    ['a blank string', { surname: ' ' }, '400 INVALID_ENTITY_VALUE'],
    ['an unknown attribute', { nickname: 'x' }, '400 INVALID_ENTITY_ATTRIBUTE'],
    ['no attribute at all', {}, 'accepted'],
    ['a list', [], '400 INVALID_ENTITY_VALUE'],
    ['a range value of 900 bytes', { surname: 'é'.repeat(450) }, 'accepted'],
    ['a range value over 900 bytes', { surname: 'é'.repeat(451) }, '422 UNPROCESSABLE_ENTITY'],
    ['a partition over 1700 bytes', { team: 'x'.repeat(1701) }, '422 UNPROCESSABLE_ENTITY'],
    ['a value over 240 KiB', { notes: 'x'.repeat(240 * 1024) }, '400 MAX_SIZE'],
  ])('%s', async (_name, value, expected) => {
    const { kvs } = givenKvs();

    expect(await outcome(kvs.entity<unknown>('employee').set('k', value))).toBe(expected);
  });

  it.each([
    ['ab', '400 ENTITY_TYPE_TOO_SHORT'],
    ['x'.repeat(61), '400 ENTITY_TYPE_TOO_LARGE'],
    ['Employee', '400 INVALID_ENTITY_TYPE'],
    ['undeclared', '404 SCHEMA_NOT_FOUND'],
  ])('of the name %s is refused', async (name, expected) => {
    const { kvs } = givenKvs();

    expect(await outcome(kvs.entity(name).set('k', {}))).toBe(expected);
    expect(await outcome(kvs.entity(name).get('k'))).toBe(expected);
  });
});

describe('the storage section of a manifest', () => {
  const withIndex = (index: unknown) => ({ entities: [{ ...STORAGE.entities[1], indexes: [index] }] });

  it('may be missing', () => {
    expect(parseEntities(undefined)).toEqual([]);
  });

  it('names the indexed attributes of simple and named indexes', () => {
    const [employee] = parseEntities(STORAGE);

    expect(employee?.indexes.slice(0, 4)).toEqual([
      { name: 'surname', partition: [], range: 'surname' },
      { name: 'active', partition: [], range: 'active' },
      { name: 'by-salary', partition: [], range: 'salary' },
      { name: 'by-team', partition: ['team'], range: 'age' },
    ]);
  });

  it.each([
    ['an index on an attribute that is not declared', withIndex('nickname')],
    ['a range of two attributes', withIndex({ name: 'both', range: ['title', 'title'] })],
    ['an index that takes the reserved name', withIndex({ name: 'by-key', range: ['title'] })],
    ['an entity twice', { entities: [STORAGE.entities[1], STORAGE.entities[1]] }],
    [
      'more than 20 entities',
      { entities: Array.from({ length: 21 }, (_, n) => ({ name: `task-${n}`, attributes: {} })) },
    ],
    [
      'an index on an attribute of type any',
      { entities: [{ name: 'task', attributes: { data: { type: 'any' } }, indexes: ['data'] }] },
    ],
  ])('is refused with %s', (_name, storage) => {
    expect(() => parseEntities(storage)).toThrow();
  });

  it('may gain an index, which then also finds what was stored before', async () => {
    const before = givenKvs({ storage: { entities: [{ ...STORAGE.entities[1], indexes: [] }] } });
    await before.kvs.entity('task').set('k', { title: 'Old' });

    const { kvs } = givenKvs({ documents: before.documents, storage: withIndex('title') });

    const found = await kvs.entity('task').query().index('title').getMany();
    expect(found.results).toEqual([{ key: 'k', value: { title: 'Old' } }]);
  });
});
