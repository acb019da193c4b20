import { z } from 'zod';
import { type Adf, parseAdf } from '../../atlassian/adf';
import { adfToText } from '../../atlassian/adf-text';
import type { Kind } from './field';

const unnamed = (text: string | null) => ({ id: null, text });

/** Told of without an id, as Jira tells of text, numbers and labels. */
export const summaryKind: Kind<string> = {
  type: 'string',
  parse(value, wrong) {
    if (typeof value !== 'string' || value.trim() === '') throw wrong('You must specify a summary of the issue.');
    if (value.length > 255) throw wrong('Summary must be less than 255 characters.');
    if (value.includes('\n')) throw wrong('The summary is invalid because it contains newline characters.');
    return value;
  },
  show: (kept) => kept,
  told: unnamed,
};

export const documentKind: Kind<Adf | null> = {
  type: 'string',
  parse(value, wrong) {
    if (value === null) return null;
    const adf = parseAdf(value);
    if (adf !== undefined) return adf;
    throw wrong('Operation value must be an Atlassian Document (see the Atlassian Document Format)');
  },
  show: (kept) => kept,
  told: (kept) => unnamed(adfToText(kept)),
};

export const numberKind: Kind<number | null> = {
  type: 'number',
  parse(value, wrong) {
    if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw wrong('Operation value must be a number');
  },
  show: (kept) => kept,
  told: (kept) => unnamed(kept === null ? null : String(kept)),
};

const labels = z.array(z.string());

export const labelsKind: Kind<readonly string[]> = {
  type: 'array',
  items: 'string',
  parse(value, wrong) {
    const parsed = labels.safeParse(value ?? []);
    if (!parsed.success) throw wrong('Operation value must be an array of strings');
    const spaced = parsed.data.find((label) => label === '' || /\s/.test(label));
    if (spaced !== undefined) throw wrong(`The label '${spaced}' contains spaces which is invalid.`);
    if (parsed.data.some((label) => label.length > 255)) throw wrong('A label must be at most 255 characters long.');
    return [...new Set(parsed.data)];
  },
  show: (kept) => kept,
  told: (kept) => unnamed(kept.join(' ')),
  merge,
};

/** `Kept` is the id of a choice: work item types, priorities, the options of a select list. */
export type Choice = { id: string; name: string };
type Choices = { type: string; of: readonly Choice[]; nameKey: 'name' | 'value'; show(choice: Choice): unknown };

export function choiceKind({ type, of, nameKey, show }: Choices) {
  const choice = z.looseObject({ id: z.string().optional(), [nameKey]: z.string().optional() });
  const chosen = (id: string | null) => of.find((each) => each.id === id);

  function find(value: unknown): Choice | undefined {
    const parsed = choice.safeParse(value);
    if (!parsed.success) return undefined;
    const { id, [nameKey]: name } = parsed.data;
    return of.find((each) => each.id === id || each.name.toLowerCase() === String(name ?? '').toLowerCase());
  }

  return {
    type,
    allowed: () => of.map(show),
    find,
    show(id: string | null): unknown {
      const known = chosen(id);
      return known === undefined ? null : show(known);
    },
    told: (id: string | null) => ({ id, text: chosen(id)?.name ?? null }),
  };
}

export function merge<T>(kept: readonly T[], given: readonly T[], operation: 'add' | 'remove'): T[] {
  if (operation === 'add') return [...new Set([...kept, ...given])];
  return kept.filter((each) => !given.includes(each));
}
