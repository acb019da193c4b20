import { describe, expect, it } from 'vitest';
import { CLAIM_MS, takeClaim } from '../../src/ledger/claim';
import type { Doing, Notification, Progress } from '../../src/notifications/core/model';
import {
  addressed,
  claimed,
  delivered,
  dueOf,
  failed,
  givenUp,
  healed,
  type Next,
  nextOf,
  revived,
  settleDeserted,
  suppressed as suppress,
} from '../../src/notifications/core/progress';
import { ADA, EVE, notification, personInSlack, personOutsideSlack, slackMessage } from '../support/builders';
import { START } from '../support/fake-ports';

const AT = START + 1_000;
const NEVER_CAME_BACK = START + CLAIM_MS;
const posted = slackMessage();
const waitsForMail: Progress = { status: 'pending', fallback: 'no-slack-user' };
const mailed: Progress = { status: 'fallen-back', reason: 'no-slack-user' };
const dead: Progress = { status: 'dead', reason: 'no-email' };
const suppressed: Progress = { status: 'suppressed', reason: 'settled-before-sent' };
const sent: Progress = { status: 'sent' };
const updated: Progress = { status: 'updated' };
const nobody = (more: Partial<Notification> = {}): Notification => {
  const { recipient: _, ...row } = notification(more);
  return row;
};
const held = (doing: Doing, more: Partial<Notification> = {}) =>
  notification({ attempts: 1, ...more, claim: takeClaim(doing, START) });
const act = (doing: Doing): Next => ({ type: 'act', doing });
const NOTHING: Next = { type: 'nothing' };

describe('what a row needs next', () => {
  it.each<[string, Notification, Next]>([
    ['a new request is posted', notification(), act('post')],
    ['a new reminder is posted', notification({ kind: 'reminder', round: 1 }), act('post')],
    ['a new notice is posted', notification({ kind: 'notice', topic: 'outcome', round: 5 }), act('post')],
    ['somebody without an account is mailed first', notification({ recipient: EVE }), act('email')],
    ['and reminded by e-mail too', notification({ recipient: EVE, kind: 'reminder' }), act('email')],
    ['a new effect is done', nobody({ kind: 'effect' }), act('effect')],
    ['a new comment is written', nobody({ kind: 'outcome-comment' }), act('comment')],
    ['a new property is written', nobody({ kind: 'state-property' }), act('property')],
    ['a closed first way is replaced by an e-mail', notification({ progress: waitsForMail }), act('email')],
    ['a try that is not due waits', notification({ retryAt: AT + 1 }), NOTHING],
    ['a try that is due goes on', notification({ retryAt: AT }), act('post')],
    ['a held row is busy', held('post'), { type: 'busy' }],
    [
      'a message that shows the newest is left alone',
      notification({ progress: sent, slack: posted, shown: 2 }),
      NOTHING,
    ],
    ['a message that shows less is updated', notification({ progress: sent, slack: posted, shown: 1 }), act('update')],
    ['an updated message too', notification({ progress: updated, slack: posted, shown: 1 }), act('update')],
    ['a mailed person whose message was found too', notification({ progress: mailed, slack: posted }), act('update')],
    ['a mailed person gets no second e-mail', notification({ progress: mailed }), NOTHING],
    [
      'a property that shows less is written again',
      nobody({ kind: 'state-property', progress: sent }),
      act('property'),
    ],
    ['a comment is written once', nobody({ kind: 'outcome-comment', progress: sent }), NOTHING],
    ['an effect is done once', nobody({ kind: 'effect', progress: sent }), NOTHING],
    ['a reminder is updated', notification({ kind: 'reminder', progress: sent, slack: posted }), act('update')],
    [
      'a notice that it is somebody’s turn is updated',
      notification({ kind: 'notice', topic: 'vote-turn', progress: sent, slack: posted }),
      act('update'),
    ],
    ['a notice stays as it was sent', notification({ kind: 'notice', progress: sent, slack: posted }), NOTHING],
    [
      'who was mailed as the first way gets no second e-mail',
      notification({ recipient: EVE, progress: sent }),
      NOTHING,
    ],
    ['what is suppressed stays so', notification({ progress: suppressed }), NOTHING],
    ['what is dead stays so', notification({ progress: dead }), NOTHING],
  ])('%s', (_name, row, next) => {
    expect(nextOf(row, AT)).toEqual(next);
  });

  it.each<[string, Notification, number | undefined]>([
    ['a held row when its claim ends', held('post'), START + CLAIM_MS],
    ['an owed row when its next try is due', notification({ retryAt: AT }), AT],
    ['a row that owes nothing never', notification({ progress: sent, slack: posted, shown: 2 }), undefined],
  ])('is looked for by the sweep: %s', (_name, row, due) => {
    expect(dueOf(row)).toBe(due);
  });
});

describe('a claim whose holder never came back', () => {
  it.each<[string, Notification, Partial<Notification>]>([
    [
      'may have posted: the person is mailed instead',
      held('post'),
      { progress: { status: 'pending', fallback: 'answer-not-seen' }, attempts: 0, retryAt: NEVER_CAME_BACK },
    ],
    [
      'may have mailed: the row is dead',
      held('email', { progress: waitsForMail }),
      { progress: { status: 'dead', reason: 'answer-not-seen' } },
    ],
    [
      'may have mailed somebody without an account: the row is dead',
      held('email', { recipient: EVE }),
      { progress: { status: 'dead', reason: 'answer-not-seen' } },
    ],
    [
      'may have posted a reminder: it is mailed instead',
      held('post', { kind: 'reminder' }),
      { progress: { status: 'pending', fallback: 'answer-not-seen' } },
    ],
    [
      'may have had its effect: it looks and does it again',
      held('effect', { kind: 'effect' }),
      { progress: { status: 'pending' }, attempts: 1, retryAt: NEVER_CAME_BACK + 5_000 },
    ],
    [
      'may have updated: it is updated again',
      held('update', { progress: sent, slack: posted }),
      { progress: sent, attempts: 1, retryAt: NEVER_CAME_BACK + 5_000 },
    ],
    [
      'may have commented: it looks and comments again',
      held('comment', { kind: 'outcome-comment' }),
      { progress: { status: 'pending' }, attempts: 1, retryAt: NEVER_CAME_BACK + 5_000 },
    ],
    [
      'may have written the property: it is written again',
      held('property', { kind: 'state-property' }),
      { progress: { status: 'pending' }, retryAt: NEVER_CAME_BACK + 5_000 },
    ],
  ])('%s', (_name, row, expected) => {
    const settled = settleDeserted(row, NEVER_CAME_BACK);

    expect(settled).toMatchObject(expected);
    expect(settled.claim).toBeUndefined();
  });

  it('is left alone until its deadline, and so is a row that nobody holds', () => {
    const [busy, free] = [held('post'), notification()];

    expect(settleDeserted(busy, NEVER_CAME_BACK - 1)).toBe(busy);
    expect(settleDeserted(free, NEVER_CAME_BACK)).toBe(free);
  });
});

describe('a claim', () => {
  it('counts as a try and lasts a minute', () => {
    expect(claimed(notification(), 'post', AT)).toMatchObject({
      attempts: 1,
      claim: { doing: 'post', until: AT + CLAIM_MS },
    });
  });
});

describe('an arrival', () => {
  it.each<[string, Progress, Progress]>([
    ['the first way was enough', { status: 'pending' }, sent],
    ['the e-mail says why it was one', waitsForMail, mailed],
    ['a message is updated', sent, updated],
    ['and updated again', updated, updated],
    ['an update does not hide that the person was mailed', mailed, mailed],
    ['what is dead stays dead', dead, dead],
    ['what is suppressed stays suppressed', suppressed, suppressed],
  ])('%s', (_name, before, after) => {
    const row = delivered(held('post', { progress: before, attempts: 4 }), { shown: 7, asks: false });

    expect(row).toMatchObject({ progress: after, shown: 7, asks: false, attempts: 0 });
    expect(row.claim).toBeUndefined();
  });

  it('keeps where the message stands', () => {
    expect(delivered(held('post'), { shown: 2, asks: true, slack: posted }).slack).toEqual(posted);
    expect(delivered(held('update', { slack: posted }), { shown: 2, asks: true }).slack).toEqual(posted);
  });
});

describe('a failure', () => {
  it('that is only a wait the other side asked for is not counted', () => {
    const row = failed(held('post', { attempts: 3 }), { type: 'later', dueAt: AT + 9, failed: false }, AT);

    expect(row).toMatchObject({ progress: { status: 'pending' }, attempts: 2, retryAt: AT + 9 });
  });

  it('that may pass keeps its count and its way, and waits', () => {
    const row = failed(held('post', { attempts: 3 }), { type: 'later', dueAt: AT + 9, failed: true }, AT);

    expect(row).toMatchObject({ progress: { status: 'pending' }, attempts: 3, retryAt: AT + 9 });
    expect(row.claim).toBeUndefined();
  });

  it.each<[string, Notification, Progress]>([
    ['a post is followed by an e-mail', held('post'), { status: 'pending', fallback: 'not_allowed' }],
    [
      'an e-mail is followed by nothing',
      held('email', { progress: waitsForMail }),
      { status: 'dead', reason: 'not_allowed' },
    ],
    [
      'a comment is followed by nothing',
      nobody({ kind: 'outcome-comment' }),
      { status: 'dead', reason: 'not_allowed' },
    ],
    [
      'an e-mail to somebody without an account too',
      held('email', { recipient: EVE }),
      { status: 'dead', reason: 'not_allowed' },
    ],
    ['an effect too', nobody({ kind: 'effect' }), { status: 'dead', reason: 'not_allowed' }],
    ['an update leaves the message delivered', held('update', { progress: sent, slack: posted }), sent],
  ])('that is for good: %s', (_name, row, progress) => {
    expect(failed(row, { type: 'give-up', reason: 'not_allowed' }, AT)).toMatchObject({ progress });
  });

  it('for good of the post and then of the e-mail is dead by the second reason', () => {
    const mailNext = givenUp(held('post'), 'channel_not_found', AT);

    expect(nextOf(mailNext, AT)).toEqual(act('email'));
    expect(givenUp(mailNext, 'jira-404', AT).progress).toEqual({ status: 'dead', reason: 'jira-404' });
  });

  it('of an update is not tried again until there is something newer to show', () => {
    const row = givenUp(held('update', { progress: sent, slack: posted, shown: 1, wanted: 4 }), 'not_allowed', AT);

    expect(nextOf(row, AT)).toEqual(NOTHING);
    expect(nextOf({ ...row, wanted: 5 }, AT)).toEqual(act('update'));
  });

  it.each<Doing>(['post', 'email', 'update', 'comment', 'property', 'effect'])(
    'leaves nobody in hold of the row: %s',
    (doing) => {
      for (const verdict of [
        { type: 'unknown' },
        { type: 'give-up', reason: 'x' },
        { type: 'later', dueAt: AT, failed: true },
      ] as const) {
        expect(failed(held(doing), verdict, AT).claim).toBeUndefined();
      }
    },
  );
});

describe('a message that a click has found', () => {
  it.each<[string, Progress, Progress]>([
    [
      'while the person was to be mailed: no e-mail goes out any more',
      { status: 'pending', fallback: 'answer-not-seen' },
      sent,
    ],
    ['after the person was mailed: that stays on the row', mailed, mailed],
    ['after the row was dead', dead, sent],
  ])('%s', (_name, before, after) => {
    const row = healed(notification({ progress: before }), posted);

    expect(row).toMatchObject({ progress: after, slack: posted });
    expect(nextOf(row, AT)).toEqual(act('update'));
  });

  it('outweighs the end of whatever held the row', () => {
    const row = settleDeserted(healed(held('post', { wanted: 9 }), posted), NEVER_CAME_BACK);

    expect(nextOf(row, NEVER_CAME_BACK + 5_000)).toEqual(act('update'));
  });
});

describe('what is suppressed', () => {
  const mailNext = notification({ progress: { status: 'pending', fallback: 'answer-not-seen' }, attempts: 2 });

  it('keeps the way that it would have gone', () => {
    expect(suppress(mailNext, 'settled-before-sent').progress).toEqual({
      status: 'suppressed',
      reason: 'settled-before-sent',
      fallback: 'answer-not-seen',
    });
    expect(suppress(notification(), 'x').progress).toEqual({ status: 'suppressed', reason: 'x' });
  });

  it.each<[string, Notification, Doing]>([
    ['the first way', notification(), 'post'],
    ['the e-mail that was to follow a post of which nobody knows', mailNext, 'email'],
    ['the e-mail to somebody without an account', notification({ recipient: EVE }), 'email'],
  ])('goes on, should it be told after all, by %s', (_way, row, doing) => {
    expect(nextOf(revived(suppress(row, 'settled-before-sent')), AT)).toEqual(act(doing));
  });

  it('is all that can be told after all', () => {
    const row = notification({ progress: dead });

    expect(revived(row)).toBe(row);
  });
});

describe('an address', () => {
  const pair = { team: 'T1', user: 'U-ada' };

  it('is learnt before the post', () => {
    expect(addressed(notification(), personInSlack(ADA)).slack).toEqual(pair);
  });

  it('outside Slack is an e-mail from the start', () => {
    expect(addressed(notification(), personOutsideSlack(ADA)).progress).toEqual(waitsForMail);
  });

  it.each<[string, Notification]>([
    ['of somebody not resolved', notification()],
    ['of a message that went out', notification({ progress: sent, slack: posted })],
    ['of a person who is to be mailed', notification({ progress: waitsForMail })],
    ['of a comment', nobody({ kind: 'outcome-comment' })],
    ['of somebody without an account', notification({ recipient: EVE })],
  ])('%s changes nothing', (name, row) => {
    const person = name.endsWith('resolved') ? undefined : personInSlack(ADA);

    expect(addressed(row, person)).toBe(row);
  });
});
