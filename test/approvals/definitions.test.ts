import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft, Scope } from '../../src/approvals/core/definition';
import { createDefinitions, type Definitions } from '../../src/approvals/definitions';
import { toAccountId, toDefinitionId } from '../../src/shared/brand';
import { ConflictError, UnreadableError } from '../../src/shared/errors';
import { fakeClock } from '../support/fake-ports';
import { createMemoryStore, type MemoryStore } from '../support/memory-store';
import { draft } from './drafts';

const ADA = toAccountId('ada');
const BEN = toAccountId('ben');
const NOWHERE = toDefinitionId('def-none');

let store: MemoryStore;
let definitions: Definitions;

beforeEach(() => {
  let last = 0;
  store = createMemoryStore({ clock: fakeClock() });
  definitions = createDefinitions({ store, ids: { next: (prefix) => `${prefix}-${++last}` } });
});

async function saved(more: Partial<Draft> = {}) {
  const result = await definitions.save(draft(more), ADA);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const namesOf = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);
const chosen = (projects: readonly string[], spaces: readonly string[] = []): Scope => ({
  type: 'chosen',
  projects,
  spaces,
});

describe('saving', () => {
  it('makes the first version, and the next one under the same id, with who saved it last', async () => {
    const first = await saved({ name: 'Change' });

    const next = await definitions.save({ ...draft({ name: 'Change of plans' }), id: first.id }, BEN);

    expect(first).toStrictEqual({ ...draft({ name: 'Change' }), id: 'def-1', version: 1, owner: 'ada' });
    expect(next).toMatchObject({ ok: true, value: { id: 'def-1', version: 2, owner: 'ben', name: 'Change of plans' } });
    expect(await definitions.load(first.id)).toStrictEqual(next.ok ? next.value : undefined);
  });

  it('refuses what cannot work, with every fault, and writes nothing', async () => {
    const refused = await definitions.save(draft({ name: '', steps: [] }), ADA);

    expect(refused).toMatchObject({
      ok: false,
      error: { type: 'faults', faults: [{ field: 'name' }, { field: 'steps' }] },
    });
    expect(await definitions.list()).toEqual([]);
  });

  it('knows the time zones of the world', async () => {
    const calendar = { hours: [{ day: 1, from: '09:00', to: '17:00' }], holidays: [] };
    const inZone = (timeZone: string) => draft({ terms: { ...draft().terms, calendar: { ...calendar, timeZone } } });

    expect(await definitions.save(inZone('Asia/Kathmandu'), ADA)).toMatchObject({ ok: true });
    expect(await definitions.save(inZone('Asia/Atlantis'), ADA)).toMatchObject({
      error: { faults: [{ field: 'terms.calendar.timeZone' }] },
    });
  });

  it('does not bring back what does not exist', async () => {
    expect(await definitions.save({ ...draft(), id: NOWHERE }, ADA)).toEqual({ ok: false, error: { type: 'gone' } });
  });

  it('lets one of two at the same instant through', async () => {
    const { id } = await saved();

    const both = await Promise.allSettled([
      definitions.save({ ...draft({ name: 'One' }), id }, ADA),
      definitions.save({ ...draft({ name: 'Two' }), id }, BEN),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')?.reason).toBeInstanceOf(ConflictError);
    expect(await definitions.load(id)).toMatchObject({ version: 2 });
  });
});

describe('an archived definition', () => {
  it('is neither loaded nor listed nor started, until it is restored', async () => {
    const { id } = await saved({ startWhen: { op: 'all', of: [] } });

    expect(await definitions.archive(id)).toBe(true);

    expect(await definitions.load(id)).toBeUndefined();
    expect(await definitions.list()).toEqual([]);
    expect(await definitions.automatic()).toEqual([]);
    expect(await definitions.forSubject({ kind: 'page', container: 'DOCS' })).toEqual([]);
    expect(namesOf(await definitions.list('archived'))).toEqual(['Change']);

    expect(await definitions.restore(id)).toBe(true);

    expect(await definitions.load(id)).toMatchObject({ version: 3 });
    expect(namesOf(await definitions.automatic())).toEqual(['Change']);
    expect(await definitions.list('archived')).toEqual([]);
  });

  it('cannot be saved', async () => {
    const { id } = await saved();
    await definitions.archive(id);

    expect(await definitions.save({ ...draft(), id }, ADA)).toEqual({ ok: false, error: { type: 'gone' } });
  });

  it('stays as it is when it is archived again', async () => {
    const { id } = await saved();
    await definitions.archive(id);
    const before = store.all('definition').get(id);

    expect(await definitions.archive(id)).toBe(true);
    expect(store.all('definition').get(id)).toEqual(before);
  });

  it('has to exist', async () => {
    expect(await definitions.archive(NOWHERE)).toBe(false);
    expect(await definitions.restore(NOWHERE)).toBe(false);
  });
});

describe('found are', () => {
  it('all, by name, also more than one page holds', async () => {
    const names = Array.from({ length: 103 }, (_, n) => `D ${String(n).padStart(3, '0')}`);
    for (const name of [...names].reverse()) await saved({ name });

    expect(namesOf(await definitions.list())).toEqual(names);
  });

  it('those that start by themselves', async () => {
    const { id } = await saved({ name: 'Changed later', startWhen: { op: 'exists', fact: 'label' } });
    await saved({ name: 'By hand' });
    await saved({ name: 'By label', startWhen: { op: 'exists', fact: 'label' } });

    expect(namesOf(await definitions.automatic())).toEqual(['By label', 'Changed later']);

    await definitions.save({ ...draft({ name: 'Changed later' }), id }, ADA);

    expect(namesOf(await definitions.automatic())).toEqual(['By label']);
  });

  it.each([
    ['a work item', { kind: 'work-item' as const, container: 'OPS' }, ['Everywhere', 'Operations', 'Two']],
    ['a work item elsewhere', { kind: 'work-item' as const, container: 'DOCS' }, ['Everywhere']],
    ['a page', { kind: 'page' as const, container: 'docs' }, ['Documents', 'Everywhere', 'Two']],
    ['a page elsewhere', { kind: 'page' as const, container: 'OPS' }, ['Everywhere']],
  ])('those in whose scope %s is', async (_title, subject, names) => {
    await saved({ name: 'Everywhere' });
    await saved({ name: 'Operations', scope: chosen(['OPS']) });
    await saved({ name: 'Documents', scope: chosen([], ['DOCS']) });
    await saved({ name: 'Two', scope: chosen(['SHOP', 'OPS'], ['HR', 'DOCS']) });

    expect(namesOf(await definitions.forSubject(subject))).toEqual(names);
  });

  it('none that a later version of Baton wrote', async () => {
    const value = { version: 1, name: 'New', state: 'active', trigger: 'manual', data: { v: 2 } };
    await store.createEntity('definition', 'def-new', value);

    await expect(definitions.load(toDefinitionId('def-new'))).rejects.toBeInstanceOf(UnreadableError);
  });
});
