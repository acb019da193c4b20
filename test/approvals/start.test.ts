import { describe, expect, it } from 'vitest';
import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import { start } from '../../src/approvals/core/start';
import { toApprovalId } from '../../src/shared/brand';
import {
  ADA,
  BEN,
  CLEO,
  definition,
  EVE,
  externalStep,
  fingerprint,
  groupStep,
  OLGA,
  RITA,
  step,
  userStep,
  workItem,
} from '../support/builders';
import { START } from '../support/fake-ports';
import { beginning, startedApproval, statusesOf } from '../support/running-approvals';

const never = { op: 'is', fact: 'project', values: ['HR'] } as const;
const always = { op: 'is', fact: 'project', values: ['OPS'] } as const;

describe('a start', () => {
  it('opens the first step and tells who asked', () => {
    const { next, events } = startedApproval([userStep([ADA]), userStep([BEN])]);

    expect(next).toMatchObject({ status: 'pending', requester: RITA, startedAt: START, subject: workItem() });
    expect(next.steps).toMatchObject([
      { status: 'open', openedAt: START, staffedAt: 0, approvers: [{ id: ADA, round: 0, delegates: [] }] },
      { status: 'waiting' },
    ]);
    expect(events).toEqual([
      { type: 'approval.started', by: RITA, automatic: false },
      { type: 'step.opened', step: 0 },
    ]);
  });

  it('keeps the version, the terms and the owner of the definition that it follows', () => {
    const { next } = startedApproval(definition({ version: 7 }));

    expect(next.definition).toEqual({ id: 'def-1', version: 7, name: 'Change approval', owner: OLGA });
    expect(next.terms).toEqual(definition().terms);
  });

  it('is bound to the content, and names the approval that it repeats', () => {
    const follows = toApprovalId('apr-0');
    const { next } = startedApproval([step()], { follows, basis: fingerprint({ body: 'One.' }) });

    expect(next).toMatchObject({ follows, basis: fingerprint({ body: 'One.' }) });
  });

  it('tells whether somebody asked or a condition came true', () => {
    expect(startedApproval([step()], { automatic: true }).events[0]).toMatchObject({ automatic: true });
  });
});

describe('the steps at the start', () => {
  it.each<[string, readonly StepDefinition[], readonly string[]]>([
    ['only the first is open', [userStep([ADA]), userStep([BEN])], ['pending', 'open', 'waiting']],
    [
      'all of the first group are open',
      [userStep([ADA]), step({ together: true }), userStep([CLEO])],
      ['pending', 'open', 'open', 'waiting'],
    ],
    ['people of a group are looked up first', [groupStep()], ['pending', 'resolving']],
    [
      'named people are looked up where some may be excluded',
      [step({ exclude: ['requester'] })],
      ['pending', 'resolving'],
    ],
    ['people without an account are asked at once', [externalStep(['eve@partner.example'])], ['pending', 'open']],
    ['one whose condition does not hold is left out', [step({ when: never }), step()], ['pending', 'left-out', 'open']],
    ['one whose condition holds is not', [step({ when: always }), step()], ['pending', 'open', 'waiting']],
    [
      'a whole group may be left out',
      [step({ when: never }), step({ when: never, together: true }), step()],
      ['pending', 'left-out', 'left-out', 'open'],
    ],
    [
      'a group runs without the one that is left out',
      [step(), step({ when: never, together: true }), step()],
      ['pending', 'open', 'left-out', 'waiting'],
    ],
  ])('%s', (_name, steps, expected) => {
    expect(statusesOf(startedApproval(steps))).toEqual(expected);
  });

  it('name the people whom the definition names, each once, in lower case', () => {
    const { next } = startedApproval([externalStep(['Eve@Partner.example', 'eve@partner.example'])]);

    expect(next.steps[0]?.approvers).toEqual([{ id: EVE, round: 0, delegates: [] }]);
  });

  it('keep no condition: what was left out stays left out', () => {
    expect(startedApproval([step({ when: always })]).next.steps[0]).not.toHaveProperty('when');
  });
});

describe('what cannot go well', () => {
  it.each<[string, Definition]>([
    ['no step applies', definition({ steps: [step({ when: never }), step({ when: never })] })],
    ['there is no step', definition({ steps: [] })],
  ])('is not started, and not approved, where %s', (_name, what) => {
    expect(start(what, beginning(), START)).toEqual({ ok: false, error: 'no-step-applies' });
  });

  it.each<[string, StepDefinition, string]>([
    ['nobody is asked', userStep([]), 'nobody-to-ask'],
    ['more have to agree than are asked', userStep([ADA, BEN], { type: 'number', pass: 3 }), 'quorum-out-of-reach'],
    [
      'somebody has to agree who is not asked',
      userStep([ADA], { type: 'named', people: [BEN] }),
      'quorum-out-of-reach',
    ],
  ])('is told at once where %s', (_name, first, reason) => {
    const { next, events } = startedApproval([first]);

    expect(next.steps[0]).toMatchObject({ status: 'open', deadlock: { reason, since: START } });
    expect(events.at(-1)).toEqual({ type: 'step.deadlocked', step: 0, reason });
  });
});
