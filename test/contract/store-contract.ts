import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports';
import { PermanentError } from '../../src/shared/errors';
import { START } from '../support/fake-ports';

type World = { store: Store; advance(ms: number): void };
type Given = (options: { lagMs?: number }) => World;

const LAG_MS = 2_000;

const definitionRow = (name: string, version = 1) => ({
  version,
  name,
  state: 'active',
  data: { v: 1, name },
});
const notificationRow = (dueAt: number) => ({
  version: 1,
  status: 'pending',
  recipient: 'ada',
  step: 'apr-1#0',
  createdAt: START,
  dueAt,
  data: { v: 1, dueAt },
});

/** What the app relies on, asked of every implementation of the port. */
export function storeContract(implementation: string, given: Given) {
  describe(`the store (${implementation})`, () => {
    it('answers undefined for an entity that does not exist', async () => {
      const { store } = given({});

      expect(await store.getEntity('definition', 'def-1')).toBeUndefined();
    });

    it('creates an entity once, and leaves what stands there alone', async () => {
      const { store } = given({});

      const first = await store.createEntity('definition', 'def-1', definitionRow('first'));
      const second = await store.createEntity('definition', 'def-1', definitionRow('second'));

      expect([first, second]).toEqual(['created', 'exists']);
      expect(await store.getEntity('definition', 'def-1')).toEqual(definitionRow('first'));
    });

    it('keeps copies: changing a value before or after has no effect on what is stored', async () => {
      const { store } = given({});
      const value = { ...definitionRow('first'), data: { names: ['a'] } };
      await store.createEntity('definition', 'def-1', value);

      value.data.names.push('b');
      const read = (await store.getEntity('definition', 'def-1')) as typeof value;
      read.data.names.push('c');

      expect(await store.getEntity('definition', 'def-1')).toMatchObject({ data: { names: ['a'] } });
    });

    it('keeps what JSON keeps: an undefined field is gone', async () => {
      const { store } = given({});
      await store.createEntity('definition', 'def-1', {
        ...definitionRow('first'),
        data: { kept: 1, gone: undefined },
      });

      expect(await store.getEntity('definition', 'def-1')).toStrictEqual({
        ...definitionRow('first'),
        data: { kept: 1 },
      });
    });

    it('commits while the version holds', async () => {
      const { store } = given({});
      await store.createEntity('definition', 'def-1', definitionRow('first'));

      const outcome = await store.commit([
        { entity: 'definition', key: 'def-1', value: definitionRow('second', 2), ifVersion: 1 },
      ]);

      expect(outcome).toBe('committed');
      expect(await store.getEntity('definition', 'def-1')).toEqual(definitionRow('second', 2));
    });

    it.each([
      ['another version stands there', 'def-1', 7],
      ['nothing stands there', 'def-2', 1],
    ])('answers conflict where %s, and writes nothing of the commit', async (_name, key, ifVersion) => {
      const { store } = given({});
      await store.createEntity('definition', 'def-1', definitionRow('first'));

      const outcome = await store.commit([
        { entity: 'definition', key: 'def-9', value: definitionRow('beside') },
        { entity: 'definition', key, value: definitionRow('second', 2), ifVersion },
      ]);

      expect(outcome).toBe('conflict');
      expect(await store.getEntity('definition', 'def-9')).toBeUndefined();
      expect(await store.getEntity('definition', 'def-1')).toEqual(definitionRow('first'));
    });

    it('lets one of two commits on the same version through', async () => {
      const { store } = given({});
      await store.createEntity('definition', 'def-1', definitionRow('first'));
      const move = (name: string) =>
        store.commit([{ entity: 'definition', key: 'def-1', value: definitionRow(name, 2), ifVersion: 1 }]);

      const outcomes = await Promise.all([move('left'), move('right')]);

      expect([...outcomes].sort()).toEqual(['committed', 'conflict']);
    });

    it('commits 25 writes at most', async () => {
      const { store } = given({});
      const writes = (count: number) =>
        Array.from({ length: count }, (_, n) => ({
          entity: 'definition' as const,
          key: `def-${n}`,
          value: definitionRow('many'),
        }));

      expect(await store.commit(writes(25))).toBe('committed');
      await expect(store.commit(writes(26))).rejects.toBeInstanceOf(PermanentError);
    });

    it.each([
      ['a key with a character that no key may have', 'def/1', definitionRow('first')],
      ['an attribute that is not declared', 'def-1', { ...definitionRow('first'), colour: 'red' }],
      ['an attribute of another type', 'def-1', { ...definitionRow('first'), version: 'one' }],
      ['a blank text in an indexed attribute', 'def-1', definitionRow(' ')],
      ['a value of more than 240 KiB', 'def-1', { ...definitionRow('first'), data: 'x'.repeat(240 * 1024) }],
    ])('refuses %s for good', async (_name, key, value) => {
      const { store } = given({});

      await expect(store.createEntity('definition', key, value)).rejects.toBeInstanceOf(PermanentError);
      await expect(store.commit([{ entity: 'definition', key, value }])).rejects.toBeInstanceOf(PermanentError);
    });

    it('reads plain keys and entities together, also more than one batch, and misses what is not there', async () => {
      const { store } = given({});
      const names = Array.from({ length: 30 }, (_, n) => `plain-${n}`);
      await store.setMany(
        names.map((key) => ({ key, value: { key } })),
        3_600,
      );
      await store.createEntity('definition', 'def-1', definitionRow('first'));

      const found = await store.getMany([
        ...names.map((key) => ({ key })),
        { key: 'def-1', entity: 'definition' },
        { key: 'def-2', entity: 'definition' },
        { key: 'plain-99' },
      ]);

      expect([...found.keys()].sort()).toEqual([...names, 'def-1'].sort());
      expect(found.get('plain-29')).toEqual({ key: 'plain-29' });
      expect(found.get('def-1')).toEqual(definitionRow('first'));
    });

    it('asks for nothing where no key is named', async () => {
      const { store } = given({});

      expect(await store.getMany([])).toEqual(new Map());
    });

    it('keeps plain keys, secrets and entities apart under one key', async () => {
      const { store } = given({});
      await store.setMany([{ key: 'same', value: 'plain' }], 3_600);
      await store.setSecret('same', 'secret');
      await store.createEntity('definition', 'same', definitionRow('entity'));

      expect(await store.getSecret('same')).toBe('secret');
      expect((await store.getMany([{ key: 'same' }])).get('same')).toBe('plain');
      expect(await store.getEntity('definition', 'same')).toEqual(definitionRow('entity'));
      expect(await store.getSecret('other')).toBeUndefined();
    });

    it('answers an index in its order, page by page, both ways', async () => {
      const { store } = given({});
      for (const name of ['cedar', 'ash', 'birch', 'elm', 'dogwood']) {
        await store.createEntity('definition', `def-${name}`, definitionRow(name));
      }

      expect(await pagesOf(store, false)).toEqual([
        ['def-ash', 'def-birch'],
        ['def-cedar', 'def-dogwood'],
        ['def-elm'],
      ]);
      expect(await pagesOf(store, true)).toEqual([['def-elm', 'def-dogwood'], ['def-cedar', 'def-birch'], ['def-ash']]);
    });

    it('answers another partition with nothing', async () => {
      const { store } = given({});
      await store.createEntity('definition', 'def-1', definitionRow('first'));

      const page = await store.query({ entity: 'definition', index: 'by-state', partition: ['archived'], limit: 10 });

      expect(page).toEqual({ rows: [] });
    });

    it('holds a range at both ends, and goes on between rows of the same range value', async () => {
      const { store } = given({});
      const due = [9, 10, 15, 15, 15, 20, 21];
      for (const [n, dueAt] of due.entries())
        await store.createEntity('notification', `row-${n}`, notificationRow(dueAt));
      const asked = { entity: 'notification', index: 'by-due', range: { from: 10, to: 20 }, limit: 3 } as const;

      const first = await store.query(asked);
      const second = await store.query({ ...asked, ...(first.cursor === undefined ? {} : { cursor: first.cursor }) });

      expect(first.rows.map(({ key }) => key)).toEqual(['row-1', 'row-2', 'row-3']);
      expect(second.rows.map(({ key }) => key)).toEqual(['row-4', 'row-5']);
      expect(second.cursor).toBeUndefined();
    });

    it('reads a key exactly while queries still see the state before', async () => {
      const { store, advance } = given({ lagMs: LAG_MS });
      const due = async () =>
        (await store.query({ entity: 'notification', index: 'by-due', range: { from: 0, to: 10 }, limit: 10 })).rows;
      await store.createEntity('notification', 'row-1', notificationRow(5));
      const atOnce = await due();
      advance(LAG_MS);
      const later = await due();

      await store.commit([{ entity: 'notification', key: 'row-1', value: notificationRow(50), ifVersion: 1 }]);

      expect(atOnce).toEqual([]);
      expect(later).toEqual([{ key: 'row-1', value: notificationRow(5) }]);
      expect(await due()).toEqual(later);
      expect(await store.getEntity('notification', 'row-1')).toEqual(notificationRow(50));
      advance(LAG_MS);
      expect(await due()).toEqual([]);
    });
  });
}

async function pagesOf(store: Store, descending: boolean): Promise<readonly (readonly string[])[]> {
  const pages: string[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.query({
      entity: 'definition',
      index: 'by-state',
      partition: ['active'],
      descending,
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    });
    pages.push(page.rows.map(({ key }) => key));
    cursor = page.cursor;
  }
  return pages;
}
