import { describe, expect, it } from 'vitest';
import type { DelegationDraft } from '../../src/approvals/core/delegation';
import { createDelegations } from '../../src/approvals/delegations';
import type { Store } from '../../src/ports';
import { type PersonId, toAccountId, toDefinitionId } from '../../src/shared/brand';
import { ConflictError, UnreadableError } from '../../src/shared/errors';
import { ADA, BEN, CLEO, crowd, DAY_MS, EVE, HOUR_MS, OLGA } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore, type StoreCall } from '../support/memory-store';

/** Ben, for everything, for a day. */
const draft = (more: Partial<DelegationDraft> = {}): DelegationDraft => ({
  from: START,
  until: START + DAY_MS,
  definitions: 'all',
  to: [BEN],
  ...more,
});

/** `meanwhile` happens once, between the read and the write of the first change. */
function given({ meanwhile }: { meanwhile?: () => Promise<unknown> } = {}) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const calls: StoreCall[] = [];
  let other = meanwhile;
  const watched = store.through(async (call, effect) => {
    calls.push(call);
    const first = other;
    if (call.operation !== 'createEntity' && call.operation !== 'commit') return effect();
    other = undefined;
    await first?.();
    return effect();
  });
  let next = 0;
  const ids = { next: (prefix: string) => `${prefix}-${++next}` };
  return { clock, store, calls, ids, delegations: createDelegations({ store: watched, ids, clock }) };
}

describe('a delegation that was saved', () => {
  it('is found for the person, with who saved it and when', async () => {
    const { delegations } = given();

    const saved = await delegations.save(ADA, draft({ definitions: [toDefinitionId('def-1')], to: [BEN, EVE] }), OLGA);

    const rule = {
      id: 'dlg-1',
      person: ADA,
      from: START,
      until: START + DAY_MS,
      definitions: ['def-1'],
      to: [BEN, EVE],
      createdAt: START,
      createdBy: OLGA,
    };
    expect(saved).toEqual({ ok: true, value: rule });
    expect(await delegations.rulesOf([ADA, BEN])).toEqual(new Map([[ADA, [rule]]]));
  });

  it('stands beside those that the person has', async () => {
    const { delegations } = given();

    await delegations.save(ADA, draft(), ADA);
    await delegations.save(ADA, draft({ from: START + DAY_MS, until: START + 2 * DAY_MS, to: [CLEO] }), ADA);

    const rules = (await delegations.rulesOf([ADA])).get(ADA);
    expect(rules?.map(({ id, to }) => [id, ...to])).toEqual([
      ['dlg-1', BEN],
      ['dlg-2', CLEO],
    ]);
  });

  it('takes the place of the rule that it names', async () => {
    const { delegations } = given();
    await delegations.save(ADA, draft(), ADA);

    const saved = await delegations.save(ADA, draft({ id: 'dlg-1', to: [CLEO] }), ADA);

    expect(saved).toMatchObject({ ok: true, value: { id: 'dlg-1', to: [CLEO] } });
    expect((await delegations.rulesOf([ADA])).get(ADA)).toHaveLength(1);
  });

  it('is refused where the rule that it names is gone', async () => {
    const { delegations } = given();

    expect(await delegations.save(ADA, draft({ id: 'dlg-9' }), ADA)).toEqual({ ok: false, error: { type: 'gone' } });
  });

  it('drops the rules that have ended', async () => {
    const { delegations, clock } = given();
    await delegations.save(ADA, draft({ until: START + HOUR_MS }), ADA);
    clock.advance(HOUR_MS);

    await delegations.save(ADA, draft({ until: START + DAY_MS }), ADA);

    expect((await delegations.rulesOf([ADA])).get(ADA)?.map(({ id }) => id)).toEqual(['dlg-2']);
  });

  it('is refused with its faults, and then nothing is written', async () => {
    const { delegations, store } = given();

    const saved = await delegations.save(ADA, draft({ to: [] }), ADA);

    expect(saved).toMatchObject({ ok: false, error: { type: 'faults', faults: [{ field: 'to' }] } });
    expect(store.all('delegation').size).toBe(0);
  });

  it('is refused when others lead back to the person, with one read for each step on the way', async () => {
    const { delegations, calls } = given();
    await delegations.save(BEN, draft({ to: [CLEO, OLGA] }), BEN);
    await delegations.save(CLEO, draft({ to: [EVE] }), CLEO);
    await delegations.save(EVE, draft({ to: [ADA] }), OLGA);
    calls.length = 0;

    const saved = await delegations.save(ADA, draft(), ADA);

    expect(saved).toMatchObject({ ok: false, error: { faults: [{ field: 'to' }] } });
    expect(calls.map(({ operation, keys }) => [operation, keys.length])).toEqual([
      ['getMany', 1],
      ['getMany', 2],
      ['getMany', 1],
      ['getMany', 1],
      ['getEntity', 1],
    ]);
  });
});

describe('a delegation that is removed', () => {
  it('is answered, and is gone', async () => {
    const { delegations } = given();
    await delegations.save(ADA, draft(), ADA);

    expect(await delegations.remove(ADA, 'dlg-1')).toMatchObject({ ok: true, value: { id: 'dlg-1' } });
    expect((await delegations.rulesOf([ADA])).get(ADA)).toEqual([]);
  });

  it.each([
    ['that the person does not have', BEN, 'dlg-1'],
    ['that nobody has', ADA, 'dlg-9'],
  ])('is refused for a rule %s', async (_name, person, id) => {
    const { delegations } = given();
    await delegations.save(ADA, draft(), ADA);

    expect(await delegations.remove(person, id)).toEqual({ ok: false, error: { type: 'gone' } });
    expect((await delegations.rulesOf([ADA])).get(ADA)).toHaveLength(1);
  });
});

describe('two who save for the same person at once', () => {
  const later = draft({ from: START + DAY_MS, until: START + 2 * DAY_MS, to: [CLEO] });

  it.each([
    ['there was nothing', false],
    ['there was a rule', true],
  ])('both have their rule, when %s', async (_name, before) => {
    const { delegations, store, clock, ids } = given({
      meanwhile: () => createDelegations({ store, clock, ids }).save(ADA, later, OLGA),
    });
    const first = draft({ from: START + 5 * DAY_MS, until: START + 6 * DAY_MS });
    if (before) await createDelegations({ store, clock, ids }).save(ADA, first, ADA);

    expect(await delegations.save(ADA, draft(), ADA)).toMatchObject({ ok: true });
    expect((await delegations.rulesOf([ADA])).get(ADA)).toHaveLength(before ? 3 : 2);
  });

  it('do not both get rules that overlap', async () => {
    const { delegations, store, clock, ids } = given({
      meanwhile: () => createDelegations({ store, clock, ids }).save(ADA, draft({ to: [CLEO] }), OLGA),
    });

    expect(await delegations.save(ADA, draft(), ADA)).toMatchObject({ ok: false, error: { type: 'faults' } });
    expect((await delegations.rulesOf([ADA])).get(ADA)).toMatchObject([{ to: [CLEO] }]);
  });

  it('give up after some attempts', async () => {
    const { store, clock, ids } = given();
    const losing: Store = { ...store, createEntity: async () => 'exists' };

    await expect(createDelegations({ store: losing, clock, ids }).save(ADA, draft(), ADA)).rejects.toThrow(
      ConflictError,
    );
  });
});

describe('the records of delegations', () => {
  it('are read together with other things, once for each person', async () => {
    const { delegations, store } = given();
    await delegations.save(ADA, draft(), ADA);

    const refs = delegations.refs([ADA, EVE, ADA]);
    const values = await store.getMany([...refs, { key: 'something-else' }]);

    expect(refs).toHaveLength(2);
    expect([...delegations.rulesIn([ADA, EVE], values).keys()]).toEqual([ADA]);
  });

  it('are read in one call for a hundred people, and in none for nobody', async () => {
    const { delegations, calls } = given();

    await delegations.rulesOf(crowd(100));
    await delegations.rulesOf([]);

    expect(calls).toHaveLength(1);
  });

  it.each<[string, PersonId]>([
    ['without an account', EVE],
    ['with an account id as Atlassian makes them', toAccountId('712020:1b2c3d4e-0000-4000-8000-5f6a7b8c9d0e')],
    ['with an account id that cannot be a key', toAccountId('a/b 😀')],
    ['with a very long account id', toAccountId('x'.repeat(600))],
  ])('can be kept for somebody %s, and name no address in the key', async (_name, person) => {
    const { delegations, store } = given();

    await delegations.save(person, draft(), OLGA);

    expect((await delegations.rulesOf([person])).get(person)).toHaveLength(1);
    expect([...store.all('delegation').keys()].join()).not.toContain('@');
  });

  it('of a shape that is not known are a fault, not nothing', async () => {
    const { delegations, store } = given();
    await store.createEntity('delegation', ADA, { version: 1, data: { v: 2 } });

    await expect(delegations.rulesOf([ADA])).rejects.toThrow(UnreadableError);
  });
});
