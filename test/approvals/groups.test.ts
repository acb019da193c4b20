import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import { ADA, ANY, BEN, CLEO, cancelBy, decision, groupStep, RITA, step, userStep } from '../support/builders';
import { inStep, staffing } from '../support/commands';
import { type Dated, played, statusesOf } from '../support/running-approvals';

const beside = (steps: StepDefinition) => ({ ...steps, together: true });
const line = [userStep([ADA]), userStep([BEN]), userStep([CLEO])];
const pairThenOne = [userStep([ADA]), beside(userStep([BEN])), userStep([CLEO])];

describe('steps in sequence', () => {
  it.each<[string, readonly Dated[], readonly string[]]>([
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
    expect(statusesOf(played(line, ...commands))).toEqual(expected);
  });

  it('ask a person of two steps in each of them', () => {
    const twice = [userStep([ADA]), userStep([ADA, BEN])];

    expect(played(twice, decision(ADA), decision(ADA), decision(BEN)).next.status).toBe('approved');
  });

  it('keep no instant of opening where a step never opened', () => {
    const { next } = played(line, decision(ADA, 'reject'));

    expect(next.steps.map((each) => 'openedAt' in each)).toEqual([true, false, false]);
  });

  it('look up the people of a step when it is reached', () => {
    const { next, events } = played([userStep([ADA]), groupStep()], decision(ADA));

    expect(next.steps[1]?.status).toBe('resolving');
    expect(events.at(-1)).toEqual({ type: 'step.reached', step: 1 });
  });

  it('tell a quorum that cannot be reached as soon as the step opens', () => {
    const { events } = played([userStep([ADA]), userStep([BEN], { type: 'number', pass: 2 })], decision(ADA));

    expect(events.slice(-2)).toEqual([
      { type: 'step.opened', step: 1 },
      { type: 'step.deadlocked', step: 1, reason: 'quorum-out-of-reach' },
    ]);
  });
});

describe('steps in parallel', () => {
  it.each<[string, readonly StepDefinition[], readonly Dated[], readonly string[]]>([
    ['the next group waits for all of them', pairThenOne, [decision(BEN)], ['pending', 'open', 'approved', 'waiting']],
    [
      'the next group opens when all have passed',
      pairThenOne,
      [decision(BEN), decision(ADA)],
      ['pending', 'approved', 'approved', 'open'],
    ],
    [
      'one rejection ends everything',
      pairThenOne,
      [decision(ADA, 'reject')],
      ['rejected', 'rejected', 'skipped', 'skipped'],
    ],
    [
      'one rejection ends also what has to be looked up',
      [userStep([ADA]), beside(groupStep())],
      [decision(ADA, 'reject')],
      ['rejected', 'rejected', 'skipped'],
    ],
    [
      'asking for changes holds up the step alone',
      pairThenOne,
      [decision(ADA, 'request-changes'), decision(BEN)],
      ['pending', 'returned', 'approved', 'waiting'],
    ],
    [
      'the approval passes with the last of the last group',
      [userStep([ADA]), userStep([BEN], ANY), beside(userStep([CLEO]))],
      [decision(ADA), decision(CLEO), decision(BEN)],
      ['approved', 'approved', 'approved', 'approved'],
    ],
    [
      'one may open while another still looks up its people',
      [groupStep(), beside(groupStep())],
      [staffing([ADA], { step: 1 }), decision(ADA)],
      ['pending', 'resolving', 'approved'],
    ],
  ])('%s', (_name, steps, commands, expected) => {
    expect(statusesOf(played(steps, ...commands))).toEqual(expected);
  });

  it('ask somebody in both for two answers, each by itself', () => {
    const both = [userStep([ADA]), beside(userStep([ADA]))];

    expect(statusesOf(played(both, inStep(1, decision(ADA))))).toEqual(['pending', 'open', 'approved']);
  });

  it('do not begin a group before the one in front of it is through', () => {
    const steps = [step(), beside(step()), step(), beside(step())];

    expect(statusesOf(played(steps))).toEqual(['pending', 'open', 'open', 'waiting', 'waiting']);
  });
});
