import { describe, expect, it } from 'vitest';
import { checkDefinition, type DefinitionFault } from '../../src/approvals/core/definition';
import type { Definition, StepDefinition } from '../../src/approvals/core/model';
import { ADA, BEN, crowd, definition, userStep } from '../support/builders';

function faultsOf(steps: readonly StepDefinition[], more: Partial<Definition> = {}): readonly DefinitionFault[] {
  const checked = checkDefinition(definition(steps, more));
  return checked.ok ? [] : checked.error;
}

const people = crowd(102);
const manySteps = (count: number) => Array.from({ length: count }, () => userStep([ADA]));

describe('a definition may have', () => {
  it.each<[string, readonly StepDefinition[], string]>([
    ['one step with one person', [userStep([ADA])], 'Change'],
    ['100 people in one step', [userStep(people.slice(0, 100))], 'Change'],
    ['100 people over two steps', [userStep(people.slice(0, 50)), userStep(people.slice(50, 100))], 'Change'],
    ['50 steps', manySteps(50), 'Change'],
    ['one person in several steps', [userStep([ADA]), userStep([ADA, BEN])], 'Change'],
    ['a name of 100 characters', [userStep([ADA])], 'x'.repeat(100)],
  ])('%s', (_name, steps, name) => {
    expect(faultsOf(steps, { name })).toEqual([]);
  });
});

describe('a definition may not have', () => {
  it.each<[string, readonly StepDefinition[], string, RegExp]>([
    ['no step', [], 'steps', /at least one step/],
    ['51 steps', manySteps(51), 'steps', /at most 50 steps/],
    ['101 people in one step', [userStep(people.slice(0, 101))], 'steps', /at most 100 approvers in all, not 101/],
    ['101 people over two steps', [userStep(people.slice(0, 51)), userStep(people.slice(51, 101))], 'steps', /not 101/],
    ['a step that asks nobody', [userStep([ADA]), userStep([])], 'steps[1].approvers', /at least one approver/],
    ['a person twice in a step', [userStep([ADA, BEN, ADA])], 'steps[0].approvers', /each person once/],
    ['a step without a name', [userStep([ADA], { type: 'all' }, ' ')], 'steps[0].name', /must not be empty/],
    ['a long name of a step', [userStep([ADA], { type: 'all' }, 'x'.repeat(101))], 'steps[0].name', /at most 100/],
  ])('%s', (_name, steps, field, problem) => {
    expect(faultsOf(steps)).toEqual([{ field, problem: expect.stringMatching(problem) }]);
  });

  it.each([
    ['an empty name', '', /must not be empty/],
    ['a blank name', '  \t', /must not be empty/],
    ['a name of 101 characters', 'x'.repeat(101), /at most 100 characters/],
  ])('%s', (_title, name, problem) => {
    expect(faultsOf([userStep([ADA])], { name })).toEqual([{ field: 'name', problem: expect.stringMatching(problem) }]);
  });

  it('several faults without hearing of all of them at once', () => {
    const faults = faultsOf([userStep([], { type: 'all' }, ''), userStep([ADA, ADA])], { name: '' });

    expect(faults.map(({ field }) => field)).toEqual([
      'name',
      'steps[0].name',
      'steps[0].approvers',
      'steps[1].approvers',
    ]);
  });
});
