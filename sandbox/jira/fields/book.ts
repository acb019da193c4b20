import type { Change, WorkItemRecord } from '../records';
import { type BookDeps, customFields } from './custom-fields';
import type { Field } from './field';
import { readOnlyFields, systemFields } from './system-fields';

/** Every field of the site's work items, in the order in which they are shown. */
export type FieldBook = ReturnType<typeof createFieldBook>;

export function createFieldBook(deps: BookDeps) {
  const fields = [...systemFields(deps), ...readOnlyFields(deps), ...customFields(deps)];
  return {
    all: (): readonly Field[] => fields,
    find: (id: string): Field | undefined => fields.find((field) => field.id === id),
    show: (item: WorkItemRecord): Record<string, unknown> =>
      Object.fromEntries(fields.map((field) => [field.id, field.show(item)])),
    changes: (before: WorkItemRecord, after: WorkItemRecord): Change[] =>
      fields.flatMap((field) => field.change(before, after) ?? []),
  };
}
