import type { SandboxClock } from '../../clock';
import { refuse } from '../errors';
import type { WorkItemRecord } from '../records';
import type { Operator } from './jql';
import { type Comparable, EQUALITY, fold, parseMoment, RANGE, type Term, type ValueType, WORDS } from './term';

const OPERATORS: Readonly<Record<ValueType, readonly Operator[]>> = {
  number: RANGE,
  date: RANGE,
  string: EQUALITY,
  user: EQUALITY,
  text: WORDS,
};

type Indexed = {
  type: ValueType;
  name: string;
  read(item: WorkItemRecord): readonly unknown[];
  clock: SandboxClock;
};

/** Values that are indexed by their type; what is not of the type is not indexed. */
export function valueTerm({ type, name, read, clock }: Indexed): Term {
  const values = (item: WorkItemRecord) => read(item).flatMap((value) => toIndexed(type, value) ?? []);
  const means = (text: string): Comparable => {
    if (type === 'date') return parseMoment(text, clock.now());
    if (type !== 'number') return fold(text);
    if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
    throw refuse(400, `The value '${text}' is not a number for the field '${name}'.`);
  };
  const canRank = type === 'number' || type === 'date';
  return {
    operators: OPERATORS[type],
    type,
    values,
    means,
    ...(canRank && { rank: (item) => values(item)[0] ?? -Infinity }),
  };
}

function toIndexed(type: ValueType, value: unknown): Comparable | undefined {
  if (type === 'number') return typeof value === 'number' ? value : undefined;
  if (typeof value !== 'string') return undefined;
  if (type !== 'date') return fold(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}
