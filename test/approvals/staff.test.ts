import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import { STAFF_AGAIN_MS } from '../../src/approvals/core/model';
import { seatOf } from '../../src/approvals/core/seat';
import {
  ADA,
  ALL,
  ANY,
  BEN,
  CLEO,
  decision,
  EVE,
  groupStep,
  HOUR_MS,
  MINUTE_MS,
  RITA,
  step,
  userStep,
  vote,
} from '../support/builders';
import {
  addition,
  delegate,
  inactive,
  reassignment,
  staffing,
  stepClock,
  voteFor,
  withdrawal,
} from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, DEV, later, played, replayed, startedApproval, statusesOf } from '../support/running-approvals';

const who = (steps: readonly StepDefinition[], ...commands: readonly Dated[]) =>
  played(steps, ...commands).next.steps[0]?.approvers.map(({ id, round, left }) => [
    id,
    round,
    left?.reason ?? 'asked',
  ]);
const lastAnswer = (steps: readonly StepDefinition[], ...commands: readonly Dated[]) =>
  replayed(startedApproval(steps), commands).answers.at(-1);

describe('a step whose people were looked up', () => {
  it('opens with them, their delegates, its deadline and those who are excluded', () => {
    const excluded = [{ id: RITA, because: 'requester' } as const];
    const clock = stepClock();
    const { next, events } = played(
      [groupStep()],
      later(7, staffing([[ADA, delegate(DEV)], EVE], { excluded, clock })),
    );

    expect(next.steps[0]).toMatchObject({
      status: 'open',
      openedAt: START + 7,
      staffedAt: START + 7,
      clock,
      excluded,
      approvers: [
        { id: ADA, round: 0, delegates: [delegate(DEV)] },
        { id: EVE, round: 0, delegates: [] },
      ],
    });
    expect(events.slice(1)).toEqual([
      { type: 'step.reached', step: 0 },
      { type: 'step.opened', step: 0 },
      { type: 'step.staffed', step: 0, asked: [ADA, EVE], left: [], excluded, dueAt: clock.dueAt },
    ]);
  });

  it.each(['nobody-to-ask', 'nobody-active', 'too-many-people'] as const)(
    'is stuck, and not approved, where there are none: %s',
    (problem) => {
      const { next, events } = played([groupStep(), step()], staffing([], { problem }));

      expect(statusesOf({ next, events })).toEqual(['pending', 'open', 'waiting']);
      expect(next.steps[0]).toMatchObject({ deadlock: { reason: problem } });
      expect(events.at(-1)).toEqual({ type: 'step.deadlocked', step: 0, reason: problem });
    },
  );

  it('names each person once, however often they were found', () => {
    expect(who([groupStep()], staffing([ADA, BEN, ADA]))).toEqual([
      [ADA, 0, 'asked'],
      [BEN, 0, 'asked'],
    ]);
  });
});

describe('another look-up', () => {
  const first = staffing([ADA, BEN]);

  it.each<[string, readonly Dated[], readonly unknown[]]>([
    [
      'adds who came',
      [first, staffing([ADA, BEN, CLEO])],
      [
        [ADA, 0, 'asked'],
        [BEN, 0, 'asked'],
        [CLEO, 0, 'asked'],
      ],
    ],
    [
      'takes away who went',
      [first, staffing([BEN])],
      [
        [ADA, 0, 'no-longer-named'],
        [BEN, 0, 'asked'],
      ],
    ],
    [
      'says who is gone',
      [first, staffing([BEN], { excluded: [inactive(ADA)] })],
      [
        [ADA, 0, 'inactive'],
        [BEN, 0, 'asked'],
      ],
    ],
    [
      'asks anew who came back',
      [first, staffing([BEN]), staffing([ADA, BEN])],
      [
        [ADA, 1, 'asked'],
        [BEN, 0, 'asked'],
      ],
    ],
    [
      'keeps who has decided',
      [first, decision(ADA), staffing([BEN, CLEO])],
      [
        [ADA, 0, 'asked'],
        [BEN, 0, 'asked'],
        [CLEO, 0, 'asked'],
      ],
    ],
    [
      'keeps who was added',
      [first, addition(CLEO), staffing([ADA, BEN, DEV])],
      [
        [ADA, 0, 'asked'],
        [BEN, 0, 'asked'],
        [CLEO, 0, 'asked'],
        [DEV, 0, 'asked'],
      ],
    ],
    [
      'does not keep who was added and is gone',
      [first, addition(CLEO), staffing([ADA, BEN], { excluded: [inactive(CLEO)] })],
      [
        [ADA, 0, 'asked'],
        [BEN, 0, 'asked'],
        [CLEO, 0, 'inactive'],
      ],
    ],
    [
      'does not keep who was added and must not decide any more',
      [first, addition(CLEO), staffing([ADA, BEN], { excluded: [{ id: CLEO, because: 'last-editor' }] })],
      [
        [ADA, 0, 'asked'],
        [BEN, 0, 'asked'],
        [CLEO, 0, 'no-longer-named'],
      ],
    ],
    [
      'does not bring back who handed their place on',
      [first, reassignment(ADA, CLEO), staffing([ADA, BEN, CLEO])],
      [
        [ADA, 0, 'reassigned'],
        [BEN, 0, 'asked'],
        [CLEO, 0, 'asked'],
      ],
    ],
    [
      'does not ask who has a voice already, as a delegate',
      [staffing([[ADA, delegate(DEV)], BEN]), decision(DEV), staffing([ADA, BEN, DEV])],
      [
        [ADA, 0, 'asked'],
        [BEN, 0, 'asked'],
      ],
    ],
  ])('%s', (_name, commands, expected) => {
    expect(who([groupStep()], ...commands)).toEqual(expected);
  });

  it('tells who came and who left', () => {
    const { events } = played([groupStep()], first, staffing([BEN, CLEO]));

    expect(events.at(-1)).toEqual({ type: 'step.staffed', step: 0, asked: [BEN, CLEO], left: [ADA], excluded: [] });
  });

  it('brings delegates, and takes away those who no longer are', () => {
    const { next } = played([userStep([ADA])], staffing([[ADA, delegate(DEV)]]), staffing([[ADA, delegate(CLEO)]]));

    expect(next.steps[0]?.approvers[0]?.delegates).toEqual([delegate(CLEO), { id: DEV, until: expect.any(Number) }]);
    expect(seatOf(next, DEV).ok).toBe(true);
  });

  it('brings a deadline once, and never another', () => {
    const { next } = played(
      [userStep([ADA])],
      staffing([ADA], { clock: stepClock() }),
      staffing([ADA, BEN], { clock: stepClock({ dueAt: START }) }),
    );

    expect(next.steps[0]).toMatchObject({ clock: stepClock() });
  });

  it.each<[string, readonly Dated[], string]>([
    ['that finds the same changes nothing', [first, later(STAFF_AGAIN_MS - 1, first)], 'unchanged'],
    ['is noted after six hours, though it finds the same', [first, later(STAFF_AGAIN_MS, first)], 'accepted'],
    [
      'of a step that was returned changes nothing',
      [first, decision(ADA, 'request-changes'), staffing([BEN])],
      'unchanged',
    ],
    ['of a step that does not exist changes nothing', [staffing([ADA], { step: 3 })], 'unchanged'],
    [
      'of a step that is due changes nothing: the look-up does not decide what time has decided',
      [
        staffing([ADA, BEN], { clock: stepClock({ dueAt: START + MINUTE_MS }) }),
        decision(ADA),
        later(MINUTE_MS, staffing([ADA])),
      ],
      'unchanged',
    ],
  ])('%s', (_name, commands, answer) => {
    expect(lastAnswer([groupStep()], ...commands)).toBe(answer);
  });

  it('tells nothing when it was only noted', () => {
    const { events } = played([groupStep()], first, later(STAFF_AGAIN_MS, first));

    expect(events.at(-1)?.type).toBe('step.staffed');
    expect(events.filter(({ type }) => type === 'step.staffed')).toHaveLength(1);
  });
});

describe('what a look-up leads to', () => {
  it('is an approval, where all who are left have approved', () => {
    const { next, events } = played([groupStep({ quorum: ALL })], staffing([ADA, BEN]), decision(ADA), staffing([ADA]));

    expect(next.status).toBe('approved');
    expect(events.at(-1)).toEqual({ type: 'approval.settled', outcome: 'approved' });
    expect(events.at(-2)).toMatchObject({ by: { type: 'system' } });
  });

  it.each(['nobody-to-ask', 'nobody-active', 'too-many-people'] as const)(
    'is never an approval by who had answered before nobody was found: %s',
    (problem) => {
      const before = [staffing([ADA, BEN, CLEO]), decision(ADA), staffing([], { problem })];
      const { next } = played([groupStep()], ...before);

      expect(next.steps[0]).toMatchObject({ status: 'open', deadlock: { reason: problem } });
      expect(played([groupStep()], ...before, staffing([ADA, BEN])).next.steps[0]).not.toHaveProperty('deadlock');
    },
  );

  it('is told once for each reason, whatever happens beside it', () => {
    const steps = [groupStep(), { ...userStep([ADA, BEN]), together: true }];
    const nobody = staffing([], { problem: 'nobody-active' });
    const { events } = played(steps, nobody, decision(ADA), decision(BEN), later(STAFF_AGAIN_MS, nobody));

    expect(events.filter(({ type }) => type === 'step.deadlocked')).toEqual([
      { type: 'step.deadlocked', step: 0, reason: 'nobody-active' },
    ]);
  });

  it('is a deadlock, where too few are left', () => {
    const two = groupStep({ quorum: { type: 'number', pass: 2 } });
    const { next } = played([two], staffing([ADA, BEN]), staffing([ADA]));

    expect(next.steps[0]).toMatchObject({ status: 'open', deadlock: { reason: 'quorum-out-of-reach' } });
  });

  it('is the end of a deadlock, where enough are found again', () => {
    const two = groupStep({ quorum: { type: 'number', pass: 2 } });
    const { next } = played([two], staffing([ADA]), staffing([ADA, BEN]));

    expect(next.steps[0]).not.toHaveProperty('deadlock');
  });

  it('is the end of a tie, where somebody comes', () => {
    const tie = groupStep({ vote: vote() });
    const { next } = played(
      [tie],
      staffing([ADA, BEN]),
      voteFor(ADA, 0),
      voteFor(BEN, 1),
      staffing([ADA, BEN, CLEO]),
      voteFor(CLEO, 0),
    );

    expect(next).toMatchObject({ status: 'approved', steps: [{ winner: 0 }] });
  });

  it('is a place for a delegate again, once their decision is taken back', () => {
    const lent = staffing([[ADA, delegate(DEV)], BEN]);
    const { next } = played(
      [groupStep({ quorum: ANY })],
      staffing([ADA, BEN]),
      later(HOUR_MS, lent),
      decision(DEV, 'abstain'),
      withdrawal(DEV),
      decision(DEV),
    );

    expect(next.status).toBe('approved');
  });
});
