import type { Refused } from '../../atlassian/rest';
import { refuse } from '../errors';
import type { Change, WorkItemRecord } from '../records';

export type Operation = 'set' | 'add' | 'remove';

export type Schema = { type: string; items?: string; system?: string; custom?: string; customId?: number };

/** A field of work items, whatever it keeps. Without operations it can only be read. */
export type Field = {
  id: string;
  name: string;
  custom: boolean;
  required: boolean;
  operations: readonly Operation[];
  schema: Schema;
  allowed: (() => unknown[]) | undefined;
  show(item: WorkItemRecord): unknown;
  /** The work item after the operation; refused where the value does not fit. */
  apply(item: WorkItemRecord, operation: Operation, value: unknown): WorkItemRecord;
  change(before: WorkItemRecord, after: WorkItemRecord): Change | undefined;
};

/** How the values of a kind of field come in, are shown, and are told of in a changelog. */
export type Kind<Kept> = {
  type: string;
  items?: string;
  parse(value: unknown, wrong: (why: string) => Refused): Kept;
  show(kept: Kept): unknown;
  told(kept: Kept): { id: string | null; text: string | null };
  allowed?(): unknown[];
  /** For lists: the operations `add` and `remove`, with what they were given as a list. */
  merge?(kept: Kept, given: Kept, operation: 'add' | 'remove'): Kept;
};

type Access<Kept> = {
  id: string;
  name: string;
  custom?: { type: string; number: number };
  required?: boolean;
  read(item: WorkItemRecord): Kept;
  /** Undefined where the field cannot be edited. */
  write: ((item: WorkItemRecord, kept: Kept) => WorkItemRecord) | undefined;
};

export function createField<Kept>(kind: Kind<Kept>, { id, name, custom, required, read, write }: Access<Kept>): Field {
  const wrong = (why: string) => refuse(400, { [id]: why });
  const { type, items, merge } = kind;
  const origin = custom ? { custom: custom.type, customId: custom.number } : { system: id };

  return {
    id,
    name,
    custom: custom !== undefined,
    required: required === true,
    operations: operationsOf(write !== undefined, merge !== undefined),
    schema: { type, ...(items && { items }), ...origin },
    allowed: kind.allowed,
    show: (item) => kind.show(read(item)),
    apply(item, operation, value) {
      if (write === undefined) throw notSettable(id);
      if (operation === 'set') return write(item, kind.parse(value, wrong));
      if (merge === undefined) throw wrong(`Operation '${operation}' is not supported by this field.`);
      return write(item, merge(read(item), kind.parse([value], wrong), operation));
    },
    change(before, after) {
      const [was, is] = [kind.told(read(before)), kind.told(read(after))];
      if (was.id === is.id && was.text === is.text) return undefined;
      const told = { from: was.id, fromString: was.text, to: is.id, text: is.text };
      // The id for a field of Jira's own, the name for a custom one.
      return custom
        ? { field: name, fieldId: id, fieldtype: 'custom', ...told }
        : { field: id, fieldId: id, fieldtype: 'jira', ...told };
    },
  };
}

function operationsOf(canSet: boolean, canMerge: boolean): Operation[] {
  if (!canSet) return [];
  return canMerge ? ['set', 'add', 'remove'] : ['set'];
}

export const notSettable = (id: string): Refused =>
  refuse(400, { [id]: `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.` });
