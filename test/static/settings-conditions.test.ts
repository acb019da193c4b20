import { describe, expect, it } from 'vitest';
import { checkCondition } from '../../src/approvals/core/check/condition';
import { holds } from '../../src/approvals/core/condition';
import { factName } from '../../static/app/src/settings/definitions/conditions/facts';
import {
  about,
  compared,
  comparisonOf,
  freshGroup,
  type Node,
  type QuestionNode,
  toCondition,
  toGroup,
} from '../../static/app/src/settings/definitions/conditions/tree';
import type { Condition } from '../../static/app/src/settings/definitions/form';
import { isIn } from './settings-forms';

const bug = isIn('type', 'Bug');
const big: Condition = { op: 'at-least', fact: 'field:amount', value: 5 };
const not = (of: Condition): Condition => ({ op: 'not', of });
const all = (...of: Condition[]): Condition => ({ op: 'all', of });
const any = (...of: Condition[]): Condition => ({ op: 'any', of });

const CONDITIONS = [
  ['a question', bug],
  ['a negated question', not(bug)],
  ['a group', any(bug, big)],
  ['a negated group', not(any(bug, big))],
  ['a group that is not met as a whole', not(all(bug, big))],
  ['a double negation', not(not(all(bug, not(not(not(big))))))],
  ['groups in groups', all(bug, not(any(big, all(not(bug)))))],
] as const;

const FACTS: readonly Record<string, readonly string[]>[] = [
  {},
  { type: ['bug'] },
  { 'field:amount': ['7'] },
  { type: ['Bug'], 'field:amount': ['9'] },
];

const pathsIn = (node: Node): [string, string][] =>
  node.type === 'question' ? [[node.path, node.question.fact]] : node.of.flatMap(pathsIn);

const factAt = (condition: Condition, path: string): unknown =>
  [...path.split(/[.[\]]+/).filter((name) => name !== ''), 'fact'].reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    { when: condition },
  );

const question = (node: Node | undefined): QuestionNode => {
  if (node?.type !== 'question') throw new Error('no question there');
  return node;
};

describe('a condition in the builder', () => {
  it.each(CONDITIONS)('means the same after it was taken apart and put together: %s', (_name, condition) => {
    const again = toCondition(toGroup(condition, 'when'));

    for (const facts of FACTS) expect(holds(again, facts)).toBe(holds(condition, facts));
  });

  it.each(CONDITIONS)('knows each question by its path in what was written: %s', (_name, condition) => {
    for (const [path, fact] of pathsIn(toGroup(condition, 'when'))) expect(factAt(condition, path)).toBe(fact);
  });

  it('needs no more than the app takes, nested as deep as the builder goes', () => {
    const deepest = { ...freshGroup(), kind: 'all' as const, of: [{ ...freshGroup(), of: [freshGroup()] }] };

    const problems = checkCondition('when', toCondition(deepest)).map(({ problem }) => problem);

    expect(problems).toEqual(['must name at least one value']);
  });
});

describe('a question', () => {
  const first = (condition: Condition) => question(toGroup(condition, 'when').of[0]);

  it.each([
    ['is', bug],
    ['is-not', not(bug)],
    ['is-missing', not({ op: 'exists', fact: 'label' })],
    ['at-least', big],
  ] as const)('is shown as “%s”', (comparison, condition) => {
    expect(comparisonOf(first(condition))).toBe(comparison);
  });

  it('keeps its values when it turns from is to is not', () => {
    expect(toCondition(compared(first(bug), 'is-not'))).toEqual(not(bug));
  });

  it('forgets its values when it asks about something else', () => {
    expect(toCondition(about(first(bug), 'status'))).toEqual(isIn('status'));
    expect(about(first(bug), 'type')).toEqual(first(bug));
  });
});

it('calls a fact by the name of its field, or by its id when nobody knows it', () => {
  expect(factName('priority', [])).toBe('Priority');
  expect(factName('field:customfield_1', [{ id: 'customfield_1', name: 'Amount' }])).toBe('Amount');
  expect(factName('field:customfield_1', [])).toBe('customfield_1');
});
