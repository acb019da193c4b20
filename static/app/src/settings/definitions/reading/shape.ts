import type { Fault } from '../../../../../../src/admin/contract';

/** Reads a value that anybody may have written: what it means, or every fault with its path. */
export type Reading<T> = { ok: true; value: T } | { ok: false; faults: readonly Fault[] };
export type Reader<T> = (value: unknown, path: string) => Reading<T>;

const read = <T>(value: T): Reading<T> => ({ ok: true, value });
const fault = (field: string, problem: string): Reading<never> => ({ ok: false, faults: [{ field, problem }] });

export const text: Reader<string> = (value, path) =>
  typeof value === 'string' ? read(value) : fault(path, 'must be text');
export const number: Reader<number> = (value, path) =>
  typeof value === 'number' ? read(value) : fault(path, 'must be a number');
export const flag: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? read(value) : fault(path, 'must be true or false');

export function oneOf<T extends string | number>(...choices: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = choices.find((each) => each === value);
    return found === undefined ? fault(path, `must be one of ${choices.join(', ')}`) : read(found);
  };
}

export function listOf<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return fault(path, 'must be a list');
    const readings = value.map((each: unknown, index) => reader(each, `${path}[${index}]`));
    const faults = readings.flatMap((each) => (each.ok ? [] : each.faults));
    return faults.length > 0 ? { ok: false, faults } : read(readings.flatMap((each) => (each.ok ? [each.value] : [])));
  };
}

/** Stands for a member that is left out. */
export const or =
  <T>(reader: Reader<T>, fallback: T): Reader<T> =>
  (value, path) =>
    value === undefined ? read(fallback) : reader(value, path);

export const optional = <T>(reader: Reader<T>): Reader<T | undefined> => or<T | undefined>(reader, undefined);

type Readers<T> = { [K in keyof T]-?: Reader<T[K]> };

/** Members that nobody knows are faults: they would be lost, or are misspelt. */
export function record<T extends object>(readers: Readers<T>): Reader<T> {
  const known = Object.entries<Reader<unknown>>(readers);
  return (value, path) => {
    if (!isRecord(value)) return fault(path, 'must be an object');
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(readers, name));
    const members = known.map(([name, reader]) => {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      return { name, reading: reader(member, join(path, name)) };
    });
    const faults = [
      ...unknown.map((name) => ({ field: join(path, name), problem: 'is not known here' })),
      ...members.flatMap(({ reading }) => (reading.ok ? [] : reading.faults)),
    ];
    if (faults.length > 0) return { ok: false, faults };
    const present = members.flatMap(({ name, reading }) =>
      reading.ok && reading.value !== undefined ? [[name, reading.value]] : [],
    );
    // Each member was read by the reader that its type asks for.
    return read(Object.fromEntries(present) as T);
  };
}

/** Which of several shapes it is, by the word that its member `tag` says. */
export function byTag<T>(tag: string, readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
  return (value, path) => {
    if (!isRecord(value)) return fault(path, 'must be an object');
    const word = value[tag];
    const reader = typeof word === 'string' && Object.hasOwn(readers, word) ? readers[word] : undefined;
    return reader === undefined
      ? fault(join(path, tag), `must be one of ${Object.keys(readers).join(', ')}`)
      : reader(value, path);
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);
