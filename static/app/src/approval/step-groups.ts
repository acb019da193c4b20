import type { StepView } from '../../../../src/admin/contract';

type Numbered<T> = { number: number; item: T };

/** Steps that run at the same time, together; each keeps its number in the whole. */
export function toGroups<T extends { together: boolean }>(steps: readonly T[]): Numbered<T>[][] {
  const groups: Numbered<T>[][] = [];
  for (const [index, item] of steps.entries()) {
    const step = { number: index + 1, item };
    const last = groups.at(-1);
    if (item.together && last !== undefined) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

type Groups<T> = readonly (readonly Numbered<T>[])[];

/** As many as fit on a screen or two. */
const ALL_SHOWN = 7;
const SHOWN_OF_MANY = 3;

/** Of many steps, those that run and the next ones, so that they and the buttons below them are found at once. */
export function inSight<T extends { state: StepView['state'] }>(groups: Groups<T>) {
  if (groups.length <= ALL_SHOWN) return { before: [], shown: groups, after: [] };
  const running = groups.findIndex((group) => group.some(({ item }) => !IS_PAST[item.state]));
  const from = Math.max(0, running);
  return {
    before: groups.slice(0, from),
    shown: groups.slice(from, from + SHOWN_OF_MANY),
    after: groups.slice(from + SHOWN_OF_MANY),
  };
}

/** Of many that have not begun, the first. */
export const firstOf = <T>(rows: readonly T[]) =>
  rows.length <= ALL_SHOWN
    ? { shown: rows, after: [] }
    : { shown: rows.slice(0, SHOWN_OF_MANY), after: rows.slice(SHOWN_OF_MANY) };

const IS_PAST: Record<StepView['state'], boolean> = {
  waiting: false,
  resolving: false,
  open: false,
  returned: false,
  approved: true,
  rejected: true,
  expired: true,
  skipped: true,
  'left-out': true,
};
