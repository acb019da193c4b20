import { describe, expect, it } from 'vitest';
import { decide } from '../../src/approvals/core/decide';
import type { Command, Refusal, StepDefinition } from '../../src/approvals/core/model';
import {
  ADA,
  ALL,
  ANY,
  approvalAfter,
  BEN,
  CLEO,
  cancelBy,
  decision,
  RITA,
  replayed,
  SUBJECT_DELETED,
  startedApproval,
  userStep,
} from '../support/builders';
import { START } from '../support/fake-ports';

const AT = START + 60_000;
const now = { at: AT, sequence: 7 };
const pair = userStep([ADA, BEN]);
const tooLong = 'x'.repeat(2_001);

const statuses = (steps: readonly StepDefinition[], ...commands: readonly Command[]) => {
  const approval = approvalAfter(steps, ...commands);
  return [approval.status, ...approval.steps.map(({ status }) => status)];
};

function refusalOf(steps: readonly StepDefinition[], before: readonly Command[], command: Command) {
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
      'any: passes although another rejected',
      userStep([ADA, BEN], ANY),
      [decision(ADA, 'reject'), decision(BEN)],
      ['approved', 'approved'],
    ],
  ])('%s', (_name, step, commands, expected) => {
    expect(statuses([step], ...commands)).toEqual(expected);
  });
});

describe('steps in sequence', () => {
  const steps = [userStep([ADA]), userStep([BEN]), userStep([CLEO])];

  it.each<[string, readonly Command[], readonly string[]]>([
    ['only the first is open at the start', [], ['pending', 'open', 'waiting', 'waiting']],
    ['the next opens when one passes', [decision(ADA)], ['pending', 'approved', 'open', 'waiting']],
    [
      'the approval passes with the last',
      [decision(ADA), decision(BEN), decision(CLEO)],
      ['approved', 'approved', 'approved', 'approved'],
    ],
    [
      'a rejection skips those that follow',
      [decision(ADA), decision(BEN, 'reject')],
      ['rejected', 'approved', 'rejected', 'skipped'],
    ],
    [
      'cancelling skips what is open and what waits',
      [decision(ADA), cancelBy(RITA)],
      ['cancelled', 'approved', 'skipped', 'skipped'],
    ],
  ])('%s', (_name, commands, expected) => {
    expect(statuses(steps, ...commands)).toEqual(expected);
  });

  it('a person of two steps decides in each of them', () => {
    const twice = [userStep([ADA]), userStep([ADA, BEN])];

    expect(statuses(twice, decision(ADA), decision(ADA), decision(BEN))).toEqual(['approved', 'approved', 'approved']);
  });

  it('a step that was never open keeps no instant of opening', () => {
    const approval = approvalAfter(steps, decision(ADA, 'reject'));

    expect(approval.steps.map((step) => 'openedAt' in step && step.openedAt !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a refusal', () => {
  it.each<[string, readonly StepDefinition[], readonly Command[], Command, Refusal]>([
    ['somebody who is not asked', [pair], [], decision(CLEO), 'not-an-approver'],
    ['the requester, who is not asked', [pair], [], decision(RITA), 'not-an-approver'],
    ['a second decision', [pair], [decision(ADA)], decision(ADA), 'already-decided'],
    ['a change of mind', [pair], [decision(ADA)], decision(ADA, 'reject'), 'already-decided'],
    ['a step that waits', [userStep([ADA]), userStep([BEN])], [], decision(BEN), 'step-not-open'],
    [
      'a step that passed',
      [userStep([ADA, BEN], ANY), userStep([CLEO])],
      [decision(ADA)],
      decision(BEN),
      'step-closed',
    ],
    [
      'a second decision in a step that passed',
      [userStep([ADA, BEN], ANY), userStep([CLEO])],
      [decision(ADA)],
      decision(ADA),
      'already-decided',
    ],
    ['a comment of 2,001 characters', [pair], [], decision(ADA, 'approve', tooLong), 'comment-too-long'],
    ['cancelling by an approver', [pair], [], cancelBy(ADA), 'not-the-requester'],
    ['a decision after the end', [pair], [decision(ADA, 'reject')], decision(BEN), 'approval-closed'],
    ['a second decision after the end', [pair], [decision(ADA, 'reject')], decision(ADA), 'approval-closed'],
    ['cancelling after the end', [pair], [decision(ADA, 'reject')], cancelBy(RITA), 'approval-closed'],
    ['Baton’s own cancelling after the end', [pair], [cancelBy(RITA)], SUBJECT_DELETED, 'approval-closed'],
  ])('meets %s', (_name, steps, before, command, refusal) => {
    expect(refusalOf(steps, before, command)).toBe(refusal);
  });

  it.each<[string, readonly Command[], Command, Refusal]>([
    ['the end outweighs a stranger', [cancelBy(RITA)], decision(CLEO), 'approval-closed'],
    ['the end outweighs a stranger’s cancelling', [cancelBy(RITA)], cancelBy(CLEO), 'approval-closed'],
    ['the end outweighs a long comment', [cancelBy(RITA)], decision(ADA, 'approve', tooLong), 'approval-closed'],
    ['a long comment outweighs a stranger', [], decision(CLEO, 'approve', tooLong), 'comment-too-long'],
    ['a long comment outweighs a repetition', [decision(ADA)], decision(ADA, 'approve', tooLong), 'comment-too-long'],
  ])('comes in an order: %s', (_name, before, command, refusal) => {
    expect(refusalOf([pair], before, command)).toBe(refusal);
  });

  it('spares a comment of 2,000 characters', () => {
    expect(refusalOf([pair], [], decision(ADA, 'approve', 'x'.repeat(2_000)))).toBe('accepted');
  });
});

describe('a decision for a step that is named', () => {
  const steps = [userStep([ADA, BEN], ANY), userStep([ADA, CLEO])];
  const inStep = (command: Command, step: number): Command =>
    command.type === 'decide' ? { ...command, step } : command;

  it.each<[string, readonly Command[], Command, string]>([
    ['counts there while it is open', [], inStep(decision(ADA), 0), 'accepted'],
    ['does not count in the next one', [decision(ADA)], inStep(decision(ADA), 0), 'already-decided'],
    ['counts in the next one when that is named', [decision(ADA)], inStep(decision(ADA), 1), 'accepted'],
    ['is too early while it waits', [], inStep(decision(ADA), 1), 'step-not-open'],
    ['is too late when others closed it', [decision(BEN)], inStep(decision(ADA), 0), 'step-closed'],
    ['is refused where the person is not asked', [], inStep(decision(CLEO), 0), 'not-an-approver'],
    ['is refused where there is no such step', [], inStep(decision(ADA), 7), 'not-an-approver'],
  ])('%s', (_name, before, command, answer) => {
    expect(refusalOf(steps, before, command)).toBe(answer);
  });
});

describe('cancelling', () => {
  it.each<[string, Command, string]>([
    ['by the requester', cancelBy(RITA), 'by-requester'],
    ['by Baton when the subject is deleted', SUBJECT_DELETED, 'subject-deleted'],
  ])('%s closes the approval and says why', (_name, command, reason) => {
    const result = decide(startedApproval([pair]).next, command, now);

    expect(result).toMatchObject({
      ok: true,
      value: {
        next: { status: 'cancelled', cancelled: reason, closedAt: AT },
        events: [{ type: 'approval.closed', outcome: 'cancelled', by: command.by }],
      },
    });
  });
});

describe('the events of a decision', () => {
  it('tell the decision, with its comment, and nothing else while the step stays open', () => {
    const result = decide(startedApproval([pair]).next, decision(ADA, 'approve', 'Fine.'), now);

    expect(result.ok && result.value.events).toEqual([
      { type: 'decision.made', step: 0, by: ADA, kind: 'approve', via: 'slack', comment: 'Fine.' },
    ]);
  });

  it('tell that the step closed and the next opened', () => {
    const { events } = replayed(startedApproval([userStep([ADA]), userStep([BEN])]), [decision(ADA)]);

    expect(events.map(({ type }) => type)).toEqual([
      'approval.started',
      'step.opened',
      'decision.made',
      'step.closed',
      'step.opened',
    ]);
    expect(events.at(-1)).toEqual({ type: 'step.opened', step: 1 });
  });

  it.each<['approve' | 'reject', string]>([
    ['approve', 'approved'],
    ['reject', 'rejected'],
  ])('name who closed the approval: %s', (kind, outcome) => {
    const { events } = replayed(startedApproval([userStep([ADA], ALL)]), [decision(ADA, kind)]);

    expect(events.slice(-2)).toEqual([
      { type: 'step.closed', step: 0, status: outcome },
      { type: 'approval.closed', outcome, by: { type: 'account', accountId: ADA } },
    ]);
  });

  it('leave on the record when, from where and under which number, and not the comment', () => {
    const result = decide(startedApproval([pair]).next, decision(ADA, 'approve', 'Fine.'), now);

    expect(result.ok && result.value.next.steps[0]?.approvers).toEqual([
      {
        type: 'account',
        accountId: ADA,
        decision: { kind: 'approve', at: AT, via: 'slack', sequence: 7, commented: true },
      },
      { type: 'account', accountId: BEN },
    ]);
  });

  it('leave on the record that there is no comment, so that nobody looks for one', () => {
    const result = decide(startedApproval([pair]).next, decision(ADA), now);

    expect(result.ok && result.value.next.steps[0]?.approvers[0]?.decision?.commented).toBe(false);
  });
});
