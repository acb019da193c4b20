import * as z from 'zod';
import { readOrThrow } from '../shared/parse';
import type { Calls } from './calls';

const transitions = z.object({
  transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }).optional() })),
});
const choice = z.object({ id: z.string().optional(), value: z.string().optional(), name: z.string().optional() });
const editable = z.object({
  fields: z.record(
    z.string(),
    z.object({
      schema: z.object({
        type: z.string(),
        items: z.string().optional(),
        system: z.string().optional(),
        custom: z.string().optional(),
      }),
      allowedValues: z.array(z.unknown()).optional(),
    }),
  ),
});

/** What can be put into a field: the type of its values and, where Jira names them, the values themselves. */
export type EditableField = {
  readonly schema: z.infer<typeof editable>['fields'][string]['schema'];
  readonly choices?: readonly z.infer<typeof choice>[];
};

/** What Baton changes of a work item, as itself. */
export function jiraWorkItemEdits(calls: Calls) {
  const pathTo = (id: string, ...rest: readonly string[]) => ['rest', 'api', '3', 'issue', id, ...rest];

  return {
    /** What the app may do now, and the name of the status that it leads to. */
    async transitions(id: string): Promise<readonly { readonly id: string; readonly to?: string }[]> {
      const body = await calls.asApp({ method: 'GET', path: pathTo(id, 'transitions') });
      const found = readOrThrow(transitions, body, 'jira transitions').transitions;
      return found.map((each) => (each.to === undefined ? { id: each.id } : { id: each.id, to: each.to.name }));
    },

    async transition(id: string, transition: string): Promise<void> {
      const body = { transition: { id: transition } };
      await calls.asApp({ method: 'POST', path: pathTo(id, 'transitions'), body });
    },

    async editableFields(id: string): Promise<Readonly<Record<string, EditableField>>> {
      const body = await calls.asApp({ method: 'GET', path: pathTo(id, 'editmeta') });
      const { fields } = readOrThrow(editable, body, 'jira editable fields');
      return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, toEditable(field)]));
    },

    async setField(id: string, field: string, value: unknown): Promise<void> {
      await calls.asApp({ method: 'PUT', path: pathTo(id), body: { fields: { [field]: value } } });
    },

    /** Adding a label that is there already changes nothing. */
    async addLabel(id: string, label: string): Promise<void> {
      await calls.asApp({ method: 'PUT', path: pathTo(id), body: { update: { labels: [{ add: label }] } } });
    },

    async setProperty(id: string, key: string, value: unknown): Promise<void> {
      await calls.asApp({ method: 'PUT', path: pathTo(id, 'properties', key), body: value });
    },
  };
}

function toEditable({ schema, allowedValues }: z.infer<typeof editable>['fields'][string]): EditableField {
  if (allowedValues === undefined) return { schema };
  return { schema, choices: allowedValues.flatMap((each) => choice.safeParse(each).data ?? []) };
}
