import type { Facts } from '../../subjects/core/model';
import type { Condition } from './definition';

export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.op) {
    case 'all':
      return condition.of.every((each) => holds(each, facts));
    case 'any':
      return condition.of.some((each) => holds(each, facts));
    case 'not':
      return !holds(condition.of, facts);
    case 'is': {
      const wanted = new Set(condition.values.map(toComparable));
      return valuesOf(facts, condition.fact).some((value) => wanted.has(toComparable(value)));
    }
    case 'exists':
      return valuesOf(facts, condition.fact).length > 0;
    case 'at-least':
      return numberOf(facts, condition.fact) >= condition.value;
    case 'below':
      return numberOf(facts, condition.fact) < condition.value;
  }
}

/** What has to be known of a subject to judge it; each fact once. */
export const factsOf = (condition: Condition): readonly string[] => [...new Set(namedIn(condition))];

function namedIn(condition: Condition): readonly string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.of.flatMap(namedIn);
    case 'not':
      return namedIn(condition.of);
    case 'is':
    case 'exists':
    case 'at-least':
    case 'below':
      return [condition.fact];
  }
}

/** A blank value is as good as none. */
const valuesOf = (facts: Facts, fact: string): readonly string[] =>
  Object.hasOwn(facts, fact) ? (facts[fact] ?? []).filter((value) => value.trim() !== '') : [];

/** Compares with nothing, neither as less nor as more, where the fact has no number. */
const numberOf = (facts: Facts, fact: string): number =>
  valuesOf(facts, fact).map(Number).find(Number.isFinite) ?? Number.NaN;

const toComparable = (value: string) => value.trim().toLowerCase();
