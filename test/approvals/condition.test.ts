import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf, holds } from '../../src/approvals/core/condition';
import type { Condition } from '../../src/approvals/core/definition';
import type { Facts } from '../../src/subjects/core/model';

const FACTS: Facts = {
  project: ['OPS'],
  type: ['Change'],
  status: [' In Progress '],
  label: ['risky', 'Night'],
  priority: [' '],
  'field:customfield_1': ['about', '', '12.5', '99'],
  'field:customfield_2': ['-3'],
  'field:customfield_3': ['Infinity', 'NaN'],
};

const is = (fact: string, ...values: readonly string[]): Condition => ({ op: 'is', fact, values });
const exists = (fact: string): Condition => ({ op: 'exists', fact });
const atLeast = (fact: string, value: number): Condition => ({ op: 'at-least', fact, value });
const below = (fact: string, value: number): Condition => ({ op: 'below', fact, value });
const all = (...of: readonly Condition[]): Condition => ({ op: 'all', of });
const any = (...of: readonly Condition[]): Condition => ({ op: 'any', of });
const not = (of: Condition): Condition => ({ op: 'not', of });

const YES = is('project', 'OPS');
const NO = is('project', 'SHOP');

describe('a condition', () => {
  it.each<[string, Condition, boolean]>([
    ['is: the value', is('project', 'OPS'), true],
    ['is: another value', is('project', 'SHOP'), false],
    ['is: one of several', is('project', 'SHOP', 'OPS'), true],
    ['is: one of the values of a fact', is('label', 'night'), true],
    ['is: in upper or lower case', is('type', 'cHANGE'), true],
    ['is: with blanks around it', is('status', 'in progress'), true],
    ['is: a part of the value', is('type', 'Chan'), false],
    ['is: of a fact that is missing', is('space', 'DOCS'), false],
    ['is: of a name that every object has', is('constructor', 'x'), false],
    ['is: a blank value', is('priority', ' '), false],

    ['exists: it does', exists('label'), true],
    ['exists: it is missing', exists('space'), false],
    ['exists: it is blank', exists('priority'), false],
    ['exists: a name that every object has', exists('toString'), false],

    ['at least: more', atLeast('field:customfield_1', 12), true],
    ['at least: exactly', atLeast('field:customfield_1', 12.5), true],
    ['at least: less', atLeast('field:customfield_1', 13), false],
    ['at least: no number at all', atLeast('type', 0), false],
    ['at least: a fact that is missing', atLeast('space', -1), false],
    ['at least: a value without an end', atLeast('field:customfield_3', 1), false],
    ['at least: a blank is not zero', atLeast('priority', 0), false],
    ['below: less', below('field:customfield_2', 0), true],
    ['below: exactly', below('field:customfield_1', 12.5), false],
    ['below: no number at all', below('type', 1), false],
    ['below: a blank is not zero', below('priority', 1), false],

    ['all: every part', all(YES, YES), true],
    ['all: not every part', all(YES, NO), false],
    ['all: of nothing', all(), true],
    ['any: one part', any(NO, YES), true],
    ['any: no part', any(NO, NO), false],
    ['any: of nothing', any(), false],
    ['not: what does not hold', not(NO), true],
    ['not: what holds', not(YES), false],
    ['not: less, where there is no number', not(below('type', 1)), true],
    ['nested', all(YES, any(NO, not(all(YES, NO)))), true],
  ])('%s', (_title, condition, expected) => {
    expect(holds(condition, FACTS)).toBe(expected);
  });
});

it('names each fact that it asks for once', () => {
  const condition = all(YES, not(any(exists('label'), NO)), atLeast('field:customfield_1', 1), below('label', 2));

  expect(factsOf(condition)).toEqual(['project', 'label', 'field:customfield_1']);
});

const someFact = fc.constantFrom(...Object.keys(FACTS), 'space');
const someLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.tuple(someFact, fc.constantFrom('ops', 'Change', '12.5', 'x')).map(([fact, value]) => is(fact, value)),
  someFact.map(exists),
  fc.tuple(someFact, fc.integer({ min: -5, max: 20 })).map(([fact, value]) => atLeast(fact, value)),
);
const { tree: someCondition } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    someLeaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((of) => all(...of)),
    fc.array(tie('tree'), { maxLength: 3 }).map((of) => any(...of)),
    tie('tree').map(not),
  ),
}));

describe('whatever the condition', () => {
  it('facts that it does not ask for change nothing', () => {
    fc.assert(
      fc.property(someCondition, (condition) => {
        const asked = Object.fromEntries(Object.entries(FACTS).filter(([fact]) => factsOf(condition).includes(fact)));
        expect(holds(condition, asked)).toBe(holds(condition, FACTS));
      }),
    );
  });

  it('not all hold exactly when one of them does not', () => {
    fc.assert(
      fc.property(fc.array(someCondition, { maxLength: 4 }), (parts) => {
        expect(holds(not(all(...parts)), FACTS)).toBe(holds(any(...parts.map(not)), FACTS));
      }),
    );
  });
});
