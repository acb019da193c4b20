import { document, lines } from '../atlassian/adf';
import type { EditableField } from '../atlassian/jira-work-item-edits';
import { err, ok, type Result } from '../shared/result';

/** Why a text of a definition does not fit into a field of a work item. */
export type Misfit = 'not-a-number' | 'no-such-option' | 'field-not-supported';

const GROUP_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The value as Jira takes it, by the type of the field. A text without anything in it clears the field. */
export function toFieldValue(field: EditableField, given: string): Result<unknown, Misfit> {
  const { type, items } = field.schema;
  const value = given.trim();
  if (type === 'array') {
    if (value === '') return ok([]);
    const item = toSingle({ ...field, schema: { type: items ?? '' } }, value);
    return item.ok ? ok([item.value]) : item;
  }
  return value === '' ? ok(null) : toSingle(field, value);
}

function toSingle({ schema, choices = [] }: EditableField, value: string): Result<unknown, Misfit> {
  switch (schema.type) {
    case 'string':
      return ok(isDocument(schema) ? document(...lines(value)) : value);
    case 'date':
    case 'datetime':
      return ok(value);
    case 'number':
      return Number.isFinite(Number(value)) ? ok(Number(value)) : err('not-a-number');
    case 'user':
      return ok({ accountId: value });
    case 'group':
      return ok(GROUP_ID.test(value) ? { groupId: value } : { name: value });
    case 'option':
    case 'option-with-child':
    case 'priority':
    case 'resolution':
    case 'version':
    case 'component':
      return toChoice(choices, value);
    default:
      return err('field-not-supported');
  }
}

function toChoice(choices: NonNullable<EditableField['choices']>, wanted: string): Result<unknown, Misfit> {
  const isWanted = (text: string | undefined) => text?.toLowerCase() === wanted.toLowerCase();
  const found = choices.find(({ value, name }) => isWanted(value) || isWanted(name));
  return found?.id === undefined ? err('no-such-option') : ok({ id: found.id });
}

/** Texts of several lines are documents; Jira names them by what they are made of. */
const isDocument = ({ system, custom }: EditableField['schema']) =>
  system === 'description' || system === 'environment' || custom?.endsWith(':textarea') === true;
