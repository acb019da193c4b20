import { refuse } from '../errors';
import type { WorkItemRecord } from '../records';
import type { Operator } from './jql';

export type ValueType = 'number' | 'text' | 'string' | 'user' | 'date';

/** What `jira:entityProperty` of the app's manifest has Jira index. */
export type EntityProperty = {
  entityType: string;
  propertyKey: string;
  values: readonly IndexedValue[];
};
type IndexedValue = { path: string; type: ValueType; searchAlias?: string };

export type Comparable = string | number;

/** What a name in JQL stands for. */
export type Term = {
  operators: readonly Operator[];
  type: ValueType;
  /** All that the work item has of it: nothing where it is empty. */
  values(item: WorkItemRecord): readonly Comparable[];
  /** What a value in the query means; refused where the site knows no such thing. */
  means(text: string): Comparable;
  /** Undefined where it cannot be ordered by. */
  rank?: (item: WorkItemRecord) => Comparable;
};

export const EQUALITY: readonly Operator[] = ['=', '!=', 'in', 'not in', 'is', 'is not'];
export const RANGE: readonly Operator[] = [...EQUALITY, '<', '<=', '>', '>='];
export const WORDS: readonly Operator[] = ['~', '!~', 'is', 'is not'];

const DAY_MS = 24 * 60 * 60_000;
const UNIT_MS: Record<string, number> = { m: 60_000, h: 60 * 60_000, d: DAY_MS, w: 7 * DAY_MS };

export const fold = (text: string): string => text.toLowerCase();

/** A date, a date with a time, or a distance from now such as `-2d`. */
export function parseMoment(text: string, now: number): number {
  const [, sign, count, unit = ''] = /^([+-]?)(\d+)([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return now + (sign === '-' ? -1 : 1) * Number(count) * (UNIT_MS[unit] ?? 0);
  const parsed = Date.parse(text.replace(/^(\d{4})[/-](\d\d)[/-](\d\d)(?:[ T](\d\d:\d\d))?$/, toIso));
  if (!Number.isNaN(parsed)) return parsed;
  throw refuse(
    400,
    `Date value '${text}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', '-5d'.`,
  );
}

const toIso = (_all: string, year: string, month: string, day: string, time = '00:00') =>
  `${year}-${month}-${day}T${time}:00Z`;
