import { describe, expect, it } from 'vitest';
import { decide } from '../../src/approvals/core/decide';
import type { StepDefinition } from '../../src/approvals/core/definition';
import type { Command } from '../../src/approvals/core/model';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  cancelBy,
  decision,
  definition,
  EVE,
  externalStep,
  fingerprint,
  RITA,
  SUBJECT_DELETED,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { ADMIN, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import {
  approvalAfter,
  type Dated,
  pendingApproval,
  played,
  startedApproval,
  statusesOf,
} from '../support/running-approvals';

const AT = START + 60_000;
const now = { at: AT, sequence: 7 };
const pair = userStep([ADA, BEN]);
const LONGEST = 'x'.repeat(2_000);

function answerTo(steps: readonly StepDefinition[], before: readonly Dated[], command: Command) {
  const result = decide(approvalAfter(steps, ...before), command, now);
  return result.ok ? 'accepted' : result.error;
}

describe('a quorum', () => {
  it.each<[string, StepDefinition, readonly Command[], readonly string[]]>([
    ['all: is open after one of two', pair, [decision(ADA)], ['pending', 'open']],
    ['all: passes with the last approval', pair, [decision(ADA), decision(BEN)], ['approved', 'approved']],
    ['all: fails with the first rejection', pair, [decision(BEN, 'reject')], ['rejected', 'rejected']],
    ['any: passes with the first approval', userStep([ADA, BEN], ANY), [decision(BEN)], ['approved', 'approved']],
    [
      'any: is open after one rejection of two',
      userStep([ADA, BEN], ANY),
      [decision(ADA, 'reject')],
      ['pending', 'open'],
    ],
    [
      'any: fails when the last one rejects',
      userStep([ADA, BEN], ANY),
      [decision(ADA, 'reject'), decision(BEN, 'reject')],
      ['rejected', 'rejected'],
    ],
    [
      'all: passes without those who abstained',
      pair,
      [decision(ADA, 'abstain'), decision(BEN)],
      ['approved', 'approved'],
    ],
    [
      'all: never passes by abstentions alone',
      pair,
      [decision(ADA, 'abstain'), decision(BEN, 'abstain')],
      ['pending', 'open'],
    ],
    [
      'number to fail: fails with so many rejections',
      userStep([ADA, BEN, CLEO], { type: 'any', fail: 2 }),
      [decision(ADA, 'reject'), decision(BEN, 'reject')],
      ['rejected', 'rejected'],
    ],
  ])('%s', (_name, only, commands, expected) => {
    expect(statusesOf(played([only], ...commands))).toEqual(expected);
  });
});

describe('an answer', () => {
  const closed = step({ allow: { requestChanges: false, abstain: false } });
  const onReject = step({ comment: 'on-reject' });
  const always = step({ comment: 'always' });
  const voting = step({ vote: vote() });

  it.each<[string, StepDefinition, Command, string]>([
    ['an approval is offered where it is no vote', step(), decision(ADA), 'accepted'],
    ['an approval is none in a vote', voting, decision(ADA), 'kind-not-offered'],
    ['a rejection is none in a vote', voting, decision(ADA, 'reject'), 'kind-not-offered'],
    ['a vote is none elsewhere', step(), voteFor(ADA, 0), 'kind-not-offered'],
    ['asking for changes has to be allowed', closed, decision(ADA, 'request-changes'), 'kind-not-offered'],
    ['abstaining has to be allowed', closed, decision(ADA, 'abstain'), 'kind-not-offered'],
    ['abstaining is possible in a vote', voting, decision(ADA, 'abstain'), 'accepted'],
    ['a rejection needs a comment', onReject, decision(ADA, 'reject'), 'comment-required'],
    ['a rejection needs more than blanks', onReject, decision(ADA, 'reject', ' \n'), 'comment-required'],
    ['asking for changes needs a comment', onReject, decision(ADA, 'request-changes'), 'comment-required'],
    ['an approval needs none on reject', onReject, decision(ADA), 'accepted'],
    ['every answer needs one where that is always', always, decision(ADA, 'abstain'), 'comment-required'],
    ['a comment has 2,000 characters', step(), decision(ADA, 'approve', LONGEST), 'accepted'],
    ['a comment has no more', step(), decision(ADA, 'approve', `${LONGEST}x`), 'comment-too-long'],
    ['a vote names an option', voting, voteFor(ADA), 'unknown-option'],
    ['a vote names one that exists', voting, voteFor(ADA, 2), 'unknown-option'],
    ['a vote names no option below the first', voting, voteFor(ADA, -1), 'unknown-option'],
    [
      'a vote names each option once',
      step({ vote: vote({ choice: 'multiple' }) }),
      voteFor(ADA, 1, 1),
      'unknown-option',
    ],
    ['a single choice is one option', voting, voteFor(ADA, 0, 1), 'one-option-only'],
    ['a multiple choice may be several', step({ vote: vote({ choice: 'multiple' }) }), voteFor(ADA, 0, 1), 'accepted'],
  ])('%s', (_name, only, command, answer) => {
    expect(answerTo([only], [], command)).toBe(answer);
  });

  it.each(['approve', 'reject'] as const)('%s counts as that, whatever options came along', (kind) => {
    const stray: Command = { type: 'decide', by: ADA, kind, via: 'api', options: [0] };
    const { next, events } = played([userStep([ADA])], stray);

    expect(next.status).toBe(kind === 'approve' ? 'approved' : 'rejected');
    expect(JSON.stringify([next, events])).not.toContain('options');
  });
});

describe('a decision', () => {
  it('is kept with when, from where, its number and what it was about, and not with its comment', () => {
    const result = decide(pendingApproval([pair]), decision(ADA, 'approve', 'Fine.'), now);

    const basis = fingerprint().digest;
    expect(result.ok && result.value.next.steps[0]?.approvers).toEqual([
      {
        id: ADA,
        round: 0,
        delegates: [],
        decision: { kind: 'approve', at: AT, via: 'slack', sequence: 7, commented: true, basis },
      },
      { id: BEN, round: 0, delegates: [] },
    ]);
    expect(result.ok && result.value.events).toEqual([
      { type: 'decision.made', step: 0, by: ADA, kind: 'approve', via: 'slack', comment: 'Fine.', basis },
    ]);
  });

  it.each([undefined, '', '  '])('has no comment that somebody would look for in vain: %j', (comment) => {
    const { next, events } = played([pair], decision(ADA, 'approve', comment));

    expect(next.steps[0]?.approvers[0]?.decision?.commented).toBe(false);
    expect(events.at(-1)).not.toHaveProperty('comment');
  });

  it('of somebody without an account closes the approval in Baton’s name, and still waits to be undone', () => {
    const what = definition({ steps: [externalStep(['eve@partner.example'])], terms: terms({ undoMinutes: 10 }) });
    const { next, events } = played(what, decision(EVE));

    expect(events.at(-1)).toEqual({ type: 'approval.closed', outcome: 'approved', by: { type: 'system' } });
    expect(next).toMatchObject({ settled: false, finalAt: START + 600_000 });
  });

  it.each<['approve' | 'reject', string]>([
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ])('closes the approval in the person’s name: %s', (kind, outcome) => {
    const { events } = played([userStep([ADA])], decision(ADA, kind));

    expect(events.slice(-3)).toEqual([
      { type: 'step.closed', step: 0, status: outcome, because: 'quorum' },
      { type: 'approval.closed', outcome, by: { type: 'account', accountId: ADA } },
      { type: 'approval.settled', outcome },
    ]);
  });

  it('of two at the same instant counts in the order in which they came, and only one closes the step', () => {
    const { next, events } = played([userStep([ADA, BEN], ANY), userStep([CLEO])], decision(ADA));
    const second = decide(next, decision(BEN), { at: START, sequence: events.length + 1 });

    expect(second).toEqual({ ok: false, error: 'step-closed' });
    expect(next.steps[0]?.approvers.map(({ decision: made }) => made?.kind)).toEqual(['approve', undefined]);
  });

  it('of the last two at the same instant both count', () => {
    const { next } = played([pair], decision(ADA), decision(BEN));

    expect(next.status).toBe('approved');
    expect(next.steps[0]?.approvers.map(({ decision: made }) => made?.at)).toEqual([START, START]);
  });
});

describe('cancelling', () => {
  it.each<[string, Command, string]>([
    ['by the requester', cancelBy(RITA), 'by-requester'],
    ['by Baton when the subject is deleted', SUBJECT_DELETED, 'subject-deleted'],
    [
      'by an administrator',
      { type: 'cancel', by: { type: 'account', accountId: ADMIN.id }, reason: 'by-admin' },
      'by-admin',
    ],
  ])('%s closes the approval for good and says why', (_name, command, reason) => {
    const what = definition({ terms: terms({ undoMinutes: 10 }) });
    const result = decide(startedApproval(what).next, command, now);

    expect(result).toMatchObject({
      ok: true,
      value: {
        next: { status: 'cancelled', cancelled: reason, closedAt: AT, finalAt: AT, settled: true },
        events: [
          { type: 'approval.closed', outcome: 'cancelled', by: command.type === 'cancel' ? command.by : undefined },
          { type: 'approval.settled', outcome: 'cancelled' },
        ],
      },
    });
  });

  it('by an approver is refused', () => {
    expect(answerTo([pair], [], cancelBy(ADA))).toBe('not-the-requester');
  });

  it.each<[string, Command]>([
    ['a decision', decision(BEN)],
    ['a stranger’s decision', decision(CLEO)],
    ['cancelling', cancelBy(RITA)],
    ['Baton’s own cancelling', SUBJECT_DELETED],
  ])('leaves nothing to %s', (_name, command) => {
    expect(answerTo([pair], [cancelBy(RITA)], command)).toBe('approval-closed');
  });
});
