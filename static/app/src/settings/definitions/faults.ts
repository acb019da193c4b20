import type { Faults, Form } from './form';

/** What stands at a path such as `steps[0].asks.people`; undefined where nothing does. */
export function valueAt(form: Form, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter((name) => name !== '')
    .reduce<unknown>((value, name) => (hasMember(value, name) ? value[name] : undefined), form);
}

/** Faults of what has not been touched since they were found. */
export const faultsLeft = (faults: Faults, before: Form, after: Form): Faults =>
  faults.filter(({ field }) => {
    const judged = judgedAt(field);
    return JSON.stringify(valueAt(before, judged)) === JSON.stringify(valueAt(after, judged));
  });

/** Where people are asked is right or wrong as a whole: without a channel, it is the way that can be mended. */
const judgedAt = (field: string): string => field.replace(/\.delivery\..*$/, '.delivery');

/** Whether somebody still has to choose something there. */
export function isBlank(form: Form, path: string): boolean {
  const value = valueAt(form, path);
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

const hasMember = (value: unknown, name: string): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
