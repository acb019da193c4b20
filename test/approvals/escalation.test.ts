import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import type { StepClock } from '../../src/approvals/core/model';
import { ADA, BEN, CLEO, decision, HOUR_MS, MINUTE_MS, OLGA, RITA, step, userStep, vote } from '../support/builders';
import { delegate, inactive, reassignment, staffing, stepClock, TICK, voteFor, withdrawal } from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, DEV, later, played, replayed, startedApproval } from '../support/running-approvals';

const level = (hours: number, to: StepClock['escalations'][number]['to']) => ({ at: START + hours * HOUR_MS, to });
const clocked = (...escalations: StepClock['escalations']) =>
  staffing([ADA, BEN], { clock: stepClock({ escalations }) });
const tickAt = (hours: number): Dated => later(hours * HOUR_MS, TICK);
const toDev = [clocked(level(1, DEV)), tickAt(1)];
const statusAfter = (steps: readonly StepDefinition[], ...commands: readonly Dated[]) =>
  played(steps, ...commands).next.status;

describe('an escalation', () => {
  it('asks the named person besides the others, and tells it', () => {
    const { next, events } = played([step()], ...toDev);

    expect(next.steps[0]).toMatchObject({ staffedAt: 0, clock: { escalated: 1 } });
    expect(next.steps[0]?.approvers[2]).toEqual({ id: DEV, round: 0, delegates: [], added: 'escalation' });
    expect(events.at(-1)).toEqual({ type: 'step.escalated', step: 0, level: 1, to: DEV });
  });

  it('goes level by level, each once', () => {
    const { events, answers } = replayed(startedApproval([step()]), [
      clocked(level(1, DEV), level(2, OLGA)),
      tickAt(1),
      tickAt(1.5),
      tickAt(2),
      tickAt(3),
    ]);

    expect(answers).toEqual(['accepted', 'accepted', 'unchanged', 'accepted', 'unchanged']);
    expect(events.slice(-2)).toEqual([
      { type: 'step.escalated', step: 0, level: 1, to: DEV },
      { type: 'step.escalated', step: 0, level: 2, to: OLGA },
    ]);
  });

  it('makes up for all levels at once when it was noticed late', () => {
    const { events } = played([step()], clocked(level(1, DEV), level(2, OLGA)), tickAt(3));

    expect(events.slice(-2).map((each) => each.type === 'step.escalated' && each.level)).toEqual([1, 2]);
  });

  it('is not made up for when the step is due as well', () => {
    expect(played([step()], clocked(level(1, DEV)), tickAt(4)).events.map(({ type }) => type)).not.toContain(
      'step.escalated',
    );
  });

  it('frees a step in which nobody was found', () => {
    const nobody = staffing([], { problem: 'nobody-active', clock: stepClock({ escalations: [level(1, DEV)] }) });
    const { next } = played([step()], nobody, tickAt(1));

    expect(next.steps[0]).not.toHaveProperty('deadlock');
    expect(statusAfter([step()], nobody, tickAt(1), decision(DEV))).toBe('approved');
  });

  it('is told as a deadlock where the one who is left abstains', () => {
    const nobody = staffing([], { problem: 'nobody-active', clock: stepClock({ escalations: [level(1, DEV)] }) });
    const { events } = played([step()], nobody, tickAt(1), decision(DEV, 'abstain'));

    expect(events.at(-1)).toMatchObject({ type: 'step.deadlocked', reason: 'quorum-out-of-reach' });
  });
});

describe('whoever is called in', () => {
  it.each<[string, readonly Dated[], string]>([
    ['approves the step alone', [...toDev, decision(DEV)], 'approved'],
    ['rejects the step alone', [...toDev, decision(ADA), decision(DEV, 'reject')], 'rejected'],
    [
      'leaves it to the others by abstaining',
      [...toDev, decision(DEV, 'abstain'), decision(ADA), decision(BEN)],
      'approved',
    ],
    ['is not needed by the others', [...toDev, decision(ADA), decision(BEN)], 'approved'],
    ['does not stand in for one of the others', [...toDev, decision(ADA)], 'pending'],
    [
      'is represented by delegates',
      [...toDev, staffing([ADA, BEN, [DEV, delegate(CLEO)]]), decision(CLEO)],
      'approved',
    ],
    ['hands on the right to decide alone', [...toDev, reassignment(DEV, CLEO), decision(CLEO)], 'approved'],
  ])('%s', (_name, commands, status) => {
    expect(statusAfter([step()], ...commands)).toBe(status);
  });

  it('tells that it was by escalation', () => {
    expect(played([step()], ...toDev, decision(DEV)).events).toContainEqual({
      type: 'step.closed',
      step: 0,
      status: 'approved',
      because: 'escalation',
    });
  });

  it('stays, whatever a look-up finds, as long as they are there', () => {
    const left = (found: Dated) => played([step()], ...toDev, found).next.steps[0]?.approvers[2]?.left?.reason;

    expect(left(staffing([ADA, BEN, CLEO]))).toBeUndefined();
    expect(left(staffing([ADA, BEN], { excluded: [inactive(DEV)] }))).toBe('inactive');
  });

  it('chooses one option, and that alone', () => {
    const election = [step({ vote: vote({ choice: 'multiple' }) })];

    expect(replayed(startedApproval(election), [...toDev, voteFor(DEV, 0, 1)]).answers.at(-1)).toBe('one-option-only');
    expect(played(election, ...toDev, voteFor(ADA, 0), voteFor(DEV, 1)).next).toMatchObject({
      status: 'rejected',
      steps: [{ winner: 1 }],
    });
  });
});

describe('somebody who had been asked already', () => {
  const toBen = [clocked(level(1, BEN)), decision(ADA), tickAt(1)];

  it('keeps their place among the others: an escalation approves nothing', () => {
    const { next } = played([step()], ...toBen, staffing([ADA, BEN, CLEO]));

    expect(next.status).toBe('pending');
    expect(next.steps[0]?.approvers[1]).toEqual({ id: BEN, round: 1, delegates: [] });
  });

  it('decides alone from then on', () => {
    expect(statusAfter([step()], clocked(level(1, BEN)), tickAt(1), decision(BEN))).toBe('approved');
  });

  it('who had answered before does not decide alone by that, but may take it back and decide', () => {
    const asked = [clocked(level(1, ADA)), decision(ADA), tickAt(1)];

    expect(statusAfter([step()], ...asked)).toBe('pending');
    expect(statusAfter([step()], ...asked, withdrawal(ADA), decision(ADA))).toBe('approved');
  });

  it('and had handed their place on is asked again', () => {
    const { next } = played([step()], clocked(level(1, ADA)), reassignment(ADA, CLEO), tickAt(1));

    expect(next.steps[0]?.approvers[0]).toEqual({ id: ADA, round: 1, delegates: [], added: 'escalation' });
  });
});

describe('whoever must not decide', () => {
  const strict = [step({ exclude: ['requester', 'assignee'] })];

  it.each<[string, Dated, 'requester' | 'assignee']>([
    ['as the requester', staffing([ADA, BEN], { clock: stepClock({ escalations: [level(1, RITA)] }) }), 'requester'],
    [
      'by a look-up',
      staffing([ADA, BEN], {
        clock: stepClock({ escalations: [level(1, DEV)] }),
        excluded: [{ id: DEV, because: 'assignee' }],
      }),
      'assignee',
    ],
  ])('is not called in %s, and that is told', (_name, found, because) => {
    const { next, events } = played(strict, found, tickAt(1));

    expect(next.steps[0]?.approvers.map(({ id }) => id)).toEqual([ADA, BEN]);
    expect(events.at(-1)).toMatchObject({ type: 'step.staffed', excluded: [{ because }] });
    expect(events.map(({ type }) => type)).not.toContain('step.escalated');
  });

  it('is called in where nothing excludes them', () => {
    expect(
      played([userStep([ADA, BEN])], clocked(level(1, RITA)), later(HOUR_MS + MINUTE_MS, TICK)).next.steps[0]
        ?.approvers,
    ).toHaveLength(3);
  });
});
