import { describe, expect, it } from 'vitest';
import type { Command, StepDefinition } from '../../src/approvals/core/model';
import { plan, settledReason } from '../../src/notifications/core/plan';
import {
  ADA,
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

const TWO_STEPS = [userStep([ADA, BEN]), userStep([CLEO])];

/** What the last of these commands has to tell, one word per row. */
function told(steps: readonly StepDefinition[], ...commands: readonly Command[]): readonly string[] {
  const before = replayed(startedApproval(steps), commands.slice(0, -1));
  const after = replayed(startedApproval(steps), commands);
  const news = commands.length === 0 ? after.events : after.events.slice(before.events.length);
  return plan(after.next, news).map(({ kind, step, recipient }) => [kind, step, recipient ?? ''].join(' ').trim());
}

const request = (step: number, by: string) => `approval-request ${step} ${by}`;
const PROPERTY = 'state-property 0';
const COMMENT = 'outcome-comment 0';

describe('a plan', () => {
  it.each<[string, readonly StepDefinition[], readonly Command[], readonly string[]]>([
    ['a start asks those of the first step', TWO_STEPS, [], [request(0, ADA), request(0, BEN), PROPERTY]],
    [
      'a decision that leaves its step open goes to those of the step, and not to the work item',
      TWO_STEPS,
      [decision(ADA)],
      [request(0, ADA), request(0, BEN)],
    ],
    [
      'a decision that closes its step goes to those of this step and the next',
      TWO_STEPS,
      [decision(ADA), decision(BEN)],
      [request(0, ADA), request(0, BEN), request(1, CLEO), PROPERTY],
    ],
    [
      'a closing goes to all who were ever asked, with a comment',
      TWO_STEPS,
      [decision(ADA), decision(BEN), decision(CLEO)],
      [request(1, CLEO), request(0, ADA), request(0, BEN), PROPERTY, COMMENT],
    ],
    [
      'a rejection does not reach those of a step that never opened',
      TWO_STEPS,
      [decision(ADA, 'reject')],
      [request(0, ADA), request(0, BEN), PROPERTY, COMMENT],
    ],
    [
      'cancelling goes to those who were asked',
      TWO_STEPS,
      [cancelBy(RITA)],
      [request(0, ADA), request(0, BEN), PROPERTY, COMMENT],
    ],
    [
      'on a work item that is deleted nothing is written',
      TWO_STEPS,
      [SUBJECT_DELETED],
      [request(0, ADA), request(0, BEN)],
    ],
  ])('%s', (_name, steps, commands, expected) => {
    expect(told(steps, ...commands)).toEqual(expected);
  });

  it('writes nothing for earlier events once the work item is deleted', () => {
    const { events } = startedApproval(TWO_STEPS);

    const planned = plan(approvalAfter(TWO_STEPS, SUBJECT_DELETED), events);

    expect(planned.map(({ kind }) => kind)).toEqual(['approval-request', 'approval-request']);
  });

  it('names each row once, however many events concern it', () => {
    const { next, events } = replayed(startedApproval(TWO_STEPS), [decision(ADA), decision(BEN), decision(CLEO)]);

    const rows = plan(next, events).map((planned) => JSON.stringify(planned));

    expect(new Set(rows).size).toBe(rows.length);
  });

  it('of no events is empty', () => {
    expect(plan(startedApproval().next, [])).toEqual([]);
  });
});

describe('a request that was never sent', () => {
  const either = userStep([ADA, BEN], ANY);

  it.each<[string, readonly StepDefinition[], readonly Command[], number, string | undefined]>([
    ['is still wanted while its step is open', TWO_STEPS, [], 0, undefined],
    ['is still wanted when somebody else decided', TWO_STEPS, [decision(BEN)], 0, undefined],
    ['is not wanted by who has decided', TWO_STEPS, [decision(ADA)], 0, 'decided-before-sent'],
    ['is not wanted when its step passed', [either, userStep([CLEO])], [decision(BEN)], 0, 'settled-before-sent'],
    ['is not wanted when all is over', TWO_STEPS, [cancelBy(RITA)], 0, 'settled-before-sent'],
    ['is not wanted for a step that does not exist', TWO_STEPS, [], 9, 'settled-before-sent'],
  ])('%s', (_name, steps, commands, step, reason) => {
    const planned = { kind: 'approval-request' as const, step, recipient: ADA };

    expect(settledReason(approvalAfter(steps, ...commands), planned)).toBe(reason);
  });

  it.each(['outcome-comment', 'state-property'] as const)('is another thing than %s, which is always due', (kind) => {
    expect(settledReason(approvalAfter(TWO_STEPS, cancelBy(RITA)), { kind, step: 0 })).toBeUndefined();
  });
});
