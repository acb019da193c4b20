import { describe, expect, it } from 'vitest';
import { createApprovals } from '../../src/approvals/approvals';
import { toApprovalId, toDefinitionId } from '../../src/shared/brand';
import { InvalidInputError, TransientError } from '../../src/shared/errors';
import { ADA, BEN, decision, definition, RITA, userStep, workItem } from '../support/builders';
import { brokenQueue, fakeClock, fakeLog, fakeQueue } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

const about = { subject: workItem(), requester: RITA, requestId: 'request-1' };
const pair = definition([userStep([ADA, BEN])]);
const command = (id: string) => ({ id, correlation: `c-${id}` });

function given() {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const log = fakeLog();
  const queue = fakeQueue();
  const approvals = createApprovals({ store, clock, queue, log });
  const withoutQueue = createApprovals({ store, clock, log, queue: brokenQueue(new TransientError('queue: 500')) });
  return { approvals, withoutQueue, queue, log };
}

describe('a start', () => {
  it('asked for twice under one request is one approval, and kicks its relay each time', async () => {
    const { approvals, queue } = given();

    const first = await approvals.begin(pair, about, 'c-1');
    const second = await approvals.begin(pair, about, 'c-2');

    expect(second).toEqual(first);
    expect(queue.tasks.map(({ queue: name, task }) => [name, task.id])).toEqual([
      ['relay', first.id],
      ['relay', first.id],
    ]);
  });

  it.each([
    ['request', { ...about, requestId: 'request-2' }, pair],
    ['work item', { ...about, subject: workItem({ id: '10002' }) }, pair],
    ['definition', about, definition(pair.steps, { id: toDefinitionId('def-2') })],
  ])('of another %s is another approval', async (_name, other, same) => {
    const { approvals } = given();

    const first = await approvals.begin(pair, about, 'c-1');
    const second = await approvals.begin(same, other, 'c-1');

    expect(second.id).not.toBe(first.id);
  });
});

describe('a lost kick', () => {
  it('undoes nothing of what was stored, and is told in the log', async () => {
    const { withoutQueue, log } = given();

    const { id } = (await withoutQueue.begin(pair, about, 'c-1')).state;
    const result = await withoutQueue.handle(id, decision(ADA), command('m-1'));

    expect(result).toMatchObject({ ok: true, value: { sequence: 3 } });
    expect(log.events()).toEqual(['kick-lost', 'applied', 'kick-lost']);
  });
});

describe('a command through the queue', () => {
  it('is applied under its own id, so that it counts once wherever it ends up', async () => {
    const { approvals, queue } = given();
    const { id } = (await approvals.begin(pair, about, 'c-1')).state;
    const what = { type: 'decide', by: ADA, kind: 'approve', via: 'slack' } as const;
    await approvals.handle(id, what, command('m-1'));
    await approvals.enqueue({ approvalId: id, command: command('m-1'), what });

    const [queued] = queue.take('commands');
    const { result } = await approvals.runTask(queued?.task);

    expect(result).toMatchObject({ ok: true, value: { sequence: 3, commands: ['request-1', 'm-1'] } });
  });

  it('says who is to be answered, also with a refusal', async () => {
    const { approvals } = given();
    const task = {
      approvalId: 'apr-9',
      command: command('m-1'),
      replyTo: 'https://hooks.slack.example/1',
      what: { type: 'decide', by: 'ada', kind: 'approve', via: 'slack' },
    };

    expect(await approvals.runTask(task)).toMatchObject({
      id: toApprovalId('apr-9'),
      replyTo: task.replyTo,
      result: { ok: false, error: 'not-found' },
    });
  });

  it.each([
    ['nothing', undefined],
    ['a decision of another kind', { type: 'decide', by: 'ada', kind: 'abstain', via: 'slack' }],
    ['a cancelling by a person', { type: 'cancel', by: { type: 'account', accountId: 'ada' }, reason: 'by-requester' }],
  ])('is refused when it asks for %s', async (_name, what) => {
    const { approvals } = given();

    const task = { approvalId: 'apr-1', command: command('m-1'), what };

    await expect(approvals.runTask(task)).rejects.toBeInstanceOf(InvalidInputError);
  });
});
