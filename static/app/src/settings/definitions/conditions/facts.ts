import type { Choice } from '../../../../../../src/admin/contract';

/** Whatever else a work item has is asked for as a field. */
export const FACTS: readonly { value: string; label: string }[] = [
  { value: 'project', label: 'Project' },
  { value: 'type', label: 'Type' },
  { value: 'status', label: 'Status' },
  { value: 'label', label: 'Label' },
  { value: 'priority', label: 'Priority' },
  { value: 'space', label: 'Space' },
];

const FIELD = 'field:';

export const factOfField = (id: string) => `${FIELD}${id}`;

/** A field that the site no longer has, or that was not loaded yet, is called by its id. */
export function factName(fact: string, fields: readonly Choice[]): string {
  const known = FACTS.find(({ value }) => value === fact)?.label;
  if (known !== undefined) return known;
  const id = fact.startsWith(FIELD) ? fact.slice(FIELD.length) : fact;
  return fields.find((field) => field.id === id)?.name ?? id;
}
