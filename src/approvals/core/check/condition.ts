import type { Condition } from '../definition';
import { checkCount, checkEach, checkText, type Faults, faultIf } from './faults';
import { isFieldId } from './shapes';

export const MAX_DEPTH = 5;
const MAX_LEAVES = 50;
const MAX_VALUES = 50;
const MAX_VALUE_CHARS = 255;
const FACTS = new Set(['project', 'type', 'status', 'label', 'priority', 'space']);

export function checkCondition(field: string, condition: Condition): Faults {
  return [
    ...faultIf(depthOf(condition) > MAX_DEPTH, field, `must be nested at most ${MAX_DEPTH} deep`),
    ...faultIf(leavesOf(condition) > MAX_LEAVES, field, `must ask at most ${MAX_LEAVES} questions`),
    ...checkParts(field, condition),
  ];
}

function checkParts(field: string, condition: Condition): Faults {
  switch (condition.op) {
    case 'all':
      return checkEach(`${field}.of`, condition.of, checkParts);
    case 'any':
      return [
        ...faultIf(condition.of.length === 0, `${field}.of`, 'must have at least one condition'),
        ...checkEach(`${field}.of`, condition.of, checkParts),
      ];
    case 'not':
      return checkParts(`${field}.of`, condition.of);
    case 'is':
      return [...checkFact(field, condition.fact), ...checkValues(`${field}.values`, condition.values)];
    case 'exists':
      return checkFact(field, condition.fact);
    case 'at-least':
    case 'below':
      return [
        ...checkFact(field, condition.fact),
        ...faultIf(!Number.isFinite(condition.value), `${field}.value`, 'must be a number'),
      ];
  }
}

const checkFact = (field: string, fact: string): Faults =>
  faultIf(
    !FACTS.has(fact) && !(fact.startsWith('field:') && isFieldId(fact.slice('field:'.length))),
    `${field}.fact`,
    `must be one of ${[...FACTS].join(', ')}, or field: and the id of a field`,
  );

const checkValues = (field: string, values: readonly string[]): Faults => [
  ...checkCount(field, values, { min: 1, max: MAX_VALUES, one: 'value', many: 'values' }),
  ...checkEach(field, values, (path, value) => checkText(path, value, MAX_VALUE_CHARS)),
];

function depthOf(condition: Condition): number {
  return 1 + Math.max(0, ...partsOf(condition).map(depthOf));
}

function leavesOf(condition: Condition): number {
  const parts = partsOf(condition);
  return 'of' in condition ? parts.reduce((sum, each) => sum + leavesOf(each), 0) : 1;
}

function partsOf(condition: Condition): readonly Condition[] {
  if (!('of' in condition)) return [];
  return condition.op === 'not' ? [condition.of] : condition.of;
}
