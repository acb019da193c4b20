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
  faults.filter(({ field }) => JSON.stringify(valueAt(before, field)) === JSON.stringify(valueAt(after, field)));

/** Whether somebody still has to choose something there. */
export function isBlank(form: Form, path: string): boolean {
  const value = valueAt(form, path);
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

const hasMember = (value: unknown, name: string): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
