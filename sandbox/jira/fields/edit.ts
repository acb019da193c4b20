import { z } from 'zod';
import { NotEmulatedError } from '../../twin';
import { refuse } from '../errors';
import type { WorkItemRecord } from '../records';
import type { JiraSite } from '../site';
import { type Field, notSettable, type Operation } from './field';

/** Real fields of Jira that the site does not have. */
const NOT_MODELLED =
  /^(duedate|components|parent|environment|versions|fixVersions|resolution|security|timetracking|worklog|comment|issuelinks|attachment)$/;

export const editing = z.looseObject({
  fields: z.record(z.string(), z.unknown()).optional(),
  update: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).optional(),
});
type Editing = Pick<z.infer<typeof editing>, 'fields' | 'update'>;

/** The work item after an edit: all of it, or a refusal and nothing. */
export function applyEdit(site: JiraSite, item: WorkItemRecord, { fields = {}, update = {} }: Editing): WorkItemRecord {
  const twice = Object.keys(update).find((id) => Object.hasOwn(fields, id));
  if (twice !== undefined) {
    throw refuse(400, { [twice]: `Field '${twice}' cannot be in both 'fields' and 'update'.` });
  }
  const set = Object.entries(fields).map(([id, value]) => ({ id, operation: 'set' as const, value }));
  const operations = Object.entries(update).flatMap(([id, list]) =>
    list.flatMap((each) =>
      Object.entries(each).map(([name, value]) => ({ id, operation: toOperation(id, name), value })),
    ),
  );
  return [...set, ...operations].reduce(
    (edited, { id, operation, value }) => fieldToEdit(site, id).apply(edited, operation, value),
    item,
  );
}

function fieldToEdit({ fields }: JiraSite, id: string): Field {
  const field = fields.find(id);
  if (field !== undefined) return field;
  if (NOT_MODELLED.test(id)) throw new NotEmulatedError(`jira edit of ${id}`);
  throw notSettable(id);
}

function toOperation(id: string, name: string): Operation {
  if (name === 'set' || name === 'add' || name === 'remove') return name;
  throw refuse(400, { [id]: `Operation '${name}' is not supported by this field.` });
}
