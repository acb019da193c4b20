import { describe, expect, it } from 'vitest';
import { nextTickOf, stepClockOf } from '../../src/approvals/core/clock';
import type { ClosedApproval, OpenStep, PendingApproval, Step } from '../../src/approvals/core/model';
import { BEN, CLEO, DAY_MS, deadline, groupStep, HOUR_MS, MINUTE_MS, terms, userStep } from '../support/builders';
import { stepClock } from '../support/commands';
import { START } from '../support/fake-ports';
import { closedApproval, pendingApproval } from '../support/running-approvals';

const minutesOn = (minutes: number) => START + minutes * MINUTE_MS;
const DUE = minutesOn(240);
const minutesBefore = (minutes: number) => DUE - minutes * MINUTE_MS;

describe('the clock of a step', () => {
  it('has everything in the order in which it is due, and nothing done', () => {
    const given = deadline({
      remindBeforeMinutes: [30, 120],
      escalate: [
        { afterMinutes: 200, to: CLEO },
        { afterMinutes: 60, to: BEN },
      ],
      onExpiry: 'reject',
    });

    expect(stepClockOf(given, minutesOn, minutesBefore)).toEqual({
      dueAt: DUE,
      onExpiry: 'reject',
      remindAt: [DUE - 2 * HOUR_MS, DUE - HOUR_MS / 2],
      reminded: 0,
      escalations: [
        { at: minutesOn(60), to: BEN },
        { at: minutesOn(200), to: CLEO },
      ],
      escalated: 0,
    });
  });

  it('has no reminder at or before the opening, and none twice', () => {
    const given = deadline({ remindBeforeMinutes: [239, 240, 300, 239] });

    expect(stepClockOf(given, minutesOn, minutesBefore).remindAt).toEqual([minutesOn(1)]);
  });
});

const STAFFED_AGAIN = START + 6 * HOUR_MS;

function withFirst(step: (first: OpenStep) => Step): PendingApproval {
  const approval = pendingApproval([userStep([BEN])]);
  const [first] = approval.steps;
  if (first?.status !== 'open') throw new Error('it is not open');
  return { ...approval, steps: [step({ ...first, staffedAt: START })] };
}

describe('the next tick of an approval that runs', () => {
  it.each([
    ['its people are looked up again', undefined, STAFFED_AGAIN],
    ['a step is due', stepClock(), START + 4 * HOUR_MS],
    ['a reminder is due', stepClock({ remindAt: [minutesOn(10), minutesOn(20)] }), minutesOn(10)],
    [
      'the reminder after those that were sent is due',
      stepClock({ remindAt: [minutesOn(10), minutesOn(20)], reminded: 1 }),
      minutesOn(20),
    ],
    [
      'a step is due when all reminders were sent',
      stepClock({ remindAt: [minutesOn(10)], reminded: 1 }),
      START + 4 * HOUR_MS,
    ],
    ['somebody is called in', stepClock({ escalations: [{ at: minutesOn(5), to: CLEO }] }), minutesOn(5)],
    [
      'a step is due when everybody was called in',
      stepClock({ escalations: [{ at: minutesOn(5), to: CLEO }], escalated: 1 }),
      START + 4 * HOUR_MS,
    ],
    ['its people are looked up again before it is due', stepClock({ dueAt: START + 7 * HOUR_MS }), STAFFED_AGAIN],
  ])('is when %s', (_name, clock, at) => {
    const approval = withFirst((first) => ({ ...first, ...(clock === undefined ? {} : { clock }) }));

    expect(nextTickOf(approval)).toBe(at);
  });

  it('is when somebody’s standing in has ended, so that they lose their buttons then', () => {
    const until = minutesOn(30);
    const approval = withFirst((first) => ({
      ...first,
      approvers: first.approvers.map((each) => ({ ...each, delegates: [{ id: CLEO, until }] })),
    }));

    expect(nextTickOf(approval)).toBe(until);
  });

  it('has long passed where nobody was looked up yet', () => {
    expect(nextTickOf(withFirst((first) => ({ ...first, staffedAt: 0 })))).toBeLessThan(START);
  });

  it('is at once where people have still to be looked up', () => {
    expect(nextTickOf(pendingApproval([groupStep()]))).toBe(START);
  });

  it('is the earliest of all steps that are open', () => {
    const approval = pendingApproval([userStep([BEN]), { ...userStep([CLEO]), together: true }]);
    const steps = approval.steps.map((each, index) =>
      each.status === 'open' ? { ...each, staffedAt: START + 1 - index } : each,
    );

    expect(nextTickOf({ ...approval, steps })).toBe(STAFFED_AGAIN);
  });

  it('is none while it is the requester’s turn', () => {
    const returned = withFirst((first) => ({ ...first, clock: stepClock(), status: 'returned', returnedAt: START }));

    expect(nextTickOf(returned)).toBeUndefined();
  });

  it('does not come from steps that are closed or wait', () => {
    const approval = pendingApproval([userStep([BEN]), userStep([CLEO])]);
    const closed = approval.steps.map((each): Step => ({ ...each, status: 'approved', closedAt: START }));

    expect(nextTickOf({ ...approval, steps: closed })).toBeUndefined();
    expect(nextTickOf({ ...approval, steps: approval.steps.slice(1) })).toBeUndefined();
  });
});

describe('the next tick of an approval that is over', () => {
  const validUntil = START + 90 * DAY_MS;
  const valid = { validUntil, terms: terms({ validity: { days: 90, renewDaysBefore: 10 } }) };

  it.each<[string, Partial<ClosedApproval>, number | undefined]>([
    ['when its outcome is final', { settled: false, finalAt: START + HOUR_MS }, START + HOUR_MS],
    [
      'when its outcome is final, however long it holds',
      { ...valid, validity: 'valid', settled: false, finalAt: START + HOUR_MS },
      START + HOUR_MS,
    ],
    ['none once that was said', {}, undefined],
    ['when it is to be renewed', { ...valid, validity: 'valid' }, validUntil - 10 * DAY_MS],
    ['when it lapses, once it is being renewed', { ...valid, validity: 'renewing' }, validUntil],
    [
      'when it lapses, where it is not to be renewed before',
      { ...valid, terms: terms(), validity: 'valid' },
      validUntil,
    ],
    ['none once it has lapsed', { ...valid, validity: 'lapsed' }, undefined],
    ['none when it was cancelled and that was said', { status: 'cancelled', cancelled: 'by-admin' }, undefined],
    ['when the cancelling is to be said', { status: 'cancelled', settled: false, finalAt: START }, START],
    [
      'when it is to be renewed, also from the archive',
      { ...valid, validity: 'valid', shelved: { as: 'archived', at: START } },
      validUntil - 10 * DAY_MS,
    ],
    ['none when it was deleted', { ...valid, validity: 'valid', shelved: { as: 'deleted', at: START } }, undefined],
  ])('is %s', (_name, more, at) => {
    expect(nextTickOf(closedApproval(more))).toBe(at);
  });
});
