import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/approvals/core/definition';
import type { Approval } from '../../src/approvals/core/model';
import { STAFF_AGAIN_MS } from '../../src/approvals/core/model';
import { approvalCodec, createApprovalQueries, type List, type StoredApproval } from '../../src/approvals/store';
import type { EntityValue } from '../../src/ports';
import { toApprovalId } from '../../src/shared/brand';
import { UnreadableError } from '../../src/shared/errors';
import {
  ADA,
  BEN,
  cancelBy,
  DAY_MS,
  deadline,
  decision,
  definition,
  EVE,
  fingerprint,
  groupStep,
  HOUR_MS,
  page,
  RITA,
  step,
  terms,
  userStep,
} from '../support/builders';
import {
  ADMIN,
  addition,
  delegate,
  inactive,
  observation,
  reassignment,
  shelving,
  staffing,
  stepClock,
  TICK,
} from '../support/commands';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { type Dated, later, played, replayed, startedApproval } from '../support/running-approvals';
import { someDefinition, someHistory } from './arbitraries';
import { someDraft } from './drafts';
import { eventsOf, lastOf, walk } from './walk';

const NEVER = 8.64e15;

const storedOf = (state: Approval, more: Partial<StoredApproval> = {}): StoredApproval => ({
  id: state.id,
  version: 4,
  sequence: 9,
  state,
  owed: [],
  commands: ['m-1', 'm-2'],
  ...more,
});

function storedAfter(what: Definition, ...commands: readonly Dated[]): StoredApproval {
  const { next, events } = played(what, ...commands);
  return storedOf(next, { owed: owedOf(events) });
}

const owedOf = (events: readonly StoredApproval['owed'][number]['event'][], at = START) =>
  events.map((event, n) => ({ sequence: n + 1, at, correlation: 'c-1', event }));
const written = (stored: StoredApproval): EntityValue & Readonly<Record<string, unknown>> => ({
  ...approvalCodec.write(stored),
  version: stored.version,
});
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a stored approval', () => {
  it('comes back as it was, whatever happened to it', () => {
    fc.assert(
      fc.property(someDefinition, someHistory, (what, history) => {
        const story = walk(what, history);
        const stored = storedOf(lastOf(story), { owed: owedOf(eventsOf(story)) });

        expect(approvalCodec.parse(throughJson(written(stored)))).toStrictEqual(throughJson(stored));
        expect(throughJson(stored)).toEqual(stored);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back as it was, whatever the definition asks for', () => {
    fc.assert(
      fc.property(someDraft, (draft) => {
        const what = { ...definition(), ...draft, id: definition().id };
        fc.pre(what.steps.some(({ when }) => when === undefined));
        const { next, events } = startedApproval(what);
        const stored = storedOf(next, { owed: owedOf(events) });

        expect(approvalCodec.parse(throughJson(written(stored)))).toEqual(throughJson(stored));
      }),
      { numRuns: 300 },
    );
  });

  it('comes back with every member that there is', () => {
    const full = definition({
      steps: [groupStep({ deadline: deadline({ escalate: [{ afterMinutes: 60, to: ADA }] }) }), step()],
      terms: terms({ undoMinutes: 10, validity: { days: 9, renewDaysBefore: 2 } }),
    });
    const begun = startedApproval(full, { subject: page(), follows: toApprovalId('apr-0'), basis: fingerprint({}, 7) });
    const stored = storedAfter(
      full,
      staffing([[BEN, delegate(EVE)]], {
        excluded: [inactive(ADA)],
        clock: stepClock({ remindAt: [START + 1], escalations: [{ at: START + HOUR_MS, to: ADA }] }),
      }),
      later(1, TICK),
      addition(EVE),
      reassignment(EVE, 'mailto:x@y.example' as typeof EVE),
    );

    const all = [stored, storedOf(begun.next, { owed: owedOf(begun.events) })];

    expect(all.map((each) => approvalCodec.parse(throughJson(written(each))))).toEqual(all);
  });

  it('fits an entity of the manifest', async () => {
    const store = createMemoryStore({ clock: fakeClock() });
    const stored = storedAfter(definition());

    expect(await store.createEntity('approval', stored.id, written(stored))).toBe('created');
  });

  const whole = written(storedAfter(definition({ steps: [userStep([ADA])] }), decision(ADA)));
  it.each([
    ['a later shape', 'data.v', 2],
    ['no version', 'version', undefined],
    ['no sequence', 'data.sequence', undefined],
    ['a status of which nobody knows', 'data.approval.status', 'archived'],
    ['no instant of closing', 'data.approval.closedAt', undefined],
    ['a subject of another kind', 'data.approval.subject.kind', 'board'],
    ['a step of another status', 'data.approval.steps[0].status', 'paused'],
    ['people asked in another way', 'data.approval.steps[0].asks.type', 'team'],
    ['a decision of another kind', 'data.approval.steps[0].approvers[0].decision.kind', 'maybe'],
    ['another reason to have left', 'data.approval.steps[0].approvers[0].left', { reason: 'bored', at: 1 }],
    ['another policy for changes', 'data.approval.terms.changes.onChange', 'panic'],
    ['an owed event that is not known', 'data.owed[2].event.type', 'step.forgotten'],
    ['a command id that is no text', 'data.commands[1]', 7],
  ])('with %s is refused by the name of the field', (_name, field, value) => {
    const mangled = throughJson(whole);
    setAt(mangled, field, value);

    expect(() => approvalCodec.parse(mangled)).toThrow(UnreadableError);
    expect(issuesOf(mangled).some((each) => each.startsWith(field))).toBe(true);
  });

  it.each([undefined, null, 'approval', 3])('is not %s', (value) => {
    expect(issuesOf(value)).toEqual(['value']);
  });
});

const alone = definition({ steps: [userStep([ADA])] });
const graced = definition({ ...alone, terms: terms({ undoMinutes: 10 }) });
const valid = definition({ ...alone, terms: terms({ validity: { days: 9, renewDaysBefore: 2 } }) });
const watched = definition({ ...alone, terms: { ...terms(), changes: { ...terms().changes, onChange: 'mark' } } });

describe('what stands in the index', () => {
  it.each<[string, StoredApproval, List]>([
    ['running', storedAfter(alone), 'open'],
    ['running, and outdated', storedAfter(watched, observation(fingerprint({ body: 'b' }))), 'open'],
    ['with nobody to ask', storedAfter(definition({ steps: [groupStep()] }), nobodyFound()), 'stuck'],
    ['approved', storedAfter(alone, decision(ADA)), 'closed'],
    ['approved, and not final yet', storedAfter(graced, decision(ADA)), 'closed'],
    ['archived', storedAfter(alone, decision(ADA), shelving(ADMIN)), 'archived'],
    ['brought back', storedAfter(alone, decision(ADA), shelving(ADMIN), shelving(ADMIN, 'none')), 'closed'],
    ['deleted', storedAfter(alone, decision(ADA), shelving(ADMIN, 'deleted')), 'deleted'],
  ])('says in which list it belongs: %s', (_how, stored, list) => {
    expect(written(stored).state).toBe(list);
  });

  it.each<[string, StoredApproval, number]>([
    ['the look-up that never was', storedAfter(alone), STAFF_AGAIN_MS],
    ['the look-up that was begun', storedAfter(definition({ steps: [groupStep()] })), START],
    ['the next look-up', storedAfter(alone, staffing([ADA])), START + STAFF_AGAIN_MS],
    ['the deadline', storedAfter(alone, staffing([ADA], { clock: stepClock() })), START + 4 * HOUR_MS],
    [
      'the first reminder',
      storedAfter(alone, staffing([ADA], { clock: stepClock({ remindAt: [START + HOUR_MS, START + 2 * HOUR_MS] }) })),
      START + HOUR_MS,
    ],
    [
      'the first escalation',
      storedAfter(alone, staffing([ADA], { clock: stepClock({ escalations: [{ at: START + HOUR_MS, to: BEN }] }) })),
      START + HOUR_MS,
    ],
    ['the end of the time to take back', storedAfter(graced, decision(ADA)), START + 600_000],
    ['the renewal', storedAfter(valid, decision(ADA)), START + 7 * DAY_MS],
    ['the end of its validity', storedAfter(valid, decision(ADA), later(7 * DAY_MS, TICK)), START + 9 * DAY_MS],
    ['nothing, once it is over', storedAfter(alone, decision(ADA)), NEVER],
    ['nothing, once it is deleted', storedAfter(valid, decision(ADA), shelving(ADMIN, 'deleted')), NEVER],
  ])('says when something is due: %s', (_what, stored, dueAt) => {
    expect(written(stored).dueAt).toBe(dueAt);
  });

  it('says since when something is owed, and 0 for nothing', () => {
    const { next, events } = startedApproval(alone);

    expect(written(storedOf(next, { owed: owedOf(events, START + 5) })).owedSince).toBe(START + 5);
    expect(written(storedOf(next)).owedSince).toBe(0);
  });
});

describe('the queries of approvals', () => {
  async function given(stored: Readonly<Record<string, StoredApproval>>, lagMs = 0) {
    const clock = fakeClock();
    const store = createMemoryStore({ clock, lagMs });
    for (const [id, each] of Object.entries(stored)) {
      const named = { ...each, id, state: { ...each.state, id: toApprovalId(id) } };
      await store.createEntity('approval', id, written(named));
    }
    return { clock, store, queries: createApprovalQueries(store) };
  }
  const from = (at: number, more: Partial<StoredApproval> = {}) => storedOf(startedApproval(alone, { at }).next, more);
  const idsOf = (found: readonly StoredApproval[]) => found.map(({ id }) => id);

  it('answer one list, newest first, and no more than is asked for', async () => {
    const { queries } = await given({
      a: from(START),
      b: from(START + 2),
      c: from(START + 1),
      over: storedAfter(alone, decision(ADA)),
    });

    expect(idsOf(await queries.inList('open'))).toEqual(['b', 'c', 'a']);
    expect(idsOf(await queries.inList('open', 2))).toEqual(['b', 'c']);
    expect(idsOf(await queries.inList('closed'))).toEqual(['over']);
  });

  it('leave out of a list what has left it since the index was written', async () => {
    const { clock, store, queries } = await given({ a: from(START) }, 1_500);
    clock.advance(1_500);
    const over = { ...storedAfter(alone, decision(ADA)), id: 'a', version: 5 };
    await store.commit([{ entity: 'approval', key: 'a', value: written(over), ifVersion: 4 }]);

    expect(await queries.inList('open')).toEqual([]);
  });

  it('answer what somebody asked for and is open, also where a step is stuck, however much others have open', async () => {
    const others = Array.from({ length: 120 }, (_, n) => [`rita-${n}`, from(START + n)] as const);
    const mine = (at: number, ...commands: readonly Dated[]) =>
      storedOf(replayed(startedApproval([groupStep()], { at, requester: BEN }), commands, at).next);
    const { queries } = await given({
      first: mine(START - 3, staffing([ADA])),
      stuck: mine(START - 2, nobodyFound()),
      over: mine(START - 1, cancelBy(BEN)),
      ...Object.fromEntries(others),
      last: mine(START + 200),
    });

    expect((await queries.openOf(BEN)).map(({ id }) => id)).toEqual(['last', 'stuck', 'first']);
    expect((await queries.openOf(BEN, 2)).map(({ id }) => id)).toEqual(['last', 'stuck']);
  });

  it('read on where an index that lags behind names what is closed by now', async () => {
    const closing = Array.from({ length: 3 }, (_, n) => `new-${n}`);
    const { clock, store, queries } = await given(
      { old: from(START), ...Object.fromEntries(closing.map((id, n) => [id, from(START + 1 + n)])) },
      1_500,
    );
    clock.advance(1_500);
    for (const id of closing) {
      const { state } = storedAfter(alone, decision(ADA));
      const over = { ...storedOf({ ...state, id: toApprovalId(id) }), id, version: 5 };
      await store.commit([{ entity: 'approval', key: id, value: written(over), ifVersion: 4 }]);
    }

    expect((await queries.openOf(RITA, 2)).map(({ id }) => id)).toEqual(['old']);
  });

  it('name once what got stuck a moment ago', async () => {
    const { clock, store, queries } = await given({ a: storedOf(startedApproval([groupStep()]).next) }, 1_500);
    clock.advance(1_500);
    const { state } = storedAfter(definition({ steps: [groupStep()] }), nobodyFound());
    const stuck = { ...storedOf({ ...state, id: toApprovalId('a') }), id: 'a', version: 5 };
    await store.commit([{ entity: 'approval', key: 'a', value: written(stuck), ifVersion: 4 }]);

    expect((await queries.openOf(RITA)).map(({ id }) => id)).toEqual(['a']);
  });

  it('answer by id in the order of the ids, without those that do not exist', async () => {
    const { queries } = await given({ a: from(START), b: from(START) });

    expect(idsOf(await queries.byIds(['b', 'none', 'a'].map(toApprovalId)))).toEqual(['b', 'a']);
    expect(await queries.byIds([])).toEqual([]);
  });

  it('answer those that owe something since before an instant, and not those that owe nothing', async () => {
    const { events } = startedApproval(alone);
    const { queries } = await given({
      paid: from(START),
      late: from(START, { owed: owedOf(events, START + 10) }),
      fresh: from(START, { owed: owedOf(events, START + 30) }),
    });

    expect(await queries.owing(START + 20)).toEqual({ ids: ['late'] });
  });

  it('answer those in which something is due by then', async () => {
    const { queries } = await given({
      due: storedAfter(graced, decision(ADA)),
      over: storedAfter(alone, decision(ADA)),
    });

    expect((await queries.due(START + 599_999)).ids).toEqual([]);
    expect((await queries.due(START + 600_000)).ids).toEqual(['due']);
  });
});

function nobodyFound(): Dated {
  return staffing([], { problem: 'nobody-to-ask' });
}

function issuesOf(value: unknown): readonly string[] {
  try {
    approvalCodec.parse(value);
    return [];
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return error.issues.map(({ field }) => field);
  }
}

/** Sets, or with undefined removes, what stands at a path such as `data.owed[2].event`. */
function setAt(root: unknown, path: string, value: unknown) {
  const parts = path.replaceAll('[', '.').replaceAll(']', '').split('.');
  const last = parts.pop() ?? '';
  const parent = parts.reduce<unknown>((at, part) => Reflect.get(Object(at), part), root);
  Reflect.set(Object(parent), last, value);
}
