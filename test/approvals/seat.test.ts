import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import type { Command } from '../../src/approvals/core/model';
import { decisionOf, seatOf } from '../../src/approvals/core/seat';
import { toAccountId } from '../../src/shared/brand';
import { ADA, ANY, BEN, CLEO, decision, groupStep, HOUR_MS, RITA, step, userStep } from '../support/builders';
import { delegate, inStep, reassignment, staffing, stepClock } from '../support/commands';
import { START } from '../support/fake-ports';
import { approvalAfter, type Dated, DEV, later, played, replayed, startedApproval } from '../support/running-approvals';

const GUS = toAccountId('gus');
const pair = userStep([ADA, BEN]);
const three = userStep([ADA, BEN, CLEO]);
/** Dev may decide for Ada and for Ben. */
const lent = staffing([[ADA, delegate(DEV)], [BEN, delegate(DEV), delegate(GUS)], CLEO]);

const lastAnswer = (steps: readonly StepDefinition[], ...commands: readonly Dated[]) =>
  replayed(startedApproval(steps), commands).answers.at(-1);

describe('a place to decide', () => {
  it.each<[string, readonly StepDefinition[], readonly Dated[], string]>([
    ['an approver has one', [pair], [decision(ADA)], 'accepted'],
    ['somebody who is not asked has none', [pair], [decision(CLEO)], 'not-an-approver'],
    ['the requester has none for having asked', [pair], [decision(RITA)], 'not-an-approver'],
    ['nobody decides twice', [pair], [decision(ADA), decision(ADA)], 'already-decided'],
    ['nobody changes their mind in passing', [pair], [decision(ADA), decision(ADA, 'reject')], 'already-decided'],
    ['a step that waits has none', [userStep([ADA]), userStep([BEN])], [decision(BEN)], 'step-not-open'],
    ['a step whose people are looked up has none', [groupStep()], [decision(BEN)], 'not-an-approver'],
    [
      'a step that passed has none',
      [userStep([ADA, BEN], ANY), userStep([CLEO])],
      [decision(ADA), decision(BEN)],
      'step-closed',
    ],
    ['a step that was returned has none', [pair], [decision(ADA, 'request-changes'), decision(BEN)], 'step-returned'],
    ['whoever handed it on has none', [pair], [reassignment(ADA, CLEO), decision(ADA)], 'no-longer-asked'],
    ['whom it was handed to has one', [pair], [reassignment(ADA, CLEO), decision(CLEO)], 'accepted'],
    [
      'whoever is no longer named has none',
      [groupStep()],
      [staffing([ADA, BEN]), staffing([ADA]), decision(BEN)],
      'no-longer-asked',
    ],
    ['there is none in a step that does not exist', [pair], [inStep(7, decision(ADA))], 'not-an-approver'],
  ])('%s', (_name, steps, commands, answer) => {
    expect(lastAnswer(steps, ...commands)).toBe(answer);
  });
});

describe('a named step', () => {
  const steps = [userStep([ADA, BEN], ANY), userStep([ADA, CLEO])];

  it.each<[string, readonly Command[], string]>([
    ['takes the decision while it is open', [inStep(0, decision(ADA))], 'accepted'],
    ['does not take it as one for the next', [decision(ADA), inStep(0, decision(ADA))], 'already-decided'],
    ['takes it in the next when that is named', [decision(ADA), inStep(1, decision(ADA))], 'accepted'],
    ['is too early while it waits', [inStep(1, decision(ADA))], 'step-not-open'],
    ['is too late when others closed it', [decision(BEN), inStep(0, decision(ADA))], 'step-closed'],
    ['refuses who is not asked in it', [inStep(0, decision(CLEO))], 'not-an-approver'],
  ])('%s', (_name, commands, answer) => {
    expect(lastAnswer(steps, ...commands)).toBe(answer);
  });

  it('is the first open one where none is named', () => {
    const both = [userStep([ADA, BEN]), step({ together: true })];

    expect(
      played(both, decision(ADA), decision(ADA)).next.steps.map(({ approvers }) => approvers[0]?.decision?.sequence),
    ).toEqual([4, 5]);
  });
});

describe('a delegate', () => {
  it('decides in the place, and both are named', () => {
    const { next, events } = played([three], lent, decision(DEV));

    expect(next.steps[0]?.approvers[0]?.decision).toMatchObject({ kind: 'approve', by: DEV });
    expect(events.at(-1)).toMatchObject({ type: 'decision.made', by: DEV, inPlaceOf: ADA });
  });

  it.each<[string, readonly Dated[], string]>([
    ['has one voice, whoever else delegated to them', [lent, decision(DEV), decision(DEV)], 'already-decided'],
    ['leaves the right to who delegated', [lent, decision(ADA)], 'accepted'],
    ['takes the next place where the first decided', [lent, decision(ADA), decision(DEV)], 'accepted'],
    ['comes too late where all decided', [lent, decision(ADA), decision(BEN), decision(DEV)], 'already-decided'],
    ['has decided for who delegated', [lent, decision(DEV), decision(ADA)], 'already-decided'],
    ['leaves the other place to another delegate', [lent, decision(DEV), decision(GUS)], 'accepted'],
    [
      'who is asked decides for themselves alone',
      [staffing([[ADA, delegate(BEN)], BEN, CLEO]), decision(BEN), decision(BEN)],
      'already-decided',
    ],
    ['decides until the last millisecond', [lent, later(24 * HOUR_MS - 1, decision(DEV))], 'accepted'],
    ['no longer decides when it has ended', [lent, later(24 * HOUR_MS, decision(DEV))], 'not-an-approver'],
    ['goes with who handed the place on', [lent, reassignment(BEN, RITA), decision(GUS)], 'not-an-approver'],
  ])('%s', (_name, commands, answer) => {
    expect(lastAnswer([three], ...commands)).toBe(answer);
  });

  it.each<[string, Command]>([
    ['the requester is excluded', staffing([[ADA, delegate(RITA)], BEN])],
    [
      'the look-up excluded them',
      staffing([[ADA, delegate(RITA)], BEN], { excluded: [{ id: RITA, because: 'assignee' }] }),
    ],
  ])('does not decide where %s', (_name, found) => {
    expect(lastAnswer([step({ exclude: ['requester', 'assignee'] })], found, decision(RITA))).toBe('person-excluded');
  });

  it('decides for oneself first when asked too', () => {
    const { next } = played([pair], staffing([[ADA, delegate(BEN)], BEN]), decision(BEN));

    expect(next.steps[0]?.approvers.map(({ decision: made }) => made?.kind)).toEqual([undefined, 'approve']);
  });
});

describe('the instant at which a step is due', () => {
  const dueIn = (ms: number) => staffing([ADA, BEN], { clock: stepClock({ dueAt: START + ms }) });

  it('is too late for a decision, also when nothing has noticed it', () => {
    expect(lastAnswer([pair], dueIn(HOUR_MS), later(HOUR_MS, decision(ADA)))).toBe('step-expired');
  });

  it('is not too late one millisecond before', () => {
    expect(lastAnswer([pair], dueIn(HOUR_MS), later(HOUR_MS - 1, decision(ADA)))).toBe('accepted');
  });
});

describe('what a button is drawn from', () => {
  it('is the state alone: neither delegations nor deadlines run out in it', () => {
    const approval = approvalAfter(
      [pair],
      staffing([[ADA, delegate(DEV, START)], BEN], { clock: stepClock({ dueAt: START }) }),
    );

    expect(seatOf(approval, DEV)).toMatchObject({ ok: true, value: { index: 0, approver: { id: ADA } } });
  });

  it('knows one’s own decision, also in another’s place', () => {
    const { next } = played([three], lent, decision(DEV, 'abstain'));
    const [first] = next.steps;

    expect(first === undefined ? undefined : [decisionOf(first, DEV)?.kind, decisionOf(first, ADA)]).toEqual([
      'abstain',
      undefined,
    ]);
  });
});
