import { describe, expect, it } from 'vitest';
import type { Numbered } from '../../src/notifications/core/planned';
import { InvalidInputError, TransientError } from '../../src/shared/errors';
import {
  ADA,
  BEN,
  CLEO,
  cancelBy,
  crowd,
  decision,
  definition,
  EVE,
  externalStep,
  personOutsideSlack,
  RITA,
  terms,
  userStep,
} from '../support/builders';
import { asker, delegate, reminder, staffing } from '../support/commands';
import { START } from '../support/fake-ports';
import { givenMessenger, MADE, passing, refused, snapshotAfter, snapshotOf, unseen } from './messenger';

const alone = snapshotOf([ADA]);
describe('a first telling', () => {
  it('claims the row by the very write that creates it, posts, and keeps where the message stands', async () => {
    const calls: string[] = [];
    const messenger = givenMessenger({
      snapshot: alone,
      around: async ({ operation, keys }, effect) => {
        if (keys.includes(messenger.keyFor(ADA))) calls.push(operation);
        return effect();
      },
      answers: {
        post: async ({ row }) => expect(await messenger.rowOf(ADA)).toEqual(row),
      },
    });

    await messenger.tell(alone, [MADE]);

    expect(calls).toEqual(['getMany', 'createEntity', 'commit']);
    expect(await messenger.rowOf(ADA)).toMatchObject({
      progress: { status: 'sent' },
      slack: { user: 'U-ada', posted: { channel: 'D1' } },
      shown: 2,
      wanted: 2,
    });
  });

  it('twice is told once', async () => {
    const messenger = givenMessenger({ snapshot: alone });

    await Promise.all([messenger.tell(alone, [MADE]), messenger.tell(alone, [MADE])]);
    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['post ada 2']);
  });

  it('mails whom Slack does not know, and says why', async () => {
    const messenger = givenMessenger({ snapshot: alone, personOf: personOutsideSlack });

    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['email ada 2']);
    expect(await messenger.rowOf(ADA)).toMatchObject({
      progress: { status: 'fallen-back', reason: 'no-slack-user' },
    });
  });

  it('does not tell what is settled already, and keeps a row that says so', async () => {
    const settled = snapshotOf([ADA, BEN], decision(ADA));
    const messenger = givenMessenger({ snapshot: settled });

    await messenger.tell(settled, [MADE]);

    expect(messenger.calls).toEqual(['post ben 3']);
    expect(await messenger.rowOf(ADA)).toMatchObject({
      progress: { status: 'suppressed', reason: 'decided-before-sent' },
    });
  });
});

describe('somebody without an account', () => {
  const outside = snapshotAfter([externalStep(['eve@partner.example'])]);

  it('is mailed at once, and that is the straight way', async () => {
    const messenger = givenMessenger({ snapshot: outside });

    await messenger.tell(outside, [MADE]);
    await messenger.tell(outside, [MADE]);

    expect(messenger.calls).toEqual([`email ${EVE} 2`]);
    expect(await messenger.rowOf(EVE)).toMatchObject({ progress: { status: 'sent' }, asks: true });
  });

  it.each([
    ['is refused', refused('no-mail-api'), 'no-mail-api'],
    ['is never answered', unseen, 'answer-not-seen'],
  ])('is not mailed again when the e-mail %s: there is no other way', async (_what, email, reason) => {
    const messenger = givenMessenger({ snapshot: outside, answers: { email } });

    await messenger.tell(outside, [MADE]);
    messenger.clock.advance(3_600_000);
    await messenger.wake(EVE);
    await messenger.tell(outside, [MADE]);

    expect(messenger.calls).toEqual([`email ${EVE} 2`]);
    expect(await messenger.rowOf(EVE)).toMatchObject({ progress: { status: 'dead', reason } });
  });
});

describe('the people of a message', () => {
  it('are those whom it names: requester, readers, those they stand in for, and who decided, but no strangers', async () => {
    const snapshot = snapshotAfter(
      [userStep([ADA, BEN]), externalStep(['eve@partner.example'])],
      staffing([[ADA, delegate(CLEO)], BEN]),
      decision(BEN),
    );
    const messenger = givenMessenger({ snapshot });

    await messenger.tell(snapshot, [MADE]);

    expect([...messenger.asked].sort()).toEqual([ADA, BEN, CLEO, RITA]);
  });

  it('include whom a delegate stands in for, also where that is told apart from them', async () => {
    const snapshot = snapshotAfter([userStep([ADA, BEN])], staffing([[ADA, delegate(CLEO)], BEN]));
    const messenger = givenMessenger({ snapshot });

    await messenger.runTask({
      approvalId: 'apr-1',
      planned: [{ kind: 'approval-request', step: 0, recipient: CLEO, round: 0 }],
    });

    expect([...messenger.asked].sort()).toEqual([ADA, CLEO, RITA]);
  });
});

describe('what follows from an outcome', () => {
  const label = { type: 'add-label', label: 'approved' } as const;
  const settled = snapshotAfter(
    definition({ steps: [userStep([ADA])], terms: terms({ onApproved: [label, label] }) }),
    decision(ADA),
  );
  const SETTLED = { sequence: 6, event: { type: 'approval.settled', outcome: 'approved' } } as const;

  it('is done once each, however often it is told', async () => {
    const messenger = givenMessenger({ snapshot: settled });

    await messenger.tell(settled, [SETTLED]);
    await messenger.tell(settled, [SETTLED]);

    expect(messenger.calls.filter((each) => each.startsWith('effect'))).toHaveLength(2);
    const effects = messenger.all().filter(({ kind }) => kind === 'effect');
    expect(effects.map(({ progress, round }) => [progress.status, round]).sort()).toEqual([
      ['sent', 0],
      ['sent', 1],
    ]);
  });

  it('is done again where nobody saw the answer, by somebody who knows that it may be done already', async () => {
    let lost = 2;
    const messenger = givenMessenger({
      snapshot: settled,
      answers: { effect: () => (lost-- > 0 ? unseen() : undefined) },
    });
    await messenger.tell(settled, [SETTLED]);
    const rows = messenger.all().filter(({ kind }) => kind === 'effect');
    expect(rows.map(({ progress }) => progress.status)).toEqual(['pending', 'pending']);

    messenger.clock.advance(5_000);
    await messenger.runTask({ approvalId: 'apr-1', rows: rows.map(({ key }) => key) });

    expect(messenger.calls.filter((each) => each === 'may exist: true')).toHaveLength(2);
    const after = messenger.all().filter(({ kind }) => kind === 'effect');
    expect(after.map(({ progress }) => progress.status)).toEqual(['sent', 'sent']);
  });

  it('that is refused for good is dead, and goes to nobody by e-mail', async () => {
    const messenger = givenMessenger({ snapshot: settled, answers: { effect: refused('no-such-transition') } });

    await messenger.tell(settled, [SETTLED]);

    expect(messenger.calls.filter((each) => each.startsWith('email'))).toEqual([]);
    expect(messenger.all().filter(({ kind }) => kind === 'effect')).toMatchObject([
      { progress: { status: 'dead', reason: 'no-such-transition' } },
      { progress: { status: 'dead', reason: 'no-such-transition' } },
    ]);
  });
});

describe('the property', () => {
  it('is brought up to each newer state, and to no older one', async () => {
    const messenger = givenMessenger({ snapshot: alone, answers: { property: () => {} } });
    const later = snapshotOf([ADA], decision(ADA));
    const written = () => messenger.calls.filter((each) => each.startsWith('property'));

    await messenger.tell(alone, [MADE]);
    messenger.moveTo(later);
    await messenger.tell(later, [MADE]);
    await messenger.tell(alone, [MADE]);

    expect(written()).toEqual(['property state-property 2', `property state-property ${later.sequence}`]);
  });
});

describe('many readers', () => {
  it('are told at once up to twelve, the property among them', async () => {
    const snapshot = snapshotOf(crowd(11));
    const { tell, queue, calls } = givenMessenger({ snapshot });

    await tell(snapshot, [MADE]);

    expect(calls.length).toBe(11);
    expect(queue.tasks).toEqual([]);
  });

  it('are shared out over tasks of ten from thirteen on', async () => {
    const snapshot = snapshotOf(crowd(12));
    const { tell, runTask, queue, calls } = givenMessenger({ snapshot });

    await tell(snapshot, [MADE]);

    expect(calls).toEqual([]);
    const tasks = queue.take('delivery');
    expect(tasks.map(({ task }) => Array.isArray(task.planned) && task.planned.length)).toEqual([10, 3]);
    for (const { task } of tasks) await runTask(task);
    expect(new Set(calls).size).toBe(12);
  });

  it('are written down before they are shared out, so that a lost task loses nobody', async () => {
    const people = crowd(13);
    const snapshot = snapshotOf(people);
    const messenger = givenMessenger({ snapshot });

    await messenger.tell(snapshot, [MADE]);
    messenger.queue.take('delivery');

    const rows = await Promise.all(people.map((person) => messenger.rowOf(person)));
    expect(rows.map((row) => row?.progress.status)).toEqual(people.map(() => 'pending'));
    expect(rows.every((row) => row?.claim === undefined)).toBe(true);
  });

  it('do not wait for one of them whose telling fails in a way that nobody foresaw', async () => {
    const snapshot = snapshotOf(crowd(3));
    const messenger = givenMessenger({
      snapshot,
      around: async ({ operation, keys }, effect) => {
        if (operation === 'createEntity' && keys.includes(messenger.keyFor(crowd(1)[0] ?? ADA))) passing()();
        return effect();
      },
    });

    await expect(messenger.tell(snapshot, [MADE])).rejects.toBeInstanceOf(TransientError);

    expect(messenger.calls.sort()).toEqual(['post person-1 2', 'post person-2 2']);
  });
});

describe('a delivery that fails', () => {
  it('in passing is tried three times, and then comes back', async () => {
    const messenger = givenMessenger({ snapshot: alone, answers: { post: passing() } });

    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['post ada 2', 'post ada 2', 'post ada 2']);
    expect(messenger.queue.tasks).toEqual([
      { queue: 'delivery', task: { approvalId: 'apr-1', rows: [messenger.keyFor(ADA)] }, delaySeconds: 5 },
    ]);
    expect(await messenger.rowOf(ADA)).toMatchObject({ attempts: 3, retryAt: START + 5_000 });
  });

  it('because Slack asks to wait comes back after that time, and not before', async () => {
    const messenger = givenMessenger({
      snapshot: alone,
      answers: { post: (_telling, nth) => (nth === 1 ? passing(42_000)() : undefined) },
    });
    await messenger.tell(alone, [MADE]);

    await messenger.wake(ADA);
    expect(messenger.calls.length).toBe(1);
    messenger.clock.advance(42_000);
    await messenger.wake(ADA);

    expect(messenger.queue.tasks.map(({ delaySeconds }) => delaySeconds)).toEqual([42]);
    expect(messenger.calls.length).toBe(2);
    expect(await messenger.rowOf(ADA)).toMatchObject({ progress: { status: 'sent' } });
  });

  it('for good is followed by an e-mail at once', async () => {
    const messenger = givenMessenger({ snapshot: alone, answers: { post: refused('account_inactive') } });

    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['post ada 2', 'email ada 2']);
    expect(await messenger.rowOf(ADA)).toMatchObject({
      progress: { status: 'fallen-back', reason: 'account_inactive' },
    });
  });

  it('for good twice is dead and says so', async () => {
    const messenger = givenMessenger({
      snapshot: alone,
      answers: { post: refused('account_inactive'), email: refused('jira-404') },
    });

    await messenger.tell(alone, [MADE]);

    expect(await messenger.rowOf(ADA)).toMatchObject({ progress: { status: 'dead', reason: 'jira-404' } });
    expect(messenger.log.events()).toEqual(['delivery-failed', 'delivery-failed']);
  });

  it('without an answer to the post is followed by an e-mail, and never by another post', async () => {
    const messenger = givenMessenger({ snapshot: alone, answers: { post: unseen } });

    await messenger.tell(alone, [MADE]);
    messenger.clock.advance(3_600_000);
    await messenger.wake(ADA);
    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['post ada 2', 'email ada 2']);
  });

  it('without an answer to the e-mail is dead, and nobody is mailed twice', async () => {
    const messenger = givenMessenger({ snapshot: alone, answers: { post: unseen, email: unseen } });

    await messenger.tell(alone, [MADE]);
    messenger.clock.advance(3_600_000);
    await messenger.wake(ADA);

    expect(messenger.calls).toEqual(['post ada 2', 'email ada 2']);
    expect(await messenger.rowOf(ADA)).toMatchObject({ progress: { status: 'dead', reason: 'answer-not-seen' } });
  });

  it('of a comment that may have arrived looks for it before it writes again', async () => {
    const closed = snapshotOf([ADA], decision(ADA));
    const messenger = givenMessenger({
      snapshot: closed,
      answers: { comment: (_telling, nth) => (nth === 1 ? passing()() : undefined) },
    });

    await messenger.tell(closed, [{ sequence: 5, event: { type: 'approval.settled', outcome: 'approved' } }]);

    expect(messenger.calls.filter((each) => each.startsWith('comment')).length).toBe(2);
    expect(messenger.calls).toContain('may exist: true');
  });
});

describe('a task', () => {
  it('of an approval that does not exist is an error in the log, and over', async () => {
    const { runTask, moveTo, log } = givenMessenger({ snapshot: alone });
    moveTo(undefined);

    await runTask({ approvalId: 'apr-1', rows: ['x'] });

    expect(log.events()).toEqual(['delivery-without-approval']);
  });

  it('that is not one of ours is refused', async () => {
    const { runTask } = givenMessenger({ snapshot: alone });

    await expect(runTask({ rows: [] })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('for rows that do not exist does nothing', async () => {
    const { wake, calls } = givenMessenger({ snapshot: alone });

    await wake(ADA, BEN);

    expect(calls).toEqual([]);
  });
});

describe('a reminder', () => {
  const reminded = snapshotOf([ADA, BEN], reminder(asker(RITA)));
  const over = snapshotOf([ADA, BEN], reminder(asker(RITA)), cancelBy(RITA));
  const remindedBy = { type: 'account', accountId: RITA } as const;
  const REMINDED: Numbered = { sequence: 3, event: { type: 'step.reminded', step: 0, number: 1, by: remindedBy } };
  const CANCELLED: Numbered = {
    sequence: 4,
    event: { type: 'approval.closed', outcome: 'cancelled', by: remindedBy },
  };

  it('that stands in Slack is updated when nothing is awaited any more, however often that is told', async () => {
    const messenger = givenMessenger({ snapshot: reminded });
    await messenger.tell(reminded, [REMINDED]);
    messenger.calls.length = 0;

    await messenger.tell(over, [CANCELLED]);
    await messenger.tell(over, [CANCELLED]);

    const key = messenger.keyFor(ADA, { kind: 'reminder', round: 1 });
    expect(messenger.calls.filter((each) => each.startsWith('update'))).toEqual(['update ada 5', 'update ben 5']);
    expect(await messenger.rows.load(key)).toMatchObject({ progress: { status: 'updated' } });
  });

  it('that was never told is not made for that', async () => {
    const messenger = givenMessenger({ snapshot: over });

    await messenger.tell(over, [CANCELLED]);

    expect(await messenger.rows.load(messenger.keyFor(ADA, { kind: 'reminder', round: 1 }))).toBeUndefined();
  });
});
