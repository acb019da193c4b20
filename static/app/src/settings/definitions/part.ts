import type { People } from '../../people/use-people';
import type { Faults } from './form';

/**
 * A place in the form: what stands there, its path as faults name it, and how to put something else there. Every field
 * takes one, so that a change anywhere is a change of the one draft.
 */
export type Part<T> = Place & { value: T; onChange: (value: T) => void };
export type Place = { path: string; faults: Faults; people: People };

/** What one member holds. A member that is set to undefined is left out. */
export function member<T extends object, K extends keyof T & string>(part: Part<T>, key: K): Part<T[K]> {
  return {
    ...part,
    path: part.path === '' ? key : `${part.path}.${key}`,
    value: part.value[key],
    onChange: (value) => part.onChange(withMember(part.value, key, value)),
  };
}

export function items<T>(part: Part<readonly T[]>): Part<T>[] {
  return part.value.map((value, index) => ({
    ...part,
    path: `${part.path}[${index}]`,
    value,
    onChange: (changed) => part.onChange(part.value.with(index, changed)),
  }));
}

/** The same place, where more is known of what stands there. */
export const seenAs = <T, S extends T>(part: Part<T>, value: S): Part<S> => ({ ...part, value });

function withMember<T extends object, K extends keyof T>(whole: T, key: K, value: T[K]): T {
  const { [key]: _before, ...rest } = whole;
  return (value === undefined ? rest : { ...whole, [key]: value }) as T;
}
