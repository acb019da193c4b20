import { z } from 'zod';
import { NotEmulatedError } from '../../twin';
import { badRequest, unprocessable } from './refusal';
import type { AttributeType, EntitySchema } from './schema';
import { attributeType } from './values';

export const rangeCondition = z.strictObject({ condition: z.string(), values: z.array(z.unknown()) });
const filterCondition = rangeCondition.extend({ property: z.string() });
export const conditions = z.strictObject({
  and: z.array(filterCondition).optional(),
  or: z.array(filterCondition).optional(),
});

export type Condition = z.infer<typeof rangeCondition>;
type FilterCondition = z.infer<typeof filterCondition>;
export type Test = (value: Record<string, unknown>) => boolean;

const MAX_CONDITIONS = 100;
const ORDERED: readonly AttributeType[] = ['string', 'integer', 'float'];
const TYPED: readonly AttributeType[] = [...ORDERED, 'boolean'];

type Operator = {
  types: readonly AttributeType[];
  arity: number;
  holds(actual: unknown, expected: readonly unknown[]): boolean;
  /** Whether an index can answer it. */
  inRange: boolean;
};

const OPERATORS: Readonly<Record<string, Operator>> = {
  BEGINS_WITH: { types: ['string'], arity: 1, inRange: true, holds: (a, [v]) => String(a).startsWith(String(v)) },
  BETWEEN: { types: ORDERED, arity: 2, inRange: true, holds: (a, [v, w]) => order(a, v) >= 0 && order(a, w) <= 0 },
  EQUAL_TO: { types: TYPED, arity: 1, inRange: true, holds: (a, [v]) => a === v },
  GREATER_THAN: { types: ORDERED, arity: 1, inRange: true, holds: (a, [v]) => order(a, v) > 0 },
  GREATER_THAN_EQUAL_TO: { types: ORDERED, arity: 1, inRange: true, holds: (a, [v]) => order(a, v) >= 0 },
  LESS_THAN: { types: ORDERED, arity: 1, inRange: true, holds: (a, [v]) => order(a, v) < 0 },
  LESS_THAN_EQUAL_TO: { types: ORDERED, arity: 1, inRange: true, holds: (a, [v]) => order(a, v) <= 0 },
  NOT_EQUAL_TO: { types: TYPED, arity: 1, inRange: false, holds: (a, [v]) => a !== v },
  CONTAINS: { types: ['string'], arity: 1, inRange: false, holds: (a, [v]) => String(a).includes(String(v)) },
  NOT_CONTAINS: { types: ['string'], arity: 1, inRange: false, holds: (a, [v]) => !String(a).includes(String(v)) },
  EXISTS: { types: TYPED, arity: 1, inRange: false, holds: (a) => a !== undefined },
  NOT_EXISTS: { types: TYPED, arity: 1, inRange: false, holds: (a) => a === undefined },
};

/** Strings compare by their UTF-8 bytes, as in the index. */
function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

export function checkRange(type: AttributeType, condition: Condition) {
  const operator = checkCondition(type, condition);
  if (!operator.inRange) {
    throw badRequest('INVALID_FILTER_CONDITION', `Condition ${condition.condition} is not supported on a range`);
  }
}

function checkCondition(type: AttributeType, { condition, values }: Condition): Operator {
  const operator = OPERATORS[condition];
  if (type === 'any') throw unprocessable('attributes of type any are not supported in conditions');
  if (operator === undefined || !operator.types.includes(type)) {
    throw badRequest('INVALID_FILTER_CONDITION', `Condition ${condition} is not supported on type ${type}`);
  }
  if (operator.arity === 2 && values.length < 2) {
    throw badRequest('INSUFFICIENT_FILTER_VALUES', 'The specified condition needs at least two values.');
  }
  const expected = condition.endsWith('EXISTS') ? 'boolean' : primitiveOf(type);
  if (values.length !== operator.arity || values.some((value) => typeof value !== expected)) {
    throw badRequest('INVALID_FILTER_VALUES', `Condition ${condition} needs ${operator.arity} of type ${expected}`);
  }
  return operator;
}

const primitiveOf = (type: Exclude<AttributeType, 'any'>) => (type === 'integer' || type === 'float' ? 'number' : type);

/** Checks a filter or a transaction's conditions against the entity, and answers how to apply them. */
export function toTest(schema: EntitySchema, { and, or }: z.infer<typeof conditions>, others = 0): Test {
  if (and !== undefined && or !== undefined) {
    throw badRequest(
      'INVALID_FILTER_OPERATORS_COMBINATION',
      'Filter operators "and" and "or" cannot be present at the same level.',
    );
  }
  const all = and ?? or ?? [];
  if (all.length === 0) {
    throw badRequest('EMPTY_FILTER_OPERATOR', 'Filter operators "and" and "or" cannot be empty.');
  }
  if (all.length + others > MAX_CONDITIONS) throw unprocessable(`more than ${MAX_CONDITIONS} conditions`);

  const tests = all.map((condition) => toSingleTest(schema, condition));
  return or === undefined
    ? (value) => tests.every((test) => test(value))
    : (value) => tests.some((test) => test(value));
}

function toSingleTest(schema: EntitySchema, condition: FilterCondition): Test {
  const { holds } = checkCondition(attributeType(schema, condition.property), condition);
  return (value) => {
    const actual = value[condition.property];
    if (actual === undefined && !condition.condition.endsWith('EXISTS')) return absent(condition);
    return holds(actual, condition.values);
  };
}

/** Forge does not say whether an attribute that is absent is "not equal". */
function absent({ condition, property }: FilterCondition): false {
  if (condition.startsWith('NOT_')) throw new NotEmulatedError(`${condition} on the absent attribute ${property}`);
  return false;
}

/** The same range conditions as SQL over `e.span`. */
export function toBounds(range: Condition | undefined): { sql: string; values: (string | number)[] } {
  if (range === undefined) return { sql: '', values: [] };
  const values = range.values.map((value) => (typeof value === 'number' ? value : String(value)));
  if (range.condition === 'BEGINS_WITH') {
    return { sql: 'AND e.span >= ? AND e.span < ?', values: [...values, `${values[0]}\u{10FFFF}`] };
  }
  return { sql: `AND e.span ${SQL[range.condition] ?? ''}`, values };
}

const SQL: Readonly<Record<string, string>> = {
  BETWEEN: 'BETWEEN ? AND ?',
  EQUAL_TO: '= ?',
  GREATER_THAN: '> ?',
  GREATER_THAN_EQUAL_TO: '>= ?',
  LESS_THAN: '< ?',
  LESS_THAN_EQUAL_TO: '<= ?',
};
