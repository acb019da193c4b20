import { describe, expect, it } from 'vitest';
import { CLAIM_MS } from '../../src/ledger/claim';
import type { Site } from '../../src/notifications/core/delivery';
import { nextOf } from '../../src/notifications/core/progress';
import { notificationKey } from '../../src/notifications/store';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import {
  ADA,
  BEN,
  CLEO,
  crowd,
  decision,
  definition,
  EVE,
  externalStep,
  personInSlack,
  personOutsideSlack,
  RITA,
  step,
  terms,
  userStep,
} from '../support/builders';
import { addition, asker, reminder, resubmission, withdrawal } from '../support/commands';
import { givenMessenger, MADE, passing, refused, snapshotAfter, snapshotOf, unseen } from './messenger';

const channel = { id: 'C-releases', name: 'releases' };
const inMode = (mode: Site['mode']): Site => ({ mode, workspaces: [{ team: toSlackTeamId('T1'), channel }] });
const TOGETHER = inMode('channel');
const first = snapshotOf();
const OVER = { sequence: 9, event: { type: 'approval.settled', outcome: 'approved' } } as const;

type Setting = Omit<Parameters<typeof givenMessenger>[0], 'snapshot'> & { snapshot?: typeof first };

function given({ snapshot = first, site = TOGETHER, ...more }: Setting = {}) {
  const messenger = givenMessenger({ snapshot, site, ...more });
  const key = (kind: 'channel-request' | 'channel-outcome', index = 0, round = 0) =>
    notificationKey(snapshot.approval.id, { kind, step: index, round });
  return {
    ...messenger,
    request: (index = 0, round = 0) => messenger.rows.load(key('channel-request', index, round)),
    outcome: (index = 0, round = 0) => messenger.rows.load(key('channel-outcome', index, round)),
    wakeChannel: (round = 0) =>
      messenger.runTask({ approvalId: snapshot.approval.id, rows: [key('channel-request', 0, round)] }),
    /** As the queue does it. */
    async runQueue() {
      for (const { task } of messenger.queue.take('delivery')) await messenger.runTask(task);
    },
  };
}

const elsewhere = (id: AccountId) => {
  const person = personInSlack(id);
  return id === BEN ? { ...person, slack: { ...person.slack, team: toSlackTeamId('T2') } } : person;
};

describe('a step that is asked in a channel', () => {
  it('has one message there, and none for people of that workspace, whose inbox holds it all the same', async () => {
    const { tell, calls, request, rowOf, rows } = given();

    await tell(first, [MADE]);

    expect(calls).toEqual(['post channel-request 2']);
    expect(await request()).toMatchObject({
      progress: { status: 'sent' },
      slack: { team: 'T1', channel, posted: { channel: channel.id } },
      asks: false,
    });
    expect(await rowOf(ADA)).toMatchObject({
      progress: { status: 'suppressed', reason: 'told-in-channel' },
      slack: { team: 'T1', user: 'U-ada' },
      asks: true,
    });
    expect(await rows.inboxOf(ADA)).toHaveLength(1);
  });

  it.each([
    ['people of another workspace', elsewhere, 'post ben 2'],
    [
      'people without Slack',
      (id: AccountId) => (id === BEN ? personOutsideSlack(id) : personInSlack(id)),
      'email ben 2',
    ],
  ])('leaves %s to be told as ever', async (_who, personOf, told) => {
    const { tell, calls } = given({ personOf });

    await tell(first, [MADE]);

    expect(calls).toEqual(['post channel-request 2', told]);
  });

  it('leaves those without an account to their e-mail', async () => {
    const snapshot = snapshotAfter([externalStep(['eve@partner.example'])]);
    const { tell, calls } = given({ snapshot });

    await tell(snapshot, [MADE]);

    expect(calls).toEqual(['post channel-request 2', `email ${EVE} 2`]);
  });

  it('and directly has both', async () => {
    const { tell, calls } = given({ site: inMode('both') });

    await tell(first, [MADE]);

    expect(calls.sort()).toEqual(['post ada 2', 'post ben 2', 'post channel-request 2']);
  });

  it('is told once, however often and by however many at once', async () => {
    const { tell, calls } = given({ site: inMode('both') });

    await Promise.all([tell(first, [MADE]), tell(first, [MADE])]);
    await tell(first, [MADE]);

    expect(calls.sort()).toEqual(['post ada 2', 'post ben 2', 'post channel-request 2']);
  });

  it('is kept up to date, and nobody hears of it in between', async () => {
    const { tell, calls, moveTo } = given();
    await tell(first, [MADE]);
    const later = snapshotOf([ADA, BEN], decision(BEN));
    moveTo(later);
    calls.length = 0;

    await tell(later, [MADE]);

    expect(calls).toEqual([`update channel-request ${later.sequence}`]);
  });

  it('is asked anew by a new message, and the one before says so', async () => {
    const { tell, calls, moveTo, request } = given();
    await tell(first, [MADE]);
    const again = snapshotOf(
      [ADA, BEN],
      decision(ADA, 'request-changes'),
      resubmission(asker(RITA), first.approval.basis),
    );
    moveTo(again);
    calls.length = 0;

    await tell(again, [{ sequence: 9, event: { type: 'step.resubmitted', step: 0, by: RITA } }]);

    expect(calls.sort()).toEqual([
      `post channel-request ${again.sequence}`,
      `update channel-request ${again.sequence}`,
    ]);
    expect(await request(0, 1)).toMatchObject({ progress: { status: 'sent' } });
  });

  it('reminds each person directly', async () => {
    const reminded = snapshotOf([ADA, BEN], reminder(asker(RITA)));
    const { tell, calls } = given();
    await tell(first, [MADE]);
    calls.length = 0;

    await tell(reminded, [
      { sequence: 3, event: { type: 'step.reminded', step: 0, number: 1, by: { type: 'system' } } },
    ]);

    expect(calls.sort()).toEqual([`post ada ${reminded.sequence}`, `post ben ${reminded.sequence}`]);
  });

  it('says so itself, whatever holds for the site', async () => {
    const own = [step({ delivery: { mode: 'channel' } }), userStep([CLEO])];
    const snapshot = snapshotAfter(own, decision(ADA), decision(BEN));
    const { tell, calls } = given({ snapshot: snapshotAfter(own), site: inMode('direct') });
    await tell(snapshotAfter(own), [MADE]);

    await tell(snapshot, [{ sequence: 5, event: { type: 'step.opened', step: 1 } }]);

    expect(calls).toEqual(['post channel-request 2', `post cleo ${snapshot.sequence}`]);
  });

  it('with more people than can be told at once is written down first, and nobody is told twice', async () => {
    const snapshot = snapshotOf(crowd(13));
    const { tell, calls, runQueue, request } = given({ snapshot });

    await tell(snapshot, [MADE]);
    expect(await request()).toMatchObject({ progress: { status: 'pending' }, slack: { channel } });
    await runQueue();

    expect(calls).toEqual(['post channel-request 2']);
  });

  it('that was settled before is not told there any more, and is when that is taken back', async () => {
    const either = definition({ steps: [userStep([ADA, BEN], { type: 'any' })], terms: terms({ undoMinutes: 10 }) });
    const over = snapshotAfter(either, decision(ADA));
    const again = snapshotAfter(either, decision(ADA), withdrawal(ADA));
    const { tell, calls, moveTo, request } = given({ snapshot: over });
    await tell(over, [MADE]);
    expect(await request()).toMatchObject({ progress: { status: 'suppressed', reason: 'settled-before-sent' } });
    moveTo(again);

    await tell(again, [MADE]);

    expect(calls).toEqual([`post channel-request ${again.sequence}`]);
  });
});

describe('whoever is not in the channel', () => {
  const onlyAda = async () => [toSlackUserId('U-ada')];

  it('is told directly, and the history says why', async () => {
    const { tell, calls, request, rowOf } = given({ membersIn: onlyAda });

    await tell(first, [MADE]);

    expect(calls).toEqual(['post channel-request 2', 'post ben 2']);
    expect(await request()).toMatchObject({ audience: { members: [ADA], others: [BEN] } });
    expect(await rowOf(ADA)).toMatchObject({ progress: { status: 'suppressed', reason: 'told-in-channel' } });
    expect(await rowOf(BEN)).toMatchObject({ progress: { status: 'sent' }, directly: 'not-in-channel' });
  });

  it('is looked for once, in the channel and under the ids of its workspace, and stays what they were', async () => {
    const asked: unknown[] = [];
    let there = ['U-ada'];
    const { tell, calls, moveTo } = given({
      async membersIn(users, place) {
        asked.push([place.team, place.channel.id, users]);
        return there.map(toSlackUserId);
      },
    });
    await tell(first, [MADE]);
    there = ['U-ben'];
    const later = snapshotOf([ADA, BEN], reminder(asker(RITA)));
    moveTo(later);

    await tell(first, [MADE]);
    await tell(later, [MADE]);

    expect(asked).toEqual([['T1', channel.id, ['U-ada', 'U-ben']]]);
    expect(calls).toEqual([
      'post channel-request 2',
      'post ben 2',
      ...[`update channel-request ${later.sequence}`, `update ben ${later.sequence}`],
    ]);
  });

  it('is told directly also while the channel has yet to be told, and is not told twice when it was', async () => {
    const { tell, calls, clock, runQueue, rowOf } = given({
      membersIn: onlyAda,
      answers: {
        post: ({ row }, nth) => (row.kind === 'channel-request' && nth === 1 ? passing(30_000)() : undefined),
      },
    });

    await tell(first, [MADE]);
    expect(await rowOf(BEN)).toMatchObject({ progress: { status: 'sent' } });
    clock.advance(30_000);
    await runQueue();

    expect(calls).toEqual(['post channel-request 2', 'post ben 2', 'post channel-request 2']);
    expect(await rowOf(ADA)).toMatchObject({ progress: { reason: 'told-in-channel' } });
  });

  it('and is added later is looked for then, and those who were there are not looked for again', async () => {
    const asked: unknown[] = [];
    const added = snapshotAfter([userStep([ADA, BEN])], addition(CLEO));
    const { tell, calls, moveTo, request } = given({
      async membersIn(users) {
        asked.push(users);
        return users.filter((each) => each !== 'U-cleo');
      },
    });
    await tell(first, [MADE]);
    moveTo(added);

    await tell(added, [{ sequence: 4, event: { type: 'approver.added', step: 0, by: RITA, who: CLEO, reason: '' } }]);

    expect(asked).toEqual([['U-ada', 'U-ben'], ['U-cleo']]);
    expect(calls).toContain(`post cleo ${added.sequence}`);
    expect(await request()).toMatchObject({ audience: { members: [ADA, BEN], others: [CLEO] } });
  });

  it('of a crowd is told directly too, and is not looked for with every decision', async () => {
    const people = crowd(13);
    const snapshot = snapshotOf(people);
    const [decider = ADA] = people;
    const [absent = ADA] = people.slice(-1);
    let looked = 0;
    const { tell, calls, runQueue, rowOf, moveTo } = given({
      snapshot,
      async membersIn(users) {
        looked += 1;
        return users.filter((each) => each !== `U-${absent}`);
      },
    });

    await tell(snapshot, [MADE]);
    await runQueue();
    const before = looked;
    const later = snapshotOf(people, decision(decider));
    moveTo(later);
    await tell(later, [MADE]);
    await runQueue();

    expect(calls.slice(0, 2)).toEqual(['post channel-request 2', `post ${absent} 2`]);
    expect([before, looked]).toEqual([2, 2]);
    expect(await rowOf(absent)).toMatchObject({ directly: 'not-in-channel' });
  });

  it.each([
    ['Slack does not answer', passing()],
    ['Slack refuses to tell', refused('missing_scope')],
    ['nobody was found there', async () => []],
  ])('is everybody, each told directly, where %s', async (_why, membersIn) => {
    const { tell, calls, request } = given({ membersIn });

    await tell(first, [MADE]);
    await tell(first, [MADE]);

    expect(calls.sort()).toEqual(['post ada 2', 'post ben 2', 'post channel-request 2']);
    expect(await request()).toMatchObject({
      progress: { status: 'sent' },
      audience: { members: [], others: [ADA, BEN] },
    });
  });

  it('is not looked for where nobody is asked any more', async () => {
    const over = snapshotAfter([userStep([ADA])], decision(ADA));
    const { tell, calls, log } = given({ snapshot: over, membersIn: passing() });

    await tell(over, [MADE]);

    expect([log.lines, calls]).toEqual([[], []]);
  });

  it('is told when what settled it is taken back', async () => {
    const either = definition({ steps: [userStep([ADA, BEN], { type: 'any' })], terms: terms({ undoMinutes: 10 }) });
    const over = snapshotAfter(either, decision(ADA));
    const again = snapshotAfter(either, decision(ADA), withdrawal(ADA));
    const { tell, calls, moveTo } = given({ snapshot: over, membersIn: onlyAda });
    await tell(over, [MADE]);
    moveTo(again);

    await tell(again, [MADE]);

    expect(calls).toEqual([`post channel-request ${again.sequence}`, `post ben ${again.sequence}`]);
  });
});

describe('a setting that changes while an approval runs', () => {
  const later = snapshotOf([ADA, BEN], decision(BEN));

  it('to direct messages has the message in the channel kept up to date, and nobody told twice', async () => {
    const { tell, calls, moveTo, setSite } = given();
    await tell(first, [MADE]);
    setSite(inMode('direct'));
    moveTo(later);

    await tell(later, [MADE]);

    expect(calls).toEqual(['post channel-request 2', `update channel-request ${later.sequence}`]);
  });

  it('to a channel asks nobody there who was asked directly', async () => {
    const { tell, calls, moveTo, setSite, request } = given({ site: inMode('direct') });
    await tell(first, [MADE]);
    setSite(TOGETHER);
    moveTo(later);

    await tell(later, [MADE]);

    expect(calls.filter((each) => each.includes('channel'))).toEqual([]);
    expect(await request()).toBeUndefined();
  });
});

describe('a channel that cannot be told', () => {
  const bySurface = (calls: readonly string[]) => calls.map((each) => each.split(' ').slice(0, 2).join(' ')).sort();

  it.each(['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action'])(
    'for good (%s) has each of its people told directly, and says why',
    async (code) => {
      const { tell, calls, clock, runQueue, request, rowOf } = given({
        answers: { post: ({ row }) => (row.kind === 'channel-request' ? refused(code)() : undefined) },
      });

      await tell(first, [MADE]);
      clock.advance(2_000);
      await runQueue();

      expect(bySurface(calls)).toEqual(['post ada', 'post ben', 'post channel-request']);
      expect(await request()).toMatchObject({ progress: { status: 'fallen-back', reason: code } });
      expect(await rowOf(ADA)).toMatchObject({ progress: { status: 'sent' } });
    },
  );

  it.each<[string, Site, string]>([
    ['no channel is chosen', { mode: 'channel', workspaces: [{ team: toSlackTeamId('T1') }] }, 'no-channel'],
    ['no workspace is connected', { mode: 'channel', workspaces: [] }, 'not-connected'],
  ])('since %s is not even tried', async (_why, site, reason) => {
    const { tell, calls, clock, wakeChannel, request } = given({ site });

    await tell(first, [MADE]);
    clock.advance(2_000);
    await wakeChannel();

    expect(bySurface(calls)).toEqual(['post ada', 'post ben']);
    expect(await request()).toMatchObject({ progress: { status: 'fallen-back', reason } });
  });

  it('and whose people were already told there in vain has them told directly, with the reason on their rows', async () => {
    let limited = true;
    const { tell, calls, clock, runQueue, rowOf } = given({
      answers: {
        post: ({ row }) => {
          if (row.kind !== 'channel-request') return;
          if (limited) passing(30_000)();
          refused('not_in_channel')();
        },
      },
    });
    await tell(first, [MADE]);
    expect(await rowOf(ADA)).toMatchObject({ progress: { reason: 'told-in-channel' } });

    limited = false;
    clock.advance(30_000);
    await runQueue();
    clock.advance(2_000);
    await runQueue();
    await runQueue();

    expect(bySurface(calls).slice(0, 2)).toEqual(['post ada', 'post ben']);
    expect(await rowOf(ADA)).toMatchObject({ progress: { status: 'sent' }, directly: 'not_in_channel', asks: true });
  });

  it('without an answer is not told again: its people are, once', async () => {
    const { tell, calls, clock, runQueue, wakeChannel, request } = given({
      answers: { post: ({ row }) => (row.kind === 'channel-request' ? unseen() : undefined) },
    });

    await tell(first, [MADE]);
    clock.advance(2_000);
    await runQueue();
    clock.advance(3_600_000);
    await wakeChannel();
    await tell(first, [MADE]);

    expect(bySurface(calls)).toEqual(['post ada', 'post ben', 'post channel-request']);
    expect(await request()).toMatchObject({ progress: { status: 'fallen-back', reason: 'answer-not-seen' } });
  });

  it('by somebody who died while posting has its people told directly when the claim is over', async () => {
    const neverEnds = new Promise(() => {});
    const { tell, calls, clock, wake, wakeChannel, runQueue } = given({
      answers: { post: ({ row }) => (row.kind === 'channel-request' ? neverEnds : undefined) },
    });
    void tell(first, [MADE]);
    await new Promise((resolve) => setImmediate(resolve));
    // The relay comes again, and finds the row held.
    await tell(first, [MADE]);
    await wake(ADA, BEN);
    expect(bySurface(calls)).toEqual(['post channel-request']);

    clock.advance(CLAIM_MS);
    await wakeChannel();
    clock.advance(2_000);
    await wakeChannel();
    await runQueue();

    expect(bySurface(calls)).toEqual(['post ada', 'post ben', 'post channel-request']);
  });

  it('by somebody who died while telling its people goes on with those who are left', async () => {
    let deaths = 1;
    const { tell, calls, clock, wakeChannel, runQueue, request } = given({
      answers: {
        post: ({ row }, nth) => {
          if (row.kind === 'channel-request') (nth === 1 ? passing(1_000) : refused('is_archived'))();
        },
      },
      around: async ({ operation, keys }, effect) => {
        const isBen = keys.length === 1 && keys[0] === benKey();
        if (operation === 'commit' && isBen && deaths-- > 0) passing()();
        return effect();
      },
    });
    const benKey = () =>
      notificationKey(first.approval.id, { kind: 'approval-request', step: 0, recipient: BEN, round: 0 });
    await tell(first, [MADE]);

    for (let round = 0; round < 4; round += 1) {
      clock.advance(10_000);
      await wakeChannel();
      await runQueue();
    }

    expect(bySurface(calls).slice(0, 2)).toEqual(['post ada', 'post ben']);
    expect(await request()).toMatchObject({ progress: { status: 'fallen-back' } });
  });

  it('waits for people who are not written down yet', async () => {
    const { tell, clock, wakeChannel, request, rowOf, runQueue, log } = given({
      answers: { post: ({ row }) => (row.kind === 'channel-request' ? refused('is_archived')() : undefined) },
      around: async ({ operation, keys }, effect) => {
        if (operation === 'createEntity' && keys.includes(benKey()) && isDown) passing()();
        return effect();
      },
    });
    let isDown = true;
    const benKey = () =>
      notificationKey(first.approval.id, { kind: 'approval-request', step: 0, recipient: BEN, round: 0 });

    await expect(tell(first, [MADE])).rejects.toThrow();
    clock.advance(2_000);
    await wakeChannel();
    expect(await request()).toMatchObject({ progress: { status: 'pending', fallback: 'is_archived' } });
    expect(log.lines.map(({ fields }) => fields?.code)).toContain('people-not-written-down');
    isDown = false;
    await tell(first, [MADE]);
    clock.advance(60_000);
    await wakeChannel();
    await runQueue();

    expect(await request()).toMatchObject({ progress: { status: 'fallen-back' } });
    expect(await rowOf(BEN)).toMatchObject({ progress: { status: 'sent' } });
  });

  it('has those told directly who are added later', async () => {
    const added = snapshotAfter([userStep([ADA, BEN])], addition(CLEO));
    const { tell, calls, clock, runQueue, moveTo } = given({
      answers: { post: ({ row }) => (row.kind === 'channel-request' ? refused('is_archived')() : undefined) },
    });
    await tell(first, [MADE]);
    clock.advance(2_000);
    await runQueue();
    moveTo(added);

    await tell(added, [{ sequence: 4, event: { type: 'approver.added', step: 0, by: RITA, who: CLEO, reason: '' } }]);

    expect(calls).toContain(`post cleo ${added.sequence}`);
  });
});

describe('the end of an approval that was asked in a channel', () => {
  const closed = snapshotOf([ADA], decision(ADA));
  const alone = snapshotOf([ADA]);

  it('is said once in the thread of the message', async () => {
    const { tell, calls, moveTo, request, outcome } = given({ snapshot: alone });
    await tell(alone, [MADE]);
    moveTo(closed);

    await tell(closed, [MADE, OVER]);
    await tell(closed, [MADE, OVER]);

    expect(calls.filter((each) => each.includes('channel'))).toEqual([
      'post channel-request 2',
      `update channel-request ${closed.sequence}`,
      `post channel-outcome ${closed.sequence}`,
    ]);
    const thread = (await request())?.slack?.posted?.ts;
    expect(await outcome()).toMatchObject({ progress: { status: 'sent' }, slack: { team: 'T1', channel, thread } });
  });

  it('is said under the last message of several in one channel', async () => {
    const steps = [userStep([ADA]), userStep([BEN])];
    const both = snapshotAfter(steps, decision(ADA), decision(BEN));
    const { tell, outcome, moveTo } = given({ snapshot: snapshotAfter(steps) });
    await tell(snapshotAfter(steps), [MADE]);
    const second = snapshotAfter(steps, decision(ADA));
    moveTo(second);
    await tell(second, [{ sequence: 4, event: { type: 'step.opened', step: 1 } }]);
    moveTo(both);

    await tell(both, [OVER]);

    expect([await outcome(0), (await outcome(1))?.progress.status]).toEqual([undefined, 'sent']);
  });

  it('is not said where no message stands', async () => {
    const directly = given({ snapshot: closed, site: inMode('direct') });
    const refusedThere = given({ snapshot: alone, answers: { post: refused('is_archived') } });
    await refusedThere.tell(alone, [MADE]);
    refusedThere.moveTo(closed);

    await directly.tell(closed, [OVER]);
    await refusedThere.tell(closed, [OVER]);

    expect([await directly.outcome(), await refusedThere.outcome()]).toEqual([undefined, undefined]);
  });

  it('without an answer is not said again', async () => {
    const { tell, calls, clock, moveTo, outcome } = given({
      snapshot: alone,
      answers: { post: ({ row }) => (row.kind === 'channel-outcome' ? unseen() : undefined) },
    });
    await tell(alone, [MADE]);
    moveTo(closed);
    await tell(closed, [OVER]);
    clock.advance(3_600_000);

    await tell(closed, [OVER]);

    expect(calls.filter((each) => each.startsWith('post channel-outcome'))).toHaveLength(1);
    const row = await outcome();
    expect(row).toMatchObject({ progress: { status: 'dead', reason: 'answer-not-seen' } });
    expect(row && nextOf(row, clock.now())).toEqual({ type: 'nothing' });
  });
});
