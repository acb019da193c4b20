import { z } from 'zod';
import { parseAdf } from '../atlassian/adf';
import { adfToText } from '../atlassian/adf-text';
import type { Answer, Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { changeOfAssignee, requireAssignable } from './assignee';
import { readJson, refuse } from './errors';
import type { Change } from './events';
import { selectFields } from './fields';
import { itemOf, itemToWrite, type JiraHandlers, type JiraSite } from './site';
import type { WorkItemRecord } from './store';

const NOT_MODELLED =
  /^(priority|labels|duedate|components|parent|environment|versions|fixVersions|resolution|security)$/;

const editBody = z.looseObject({ fields: z.record(z.string(), z.unknown()).optional() });
const createFields = z.looseObject({
  project: z.union([z.looseObject({ id: z.string() }), z.looseObject({ key: z.string() })]),
  issuetype: z.looseObject({ name: z.string() }),
  summary: z.string(),
  description: z.unknown().optional(),
  assignee: z.looseObject({ accountId: z.string().nullable() }).nullish(),
});

export function workItemHandlers(site: JiraSite) {
  const { store, beans, events, clock } = site;

  function show(call: Call, item: WorkItemRecord): Answer {
    if ((call.query.get('expand') ?? '') !== '') throw new NotEmulatedError('jira expand of a work item');
    const asked = call.query.getAll('properties').flatMap((each) => each.split(','));
    const found = item.properties.filter(({ key }) => asked.includes(key) || asked.includes('*all'));
    const properties = Object.fromEntries(found.map(({ key, value }) => [key, value]));
    const issue = beans.issue(item, selectFields(beans, item, call.query.getAll('fields')));
    return { status: 200, body: asked.length === 0 ? issue : { ...issue, properties }, points: 2 };
  }

  function edit(call: Call): Answer {
    const item = itemToWrite(site, call);
    const body = readJson(call, editBody);
    const strange = Object.keys(body).filter((name) => name !== 'fields' && name !== 'transition');
    if (strange.length > 0) throw new NotEmulatedError(`jira edit with ${strange.join(', ')}`);
    const { next, changes } = applyFields(item, body.fields ?? {});
    if (changes.length > 0) {
      const written = { ...next, updated: clock.now() };
      store.put(written);
      events.updated(call.actor, written, changes);
    }
    if (call.query.get('returnIssue') !== 'true') return { status: 204 };
    return { ...show(call, itemOf(site, call)), points: 1 };
  }

  function create(call: Call): Answer {
    const { fields: given } = readJson(call, z.object({ fields: z.unknown() }));
    const fields = createFields.safeParse(given);
    if (!fields.success)
      throw refuse(400, { summary: 'You must specify a summary, a project and a type of the issue.' });
    const { project: named, issuetype, summary, description = null, assignee } = fields.data;
    const project = store.findProject(String('id' in named ? named.id : named.key));
    if (project === undefined) throw refuse(400, { project: 'Specify a valid project ID or key' });
    if (assignee?.accountId) requireAssignable(site, assignee.accountId);
    const { accountId } = call.actor;
    const item: WorkItemRecord = {
      ...store.nextIdentity(project),
      projectId: project.id,
      type: issuetype.name,
      status: 'To do',
      summary: parseSummary(summary),
      description: parseDescription(description),
      creator: accountId,
      reporter: accountId,
      ...(assignee?.accountId ? { assignee: assignee.accountId } : {}),
      created: clock.now(),
      updated: clock.now(),
      properties: [],
      comments: [],
    };
    store.put(item);
    events.created(call.actor, item);
    return { status: 201, body: { id: item.id, key: item.key, self: `${beans.api}/issue/${item.id}` } };
  }

  return {
    'POST /rest/api/3/issue': create,
    'GET /rest/api/3/issue/{issueIdOrKey}': (call) => show(call, itemOf(site, call)),
    'PUT /rest/api/3/issue/{issueIdOrKey}': edit,
    'DELETE /rest/api/3/issue/{issueIdOrKey}': (call) => {
      const item = itemToWrite(site, call);
      store.delete(item);
      events.deleted(call.actor, item);
      return { status: 204 };
    },
    'PUT /rest/api/3/issue/{issueIdOrKey}/assignee': (call) => {
      const item = itemToWrite(site, call);
      const step = changeOfAssignee(site, item, readJson(call, z.looseObject({})));
      store.put(step.next);
      events.updated(call.actor, step.next, step.changes);
      return { status: 204 };
    },
  } satisfies Partial<JiraHandlers>;
}

function applyFields(item: WorkItemRecord, fields: Record<string, unknown>) {
  let next = item;
  const changes: Change[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (NOT_MODELLED.test(field)) throw new NotEmulatedError(`jira edit of ${field}`);
    if (field === 'summary') next = { ...next, summary: parseSummary(value) };
    else if (field === 'description') next = { ...next, description: parseDescription(value) };
    else {
      const why = `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
      throw refuse(400, { [field]: why });
    }
  }
  const texts = (of: WorkItemRecord) => ({ summary: of.summary, description: adfToText(of.description) });
  for (const field of ['summary', 'description'] as const) {
    const [before, after] = [texts(item)[field], texts(next)[field]];
    if (before !== after) changes.push({ field, from: null, fromString: before, to: null, text: after });
  }
  return { next, changes };
}

function parseSummary(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw refuse(400, { summary: 'You must specify a summary of the issue.' });
  if (value.length > 255) throw refuse(400, { summary: 'Summary must be less than 255 characters.' });
  if (value.includes('\n'))
    throw refuse(400, { summary: 'The summary is invalid because it contains newline characters.' });
  return value;
}

function parseDescription(value: unknown) {
  if (value === null) return null;
  const adf = parseAdf(value);
  if (adf === undefined)
    throw refuse(400, {
      description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    });
  return adf;
}
