import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  cancelBy,
  changePolicy,
  decision,
  definition,
  EVE,
  externalStep,
  fingerprint,
  groupStep,
  MINUTE_MS,
  RITA,
  step,
  terms,
  userStep,
} from '../support/builders';
import {
  asker,
  delegate,
  inStep,
  observation,
  resubmission,
  staffing,
  stepClock,
  TICK,
  withdrawal,
} from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, DEV, later, played, replayed, startedApproval, statusesOf } from '../support/running-approvals';

const beside = (one: StepDefinition) => ({ ...one, together: true });
const undoable = (...steps: readonly StepDefinition[]) => definition({ steps, terms: terms({ undoMinutes: 10 }) });
const MINUTES = (n: number, command: Parameters<typeof later>[1]) => later(n * MINUTE_MS, command);

const lastAnswer = (what: Parameters<typeof startedApproval>[0], ...commands: readonly Dated[]) =>
  replayed(startedApproval(what), commands).answers.at(-1);

describe('while the step is open', () => {
  const pair = [userStep([ADA, BEN])];

  it('a decision is taken back at any time, and can be made anew', () => {
    const { next, events } = played(pair, decision(ADA, 'abstain'), MINUTES(90, withdrawal(ADA)));

    expect(next.steps[0]?.approvers[0]).toEqual({ id: ADA, round: 0, delegates: [] });
    expect(events.at(-1)).toEqual({ type: 'decision.withdrawn', step: 0, by: ADA });
    expect(played(pair, decision(ADA), withdrawal(ADA), decision(ADA, 'reject')).next.status).toBe('rejected');
  });

  it('who decided in another’s place takes it back, and nobody else', () => {
    const found = staffing([[ADA, delegate(DEV)], BEN]);

    expect(played(pair, found, decision(DEV), withdrawal(DEV)).events.at(-1)).toMatchObject({
      by: DEV,
      inPlaceOf: ADA,
    });
    expect(lastAnswer(pair, found, decision(DEV), withdrawal(ADA))).toBe('nothing-to-withdraw');
  });

  it('a deadlock is over when what led to it is taken back', () => {
    const { next } = played(pair, decision(ADA, 'abstain'), decision(BEN, 'abstain'), withdrawal(BEN));

    expect(next.steps[0]).not.toHaveProperty('deadlock');
  });

  it.each<[string, readonly Dated[], string]>([
    ['who has not decided has nothing to take back', [withdrawal(ADA)], 'nothing-to-withdraw'],
    ['nor has a stranger', [decision(ADA), withdrawal(CLEO)], 'nothing-to-withdraw'],
    ['nor has who took it back before', [decision(ADA), withdrawal(ADA), withdrawal(ADA)], 'nothing-to-withdraw'],
    ['nor who decided in another step', [decision(ADA), inStep(1, withdrawal(ADA))], 'nothing-to-withdraw'],
    [
      'nothing is taken back once the step is due',
      [
        staffing([ADA, BEN], { clock: stepClock({ dueAt: START + MINUTE_MS }) }),
        decision(ADA),
        MINUTES(1, withdrawal(ADA)),
      ],
      'step-expired',
    ],
  ])('%s', (_name, commands, answer) => {
    expect(lastAnswer(pair, ...commands)).toBe(answer);
  });
});

describe('within the time to undo', () => {
  it('the decision that closed a step opens it again, and what had begun after it waits', () => {
    const { next, events } = played(undoable(userStep([ADA]), step()), decision(ADA), MINUTES(5, withdrawal(ADA)));

    expect(statusesOf({ next, events })).toEqual(['pending', 'open', 'waiting']);
    expect(events.slice(-2)).toEqual([
      { type: 'decision.withdrawn', step: 0, by: ADA },
      { type: 'step.reopened', step: 0 },
    ]);
    expect(next.steps[1]?.approvers.map(({ round }) => round)).toEqual([1, 1]);
  });

  it.each(['approve', 'reject'] as const)('the one that closed the approval opens it again: %s', (kind) => {
    const { next, events } = played(undoable(userStep([ADA])), decision(ADA, kind), MINUTES(5, withdrawal(ADA)));

    expect(statusesOf({ next, events })).toEqual(['pending', 'open']);
    expect(events.slice(-3).map(({ type }) => type)).toEqual([
      'approval.reopened',
      'decision.withdrawn',
      'step.reopened',
    ]);
    expect(next).not.toHaveProperty('closedAt');
    expect(next.steps[0]).toMatchObject({ openedAt: START, staffedAt: 0 });
  });

  it('somebody without an account takes it back too', () => {
    const only = undoable(externalStep(['eve@partner.example']));

    expect(statusesOf(played(only, decision(EVE), MINUTES(5, withdrawal(EVE))))).toEqual(['pending', 'open']);
  });

  it('what ran beside a rejected step runs on as it was', () => {
    const what = undoable(userStep([ADA]), beside(step()), beside(groupStep()), userStep([CLEO]));
    const { next, events } = played(
      what,
      decision(BEN),
      inStep(0, decision(ADA, 'reject')),
      MINUTES(1, withdrawal(ADA)),
    );

    expect(statusesOf({ next, events })).toEqual(['pending', 'open', 'open', 'resolving', 'waiting']);
    expect(next.steps[1]?.approvers[1]?.decision?.kind).toBe('approve');
    expect(events.slice(-3)).toEqual([
      { type: 'step.reopened', step: 0 },
      { type: 'step.reopened', step: 1 },
      { type: 'step.reached', step: 2 },
    ]);
  });

  it('what was returned beside it is returned again, so that nobody waits for nothing', () => {
    const what = undoable(userStep([ADA]), beside(userStep([BEN])));
    const rejected = [decision(BEN, 'request-changes'), decision(ADA, 'reject'), MINUTES(1, withdrawal(ADA))];
    const { next, events } = played(what, ...rejected);

    expect(statusesOf({ next, events })).toEqual(['pending', 'open', 'returned']);
    expect(next.steps[1]).toMatchObject({ returnedAt: START });
    expect(statusesOf(played(what, ...rejected, resubmission(asker(RITA), fingerprint(), 1)))[2]).toBe('open');
  });

  it('what was stuck beside it is stuck again, and told', () => {
    const what = undoable(userStep([ADA]), beside(userStep([])));
    const { next, events } = played(what, decision(ADA, 'reject'), withdrawal(ADA));

    expect(next.steps[1]).toMatchObject({ status: 'open', deadlock: { reason: 'nobody-to-ask' } });
    expect(events.at(-1)).toEqual({ type: 'step.deadlocked', step: 1, reason: 'nobody-to-ask' });
  });

  it('a deadline stays what it was', () => {
    const clock = stepClock();
    const { next } = played(undoable(userStep([ADA])), staffing([ADA], { clock }), decision(ADA), withdrawal(ADA));

    expect(next.steps[0]).toMatchObject({ status: 'open', clock });
  });
});

describe('it is too late to undo', () => {
  it.each<[string, readonly StepDefinition[], readonly Dated[]]>([
    ['when the time is over', [userStep([ADA])], [decision(ADA), MINUTES(10, withdrawal(ADA))]],
    [
      'when the outcome is settled',
      [userStep([ADA])],
      [decision(ADA), MINUTES(10, TICK), MINUTES(10, withdrawal(ADA))],
    ],
    ['when somebody decided after it', [userStep([ADA]), step()], [decision(ADA), decision(BEN), withdrawal(ADA)]],
    ['for whom another closed the step', [step()], [decision(ADA), decision(BEN), withdrawal(ADA)]],
    ['when the requester cancelled', [userStep([ADA]), step()], [decision(ADA), cancelBy(RITA), withdrawal(ADA)]],
    [
      'for whose open step was cut short',
      [step(), beside(userStep([CLEO]))],
      [decision(ADA), decision(CLEO, 'reject'), withdrawal(ADA)],
    ],
  ])('%s', (_name, steps, commands) => {
    expect(lastAnswer(undoable(...steps), ...commands)).toBe('too-late-to-withdraw');
  });

  it('one millisecond before the end it is not', () => {
    const commands = [decision(ADA), later(10 * MINUTE_MS - 1, withdrawal(ADA))];

    expect(lastAnswer(undoable(userStep([ADA])), ...commands)).toBe('accepted');
  });

  it('without any time an outcome is settled at once', () => {
    const { events } = played([userStep([ADA])], decision(ADA));

    expect(events.at(-1)).toEqual({ type: 'approval.settled', outcome: 'approved' });
    expect(lastAnswer([userStep([ADA])], decision(ADA), withdrawal(ADA))).toBe('too-late-to-withdraw');
  });

  it('of two at the same instant only the second, who closed the step, may', () => {
    const both = [decision(ADA), decision(BEN)];

    expect(lastAnswer(undoable(step()), ...both, withdrawal(ADA))).toBe('too-late-to-withdraw');
    expect(lastAnswer(undoable(step()), ...both, withdrawal(BEN), withdrawal(ADA))).toBe('accepted');
  });
});

describe('asking for changes', () => {
  const what = (onChange: 'mark' | 'ask-again') =>
    definition({ steps: [userStep([ADA, BEN], ANY)], terms: terms({ changes: changePolicy({ onChange }) }) });

  it('is taken back for as long as the requester has changed nothing', () => {
    const { next, events } = played(what('mark'), decision(ADA, 'request-changes'), MINUTES(600, withdrawal(ADA)));

    expect(next.steps[0]).toMatchObject({ status: 'open', approvers: [{ id: ADA }, { id: BEN }] });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['decision.withdrawn', 'step.reopened']);
  });

  it.each(['mark', 'ask-again'] as const)(
    'is not taken back when it has: the change would slip through (%s)',
    (onChange) => {
      const changed = MINUTES(5, observation(fingerprint({ summary: 'Another bridge' })));

      expect(lastAnswer(what(onChange), decision(ADA, 'request-changes'), changed, MINUTES(6, withdrawal(ADA)))).toBe(
        'too-late-to-withdraw',
      );
    },
  );

  it('holds the earlier decisions of the step', () => {
    const three = [userStep([ADA, BEN, CLEO])];

    expect(lastAnswer(three, decision(ADA), decision(BEN, 'request-changes'), withdrawal(ADA))).toBe(
      'too-late-to-withdraw',
    );
  });
});
