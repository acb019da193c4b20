import { z } from 'zod';
import type { Answer, Call } from '../atlassian/rest';
import { NotEmulatedError } from '../twin';
import { commit } from './commit';
import { readJson, refuse } from './errors';
import { DEFAULT_PRIORITY } from './fields/catalogue';
import { applyEdit, editing } from './fields/edit';
import { selectFields } from './fields/select';
import type { WorkItemRecord } from './records';
import { itemOf, itemToWrite, type JiraHandlers, type JiraSite } from './site';

const EDITED = ['fields', 'update', 'transition'];

const createFields = z.looseObject({
  project: z.union([z.looseObject({ id: z.string() }), z.looseObject({ key: z.string() })]),
  issuetype: z.unknown().refine((given) => given !== undefined),
  summary: z.string(),
});

export function workItemHandlers(site: JiraSite) {
  const { store, beans, events, clock } = site;

  function show(call: Call, item: WorkItemRecord): Answer {
    if ((call.query.get('expand') ?? '') !== '') throw new NotEmulatedError('jira expand of a work item');
    const asked = call.query.getAll('properties').flatMap((each) => each.split(','));
    const found = item.properties.filter(({ key }) => asked.includes(key) || asked.includes('*all'));
    const properties = Object.fromEntries(found.map(({ key, value }) => [key, value]));
    const issue = beans.issue(item, selectFields(site, item, call.query.getAll('fields')));
    return { status: 200, body: asked.length === 0 ? issue : { ...issue, properties }, points: 2 };
  }

  function edit(call: Call): Answer {
    const item = itemToWrite(site, call);
    const body = readJson(call, editing);
    const strange = Object.keys(body).filter((name) => !EDITED.includes(name));
    if (strange.length > 0) throw new NotEmulatedError(`jira edit with ${strange.join(', ')}`);
    commit(site, call.actor, item, applyEdit(site, item, body));
    if (call.query.get('returnIssue') !== 'true') return { status: 204 };
    return { ...show(call, itemOf(site, call)), points: 1 };
  }

  function create(call: Call): Answer {
    const { fields: given } = readJson(call, z.object({ fields: z.unknown() }));
    const fields = createFields.safeParse(given);
    if (!fields.success)
      throw refuse(400, { summary: 'You must specify a summary, a project and a type of the issue.' });
    const { project: named, ...rest } = fields.data;
    const project = store.findProject(String('id' in named ? named.id : named.key));
    if (project === undefined) throw refuse(400, { project: 'Specify a valid project ID or key' });
    const { accountId } = call.actor;
    const blank: WorkItemRecord = {
      id: '',
      key: '',
      projectId: project.id,
      type: '',
      status: 'To do',
      summary: '',
      description: null,
      creator: accountId,
      reporter: accountId,
      priority: DEFAULT_PRIORITY,
      labels: [],
      custom: {},
      created: clock.now(),
      updated: clock.now(),
      properties: [],
      comments: [],
    };
    const item = { ...applyEdit(site, blank, { fields: rest }), ...store.nextIdentity(project) };
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
      commit(site, call.actor, item, applyEdit(site, item, { fields: { assignee: parseAssignee(call) } }));
      return { status: 204 };
    },
  } satisfies Partial<JiraHandlers>;
}

/** Exactly one way to name the person; `null` leaves the work item to nobody. */
function parseAssignee(call: Call): { accountId: string | null } {
  const body = readJson(call, z.looseObject({}));
  const given = ['accountId', 'name', 'key'].filter((name) => body[name] !== undefined);
  const { accountId } = body;
  if (given.length === 1 && (accountId === null || typeof accountId === 'string')) return { accountId };
  throw refuse(400, 'Exactly one of accountId, name and key must be given.');
}
