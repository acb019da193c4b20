import { describe, expect, it } from 'vitest';
import {
  ADA,
  BEN,
  CLEO,
  changePolicy,
  decision,
  definition,
  fingerprint,
  RITA,
  step,
  terms,
  userStep,
} from '../support/builders';
import { ADMIN, asker, observation, reassignment, resubmission, staffing, stepClock } from '../support/commands';
import { later, played, replayed, startedApproval, statusesOf } from '../support/running-approvals';

const better = fingerprint({ summary: 'A better bridge' });
const rita = asker(RITA);
const returned = [decision(ADA), decision(BEN, 'request-changes')];

describe('a request for changes', () => {
  it('makes it the requester’s turn', () => {
    const { next, events } = played([step()], decision(ADA), later(5, decision(BEN, 'request-changes')));

    expect(next.steps[0]).toMatchObject({ status: 'returned', returnedAt: expect.any(Number) });
    expect(events.at(-1)).toEqual({ type: 'step.returned', step: 0 });
  });
});

describe('submitting again', () => {
  it('asks everybody of the step anew, about the content as it is now', () => {
    const { next, events } = played([step()], ...returned, later(60, resubmission(rita, better)));

    expect(next.basis).toEqual(better);
    expect(next.steps[0]).toMatchObject({ status: 'open', staffedAt: 0 });
    expect(next.steps[0]?.approvers).toEqual([
      { id: ADA, round: 1, delegates: [] },
      { id: BEN, round: 1, delegates: [] },
    ]);
    expect(events.at(-1)).toEqual({ type: 'step.resubmitted', step: 0, by: RITA });
  });

  it('leaves out who handed their place on', () => {
    const { next } = played(
      [step()],
      reassignment(ADA, CLEO),
      decision(BEN, 'request-changes'),
      resubmission(rita, better),
    );

    expect(next.steps[0]?.approvers.map(({ id, round, left }) => [id, round, left?.reason])).toEqual([
      [ADA, 0, 'reassigned'],
      [BEN, 1, undefined],
      [CLEO, 1, undefined],
    ]);
  });

  it('gives the step a new deadline', () => {
    const { next } = played(
      [step()],
      staffing([ADA, BEN], { clock: stepClock() }),
      ...returned,
      resubmission(rita, better),
    );

    expect(next.steps[0]).not.toHaveProperty('clock');
  });

  it('leaves other steps as they are', () => {
    const steps = [userStep([CLEO]), { ...step(), together: true }];

    expect(statusesOf(played(steps, decision(CLEO), ...returned, resubmission(rita, better, 1)))).toEqual([
      'pending',
      'approved',
      'open',
    ]);
  });

  it('makes what was changed meanwhile the new content', () => {
    const what = definition({ terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
    const { next, answers } = replayed(startedApproval(what), [
      ...returned,
      observation(better),
      resubmission(rita, better),
      decision(ADA),
    ]);

    expect(next).not.toHaveProperty('changed');
    expect(next).not.toHaveProperty('outdatedAt');
    expect(answers.at(-1)).toBe('accepted');
    expect(next.steps[0]?.approvers[0]?.decision?.basis).toBe(better.digest);
  });

  it('tells a deadlock again that is still there', () => {
    const { events } = played(
      [userStep([ADA], { type: 'number', pass: 2 })],
      decision(ADA, 'request-changes'),
      resubmission(rita, better),
    );

    expect(events.at(-1)).toMatchObject({ type: 'step.deadlocked' });
  });

  it.each([
    ['the requester may', rita, 'accepted'],
    ['an administrator may', ADMIN, 'accepted'],
    ['an approver may not', asker(ADA), 'not-the-requester'],
  ])('%s', (_name, by, answer) => {
    expect(replayed(startedApproval([step()]), [...returned, resubmission(by, better)]).answers.at(-1)).toBe(answer);
  });

  it.each([
    ['an open step', [], 0],
    ['a step that does not exist', returned, 4],
    ['a second time', [...returned, resubmission(rita, better)], 0],
  ])('is nothing for %s', (_name, before, index) => {
    expect(replayed(startedApproval([step()]), [...before, resubmission(rita, better, index)]).answers.at(-1)).toBe(
      'unchanged',
    );
  });
});
