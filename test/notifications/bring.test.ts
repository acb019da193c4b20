import { describe, expect, it } from 'vitest';
import { ConflictError } from '../../src/shared/errors';
import {
  ADA,
  ANY,
  BEN,
  decision,
  definition,
  personOutsideSlack,
  RITA,
  slackMessage,
  terms,
  userStep,
} from '../support/builders';
import { asker, resubmission, withdrawal } from '../support/commands';
import { givenMessenger, MADE, passing, refused, snapshotAfter, snapshotOf, unseen } from './messenger';

const alone = snapshotOf([ADA]);

describe('an update', () => {
  const later = snapshotOf([ADA, BEN], decision(BEN));

  async function givenPosted(answers: Parameters<typeof givenMessenger>[0]['answers'] = {}) {
    const first = snapshotOf();
    const messenger = givenMessenger({ snapshot: first, answers });
    await messenger.tell(first, [MADE]);
    messenger.calls.length = 0;
    messenger.moveTo(later);
    return messenger;
  }

  it('shows the newest state in the message that stands there', async () => {
    const { tell, calls, rowOf } = await givenPosted();

    await tell(later, [MADE]);

    expect(calls.sort()).toEqual(['update ada 3', 'update ben 3']);
    expect(await rowOf(ADA)).toMatchObject({ progress: { status: 'updated' }, shown: 3, wanted: 3 });
  });

  it('with an older state changes nothing', async () => {
    const { tell, calls } = await givenPosted();
    await tell(later, [MADE]);
    calls.length = 0;

    await tell(snapshotOf(), [MADE]);

    expect(calls).toEqual([]);
  });

  it('that is refused for good leaves the request delivered', async () => {
    const { tell, wake, calls, rowOf } = await givenPosted({ update: refused('message_not_found') });

    await tell(later, [MADE]);
    await wake(ADA);

    expect(calls.sort()).toEqual(['update ada 3', 'update ben 3']);
    expect(await rowOf(ADA)).toMatchObject({ progress: { status: 'sent' }, shown: 3 });
  });

  it('without an answer is done again', async () => {
    const messenger = await givenPosted({ update: (_telling, nth) => (nth <= 2 ? unseen() : undefined) });

    await messenger.tell(later, [MADE]);
    messenger.clock.advance(5_000);
    await messenger.wake(ADA, BEN);

    expect(messenger.calls.length).toBe(4);
    expect(await messenger.rowOf(ADA)).toMatchObject({ progress: { status: 'updated' }, shown: 3 });
  });
});

describe('the inbox', () => {
  const first = snapshotOf();
  const later = snapshotOf([ADA, BEN], decision(ADA));

  it.each([
    ['in Slack', {}],
    ['by e-mail, which cannot be updated', { personOf: personOutsideSlack }],
    ['by nothing, since every way was closed', { answers: { post: refused('x'), email: refused('y') } }],
  ])('of somebody told %s holds what they can still answer, and nothing else', async (_how, way) => {
    const messenger = givenMessenger({ snapshot: first, ...way });
    const inbox = async () => (await messenger.rows.inboxOf(ADA)).length;

    await messenger.tell(first, [MADE]);
    expect(await inbox()).toBe(1);
    messenger.moveTo(later);
    await messenger.tell(later, [MADE]);
    expect(await inbox()).toBe(0);
    await messenger.tell(first, [MADE]);
    expect(await inbox()).toBe(0);
  });
});

describe('a request that was settled before it was sent', () => {
  const either = definition({ steps: [userStep([ADA, BEN], ANY)], terms: terms({ undoMinutes: 10 }) });
  const over = snapshotAfter(either, decision(ADA));
  const again = snapshotAfter(either, decision(ADA), withdrawal(ADA));

  async function givenSuppressed(answers: Parameters<typeof givenMessenger>[0]['answers'] = {}) {
    const messenger = givenMessenger({ snapshot: over, answers });
    await messenger.tell(over, [MADE]);
    expect(await messenger.rowOf(BEN)).toMatchObject({ progress: { status: 'suppressed' }, asks: false });
    messenger.moveTo(again);
    return messenger;
  }

  it('is sent after all when the decision that settled it is taken back', async () => {
    const messenger = await givenSuppressed();

    await messenger.tell(again, [MADE]);

    expect(messenger.calls.filter((each) => each.includes(BEN))).toEqual([`post ben ${again.sequence}`]);
    expect(await messenger.rowOf(BEN)).toMatchObject({ progress: { status: 'sent' }, asks: true });
  });

  it('is not posted a second time where the answer to the first post was never seen', async () => {
    const first = snapshotAfter(either);
    const messenger = givenMessenger({
      snapshot: first,
      answers: { post: unseen, email: () => passing(60_000)() },
    });
    await messenger.tell(first, [MADE]);
    messenger.moveTo(over);
    await messenger.tell(over, [MADE]);
    expect(await messenger.rowOf(BEN)).toMatchObject({
      progress: { status: 'suppressed', fallback: 'answer-not-seen' },
    });

    messenger.moveTo(again);
    messenger.clock.advance(60_000);
    await messenger.tell(again, [MADE]);

    const toBen = messenger.calls.filter((each) => each.includes(BEN)).map((each) => each.split(' ')[0]);
    expect(toBen).toEqual(['post', 'email', 'email']);
  });

  it('stays unsent while it is settled', async () => {
    const messenger = await givenSuppressed();

    await messenger.tell(over, [MADE]);

    expect(messenger.calls.filter((each) => each.includes(BEN))).toEqual([]);
  });
});

describe('somebody who is asked anew', () => {
  const first = snapshotOf();
  const round = (...more: readonly Parameters<typeof snapshotOf>[1][]) =>
    snapshotOf([ADA, BEN], ...more.flatMap((each) => (each === undefined ? [] : [each])));
  const returned = decision(ADA, 'request-changes');
  const submitted = resubmission(asker(RITA), first.approval.basis);
  const RESUBMITTED = { sequence: 9, event: { type: 'step.resubmitted', step: 0, by: RITA } } as const;

  it('gets a new message, and the old one is brought up to say so', async () => {
    const messenger = givenMessenger({ snapshot: first });
    await messenger.tell(first, [MADE]);
    const second = round(returned, submitted);
    messenger.moveTo(second);
    messenger.calls.length = 0;

    await messenger.tell(second, [RESUBMITTED]);

    expect(messenger.calls.filter((each) => each.includes(BEN)).sort()).toEqual([
      `post ben ${second.sequence}`,
      `update ben ${second.sequence}`,
    ]);
    expect(await messenger.rowOf(BEN)).toMatchObject({ asks: false });
    expect(await messenger.rowOf(BEN, { round: 1 })).toMatchObject({ asks: true });
  });

  it('twice before anybody was told has the message of the first asking updated, and no message in between', async () => {
    const messenger = givenMessenger({ snapshot: first });
    await messenger.tell(first, [MADE]);
    const third = round(returned, submitted, returned, submitted);
    messenger.moveTo(third);
    messenger.calls.length = 0;

    await messenger.tell(third, [RESUBMITTED, { ...RESUBMITTED, sequence: 12 }]);

    expect(messenger.calls.filter((each) => each.includes(BEN)).sort()).toEqual([
      `post ben ${third.sequence}`,
      `update ben ${third.sequence}`,
    ]);
    expect(await messenger.rowOf(BEN, { round: 1 })).toMatchObject({
      progress: { status: 'suppressed', reason: 'asked-anew-before-sent' },
    });
  });
});

describe('a row that somebody holds', () => {
  const newer = snapshotOf([ADA, BEN], decision(BEN));
  const first = snapshotOf();

  it('takes the wish of whoever comes meanwhile, who looks again when the claim is over', async () => {
    const messenger = givenMessenger({
      snapshot: first,
      answers: { post: () => messenger.runTask({ approvalId: 'apr-1', rows: [messenger.keyFor(ADA)] }) },
    });
    messenger.moveTo(newer);

    await messenger.runTask({
      approvalId: 'apr-1',
      planned: [{ kind: 'approval-request', step: 0, recipient: ADA, round: 0 }],
    });

    expect(messenger.calls).toEqual(['post ada 3']);
    expect(messenger.queue.tasks.map(({ delaySeconds }) => delaySeconds)).toEqual([61]);
  });

  it('is updated by its holder to the newer state that was wished meanwhile', async () => {
    const messenger = givenMessenger({
      snapshot: first,
      answers: {
        async post({ row }) {
          if (row.recipient !== ADA) return;
          messenger.moveTo(newer);
          await messenger.wake(ADA);
        },
      },
    });

    await messenger.tell(first, [MADE]);

    expect(messenger.calls.filter((each) => each.includes('ada'))).toEqual(['post ada 2', 'update ada 3']);
    expect(await messenger.rowOf(ADA)).toMatchObject({ shown: 3, wanted: 3 });
  });

  it('and updated twice when wishes keep coming', async () => {
    const newest = snapshotOf([ADA, BEN], decision(BEN), decision(ADA, 'reject'));
    const wishes = [newer, newest];
    const wish = async () => {
      const next = wishes.shift();
      if (next === undefined) return;
      messenger.moveTo(next);
      await messenger.wake(ADA);
    };
    const messenger = givenMessenger({
      snapshot: first,
      answers: { post: ({ row }) => (row.recipient === ADA ? wish() : undefined), update: wish },
    });

    await messenger.tell(first, [MADE]);

    expect(messenger.calls.filter((each) => each.includes('ada'))).toEqual([
      'post ada 2',
      'update ada 3',
      `update ada ${newest.sequence}`,
    ]);
  });

  it('by somebody who died while posting is mailed, once, when the claim is over', async () => {
    const neverEnds = new Promise(() => {});
    const messenger = givenMessenger({ snapshot: alone, answers: { post: () => neverEnds } });
    void messenger.tell(alone, [MADE]);
    await new Promise((resolve) => setImmediate(resolve));

    await messenger.wake(ADA);
    messenger.clock.advance(60_000);
    await messenger.wake(ADA);
    await messenger.wake(ADA);

    expect(messenger.calls).toEqual(['post ada 2', 'email ada 2']);
  });
});

describe('a store that is unsteady', () => {
  it('after a post is asked again, so that the message is not forgotten', async () => {
    let failures = 3;
    const messenger = givenMessenger({
      snapshot: alone,
      around: async ({ operation }, effect) => {
        if (operation === 'commit' && failures-- > 0) passing()();
        return effect();
      },
    });

    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['post ada 2']);
    expect(await messenger.rowOf(ADA)).toMatchObject({ progress: { status: 'sent' } });
    expect(messenger.log.events()).toEqual(['outcome-not-stored', 'outcome-not-stored', 'outcome-not-stored']);
  });

  it('that loses the answer to storing the outcome has stored it all the same', async () => {
    let lost = 1;
    const messenger = givenMessenger({
      snapshot: alone,
      around: async ({ operation }, effect) => {
        const answer = effect();
        if (operation === 'commit' && lost-- > 0) passing()();
        return answer;
      },
    });

    await messenger.tell(alone, [MADE]);

    expect(messenger.calls).toEqual(['post ada 2']);
    expect(await messenger.rowOf(ADA)).toMatchObject({ progress: { status: 'sent' }, version: 2 });
  });

  it('in which a row changes each time it is to be taken ends in a ConflictError and takes no claim', async () => {
    const messenger = givenMessenger({
      snapshot: alone,
      around: async ({ operation }, effect) => (operation === 'commit' ? lose(effect) : effect()),
    });
    const lose = async <T>(effect: () => T): Promise<T> => {
      const row = await messenger.rowOf(ADA);
      if (row !== undefined) await messenger.rows.replace(row);
      return effect();
    };
    const { claim: _, ...row } = {
      ...(await firstRow(messenger)),
      progress: { status: 'sent' as const },
      slack: slackMessage(),
      shown: 1,
    };
    await messenger.rows.create(row);

    await expect(messenger.wake(ADA)).rejects.toBeInstanceOf(ConflictError);

    expect(messenger.calls).toEqual([]);
    expect((await messenger.rowOf(ADA))?.claim).toBeUndefined();
  });
});

async function firstRow({ keyFor }: ReturnType<typeof givenMessenger>) {
  const other = givenMessenger({ snapshot: alone });
  await other.tell(alone, [MADE]);
  const row = await other.rowOf(ADA);
  if (row === undefined) throw new Error('the row is there');
  return { ...row, key: keyFor(ADA), wanted: 2 };
}
