import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approvalCodec, createApprovalQueries, type StoredApproval } from '../../src/approvals/store';
import { UnreadableError } from '../../src/shared/errors';
import { ADA, decision, replayed, startedApproval, userStep, workItem } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { someCommands, someSteps } from './arbitraries';

function storedAfter(...[first, commands]: Parameters<typeof replayed>): StoredApproval {
  const { next, events } = replayed(first, commands);
  const owed = events.map((event, n) => ({ sequence: n + 1, at: START, correlation: 'c-1', event }));
  return { id: next.id, version: 4, sequence: events.length, state: next, owed, commands: ['m-1', 'm-2'] };
}

const written = (stored: StoredApproval) => ({ ...approvalCodec.write(stored), version: stored.version });
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a stored approval', () => {
  it('comes back as it was, whatever happened to it', () => {
    fc.assert(
      fc.property(someSteps, someCommands, (steps, commands) => {
        const stored = storedAfter(startedApproval(steps), commands);

        expect(approvalCodec.parse(throughJson(written(stored)))).toEqual(stored);
      }),
    );
  });

  it('fits an entity of the manifest', async () => {
    const store = createMemoryStore({ clock: fakeClock() });
    const stored = storedAfter(startedApproval(), []);

    expect(await store.createEntity('approval', stored.id, written(stored))).toBe('created');
  });

  const whole = written(storedAfter(startedApproval([userStep([ADA])]), [decision(ADA)]));
  it.each([
    ['a later shape', 'data.v', 2],
    ['no version', 'version', undefined],
    ['no sequence', 'data.sequence', undefined],
    ['a status of which nobody knows', 'data.approval.status', 'archived'],
    ['no instant of closing', 'data.approval.closedAt', undefined],
    ['a subject of another kind', 'data.approval.subject.kind', 'page'],
    ['a step of another type', 'data.approval.steps[0].type', 'vote'],
    ['a decision of another kind', 'data.approval.steps[0].approvers[0].decision.kind', 'abstain'],
    ['an owed event that is not known', 'data.owed[2].event.type', 'step.reopened'],
    ['a command id that is no text', 'data.commands[1]', 7],
  ])('with %s is refused by the name of the field', (_name, field, value) => {
    const mangled = throughJson(whole);
    setAt(mangled, field, value);

    expect(() => approvalCodec.parse(mangled)).toThrow(UnreadableError);
    expect(issuesOf(mangled)).toContain(field);
  });

  it.each([undefined, null, 'approval', 3])('is not %s', (value) => {
    expect(issuesOf(value)).toEqual(['value']);
  });
});

describe('the queries of approvals', () => {
  async function given(...approvals: readonly { id: string; startedAt: number; owedAt?: number; subject?: string }[]) {
    const store = createMemoryStore({ clock: fakeClock() });
    for (const { id, startedAt, owedAt, subject = '10001' } of approvals) {
      const blank = storedAfter(startedApproval([userStep([ADA])], startedAt), []);
      const state = { ...blank.state, id: blank.state.id, subject: workItem({ id: subject }) };
      const owed = owedAt === undefined ? [] : blank.owed.map((each) => ({ ...each, at: owedAt }));
      await store.createEntity('approval', id, written({ ...blank, id, state, owed }));
    }
    return createApprovalQueries(store);
  }

  it('answer those of one subject, newest first', async () => {
    const queries = await given(
      { id: 'a', startedAt: START },
      { id: 'b', startedAt: START + 2 },
      { id: 'c', startedAt: START + 1, subject: '10002' },
    );

    const found = await queries.ofSubject({ kind: 'work-item', id: '10001' });

    expect(found.map(({ state }) => state.startedAt)).toEqual([START + 2, START]);
  });

  it('answer those that owe something since before an instant, and not those that owe nothing', async () => {
    const queries = await given(
      { id: 'paid', startedAt: START },
      { id: 'late', startedAt: START, owedAt: START + 10 },
      { id: 'fresh', startedAt: START, owedAt: START + 30 },
    );

    expect(await queries.owing(START + 20)).toEqual({ ids: ['late'] });
  });
});

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
