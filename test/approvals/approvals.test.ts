import { describe, expect, it } from 'vitest';
import { createApprovals } from '../../src/approvals/approvals';
import type { Definition } from '../../src/approvals/core/definition';
import type { Refusal } from '../../src/approvals/core/model';
import { createRegister } from '../../src/approvals/register';
import type { StoredApproval } from '../../src/approvals/store';
import { toApprovalId, toDefinitionId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import type { Result } from '../../src/shared/result';
import type { Subject } from '../../src/subjects/core/model';
import {
  ADA,
  BEN,
  decision,
  definition,
  page,
  RITA,
  step,
  subjectState,
  userStep,
  workItem,
} from '../support/builders';
import { brokenQueue, fakeClock, fakeLog, fakeQueue, noWait } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';

const about = { state: subjectState(), requester: RITA, requestId: 'request-1' };
const on = (subject: Subject) => ({ ...about, state: subjectState({ subject }) });
const pair = definition({ steps: [userStep([ADA, BEN])] });
const command = (id: string) => ({ id, correlation: `c-${id}` });

function given(around: Around = async (_call, effect) => effect()) {
  const clock = fakeClock();
  const memory = createMemoryStore({ clock });
  const store = memory.through(around);
  const log = fakeLog();
  const queue = fakeQueue();
  const register = createRegister({ store, wait: noWait });
  const approvals = createApprovals({ store, clock, queue, log, register });
  const broken = brokenQueue(new TransientError('queue: 500'));
  const withoutQueue = createApprovals({ store, clock, log, register, queue: broken });
  return { approvals, withoutQueue, register, memory, queue, log };
}

function begun(result: Result<StoredApproval, unknown>): StoredApproval {
  if (!result.ok) throw new Error(`not begun: ${result.error}`);
  return result.value;
}

describe('a start', () => {
  it('asked for twice under one request is one approval, and kicks its relay each time', async () => {
    const { approvals, queue, memory } = given();

    const first = begun(await approvals.begin(pair, about, 'c-1'));
    const second = begun(await approvals.begin(pair, about, 'c-2'));

    expect(second).toEqual(first);
    expect(memory.all('approval').size).toBe(1);
    expect(queue.tasks.map(({ queue: name, task }) => [name, task.id])).toEqual([
      ['relay', first.id],
      ['relay', first.id],
    ]);
  });

  it.each<[string, Parameters<typeof on>[0] | undefined, Partial<typeof about>, Definition]>([
    ['request', undefined, { requestId: 'request-2' }, pair],
    ['work item', workItem({ id: '10002' }), {}, pair],
    ['product, under the same id', page({ id: '10001' }), {}, pair],
    ['definition', undefined, {}, { ...pair, id: toDefinitionId('def-2') }],
  ])('of another %s is another approval', async (_name, subject, more, same) => {
    const { approvals } = given();

    const first = begun(await approvals.begin(pair, about, 'c-1'));
    const second = begun(
      await approvals.begin(same, { ...(subject === undefined ? about : on(subject)), ...more }, 'c-1'),
    );

    expect(second.id).not.toBe(first.id);
  });

  it('keeps who asked, the content as it was, and what it follows', async () => {
    const { approvals } = given();
    const follows = toApprovalId('apr-old');

    const { state, owed } = begun(await approvals.begin(pair, { ...about, follows, automatic: true }, 'c-1'));

    expect(state).toMatchObject({ requester: RITA, follows, subject: workItem() });
    expect(Object.keys(state.basis.parts)).toEqual(['description', 'summary']);
    expect(owed[0]).toMatchObject({ correlation: 'c-1', event: { type: 'approval.started', automatic: true } });
  });

  it('stands in the register of its subject before it is stored', async () => {
    const writes: string[] = [];
    const { approvals, register } = given(async ({ operation, keys }, effect) => {
      if (operation === 'createEntity') writes.push(keys[0] ?? '');
      return effect();
    });

    const { id } = begun(await approvals.begin(pair, about, 'c-1'));

    expect(writes).toEqual(['work-item:10001', id]);
    expect((await register.load(workItem())).approvals).toEqual([id]);
  });

  it('that the rules refuse writes nothing and asks for nothing', async () => {
    const { approvals, memory, queue } = given();
    const none = definition({ steps: [step({ when: { op: 'exists', fact: 'label' } })] });

    expect(await approvals.begin(none, about, 'c-1')).toEqual({ ok: false, error: 'no-step-applies' });
    expect([memory.all('approval').size, memory.all('subject').size, queue.tasks]).toEqual([0, 0, []]);
  });
});

describe('a command', () => {
  it('that is applied asks for the relay, and one that is refused does not', async () => {
    const { approvals, queue } = given();
    const { state } = begun(await approvals.begin(pair, about, 'c-1'));
    queue.take('relay');

    const refused: Result<unknown, Refusal | 'not-found'> = await approvals.handle(
      state.id,
      decision(RITA),
      command('m-1'),
    );
    expect([refused, queue.tasks]).toEqual([{ ok: false, error: 'not-an-approver' }, []]);
    await approvals.handle(state.id, decision(ADA), command('m-2'));

    expect(queue.take('relay').map(({ task }) => task)).toEqual([{ id: state.id }]);
  });

  it('can be applied without asking for the relay', async () => {
    const { approvals, queue } = given();
    const { state } = begun(await approvals.begin(pair, about, 'c-1'));
    queue.take('relay');

    expect(await approvals.apply(state.id, decision(ADA), command('m-1'))).toMatchObject({ ok: true });
    expect(queue.tasks).toEqual([]);
  });
});

describe('a lost kick', () => {
  it('undoes nothing of what was stored, and is told in the log', async () => {
    const { withoutQueue, log } = given();

    const { state } = begun(await withoutQueue.begin(pair, about, 'c-1'));
    const result = await withoutQueue.handle(state.id, decision(ADA), command('m-1'));

    expect(result).toMatchObject({ ok: true, value: { sequence: 3 } });
    expect(log.events()).toEqual(['kick-lost', 'applied', 'kick-lost']);
  });
});
