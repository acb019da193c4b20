import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JIRA_OPERATIONS, type JiraOperation } from '../../sandbox/jira/operations';
import type { Caller } from '../../sandbox/twin';
import { ADA, APP_ID, app, appWithout, BEN, openJira, paragraph, person, world } from '../support/atlassian-twins';
import { readContract } from '../support/contracts';
import { type OpenApi, openApi } from '../support/openapi';

const document = readContract('atlassian/jira-v3.trimmed.openapi.json');
const anonymous: Caller = { type: 'anonymous' };
const API = '/rest/api/3';
const ITEM = `${API}/issue/{issueIdOrKey}` as const;

const GROUP = world.groups[0]?.id;

type Case = [operation: JiraOperation, path: string, status: number, body?: unknown, caller?: Caller];

/** Against SHOP-1 with the comment 30001 (by the app, with the property `mark`) and the property `seen`. */
const CASES: Case[] = [
  ['POST /rest/api/3/issue', `${API}/issue`, 201, newItem({}), person()],
  ['POST /rest/api/3/issue', `${API}/issue`, 400, newItem({ project: { key: 'NOPE' } })],
  [`GET ${ITEM}`, `${API}/issue/SHOP-1`, 200],
  [`GET ${ITEM}`, `${API}/issue/shop-1?fields=summary,status&properties=*all`, 200],
  [`GET ${ITEM}`, `${API}/issue/SHOP-99`, 404],
  [`GET ${ITEM}`, `${API}/issue/SHOP-1`, 401, undefined, anonymous],
  [`PUT ${ITEM}`, `${API}/issue/SHOP-1`, 204, { fields: { summary: 'Release checkout 2.5' } }],
  [`PUT ${ITEM}`, `${API}/issue/SHOP-1?returnIssue=true`, 200, { fields: { description: paragraph('New') } }],
  [`PUT ${ITEM}`, `${API}/issue/SHOP-1`, 400, { fields: { customfield_1: 'x' } }],
  [`PUT ${ITEM}`, `${API}/issue/SHOP-1?returnIssue=true`, 200, { update: { labels: [{ add: 'urgent' }] } }],
  [`PUT ${ITEM}`, `${API}/issue/SHOP-1`, 400, { fields: { labels: [] }, update: { labels: [{ add: 'urgent' }] } }],
  [`PUT ${ITEM}`, `${API}/issue/SHOP-99`, 404, { fields: {} }],
  [`DELETE ${ITEM}`, `${API}/issue/SHOP-1`, 204],
  [`DELETE ${ITEM}`, `${API}/issue/SHOP-99`, 404],
  [`PUT ${ITEM}/assignee`, `${API}/issue/SHOP-1/assignee`, 204, { accountId: null }],
  [`PUT ${ITEM}/assignee`, `${API}/issue/SHOP-1/assignee`, 400, { accountId: 'nobody' }],
  [`PUT ${ITEM}/assignee`, `${API}/issue/SHOP-99/assignee`, 404, { accountId: null }],
  [`GET ${ITEM}/transitions`, `${API}/issue/SHOP-1/transitions`, 200],
  [`GET ${ITEM}/transitions`, `${API}/issue/SHOP-99/transitions`, 404],
  [`POST ${ITEM}/transitions`, `${API}/issue/SHOP-1/transitions`, 204, { transition: { id: '21' } }],
  [`POST ${ITEM}/transitions`, `${API}/issue/SHOP-1/transitions`, 400, { transition: { id: '11' } }],
  [`GET ${ITEM}/comment`, `${API}/issue/SHOP-1/comment?orderBy=-created&expand=properties`, 200],
  [`GET ${ITEM}/comment`, `${API}/issue/SHOP-1/comment?orderBy=id`, 400],
  [`GET ${ITEM}/comment`, `${API}/issue/SHOP-99/comment`, 404],
  [
    `POST ${ITEM}/comment`,
    `${API}/issue/SHOP-1/comment?expand=properties`,
    201,
    { body: paragraph('Hi'), properties: [] },
  ],
  [`POST ${ITEM}/comment`, `${API}/issue/SHOP-1/comment`, 400, { body: 'plain words' }],
  [`POST ${ITEM}/comment`, `${API}/issue/SHOP-1/comment`, 400, '{'],
  [`POST ${ITEM}/comment`, `${API}/issue/SHOP-99/comment`, 404, { body: paragraph('Hi') }],
  [`GET ${ITEM}/comment/{id}`, `${API}/issue/SHOP-1/comment/30001`, 200],
  [`GET ${ITEM}/comment/{id}`, `${API}/issue/SHOP-2/comment/30001`, 404],
  [`PUT ${ITEM}/comment/{id}`, `${API}/issue/SHOP-1/comment/30001`, 200, { body: paragraph('Bye') }],
  [`PUT ${ITEM}/comment/{id}`, `${API}/issue/SHOP-1/comment/30001`, 400, { body: paragraph('Bye') }, person(BEN)],
  [`PUT ${ITEM}/comment/{id}`, `${API}/issue/SHOP-1/comment/1`, 404, { body: paragraph('Bye') }],
  ['GET /rest/api/3/comment/{commentId}/properties', `${API}/comment/30001/properties`, 200],
  ['GET /rest/api/3/comment/{commentId}/properties', `${API}/comment/1/properties`, 404],
  ['GET /rest/api/3/comment/{commentId}/properties/{propertyKey}', `${API}/comment/30001/properties/mark`, 200],
  ['GET /rest/api/3/comment/{commentId}/properties/{propertyKey}', `${API}/comment/30001/properties/none`, 404],
  [`GET ${ITEM}/properties`, `${API}/issue/SHOP-1/properties`, 200],
  [`GET ${ITEM}/properties`, `${API}/issue/SHOP-99/properties`, 404],
  [`GET ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/seen`, 200],
  [`GET ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/none`, 404],
  [`PUT ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/fresh`, 201, { a: 1 }],
  [`PUT ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/seen`, 200, { a: 1 }],
  [`PUT ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/seen`, 400, 'no json'],
  [`DELETE ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/seen`, 204],
  [`DELETE ${ITEM}/properties/{propertyKey}`, `${API}/issue/SHOP-1/properties/none`, 404],
  [`POST ${ITEM}/notify`, `${API}/issue/SHOP-1/notify`, 204, { textBody: 'Hi', to: { users: [{ accountId: BEN }] } }],
  [`POST ${ITEM}/notify`, `${API}/issue/SHOP-1/notify`, 400, { textBody: 'Hi', to: {} }],
  [`POST ${ITEM}/notify`, `${API}/issue/SHOP-99/notify`, 404, { to: { reporter: true } }],
  ['GET /rest/api/3/user', `${API}/user?accountId=${BEN}`, 200],
  ['GET /rest/api/3/user', `${API}/user?accountId=${APP_ID}`, 200],
  ['GET /rest/api/3/user', `${API}/user?accountId=nobody`, 404],
  ['GET /rest/api/3/user/bulk', `${API}/user/bulk?accountId=${ADA}&accountId=${BEN}`, 200],
  ['GET /rest/api/3/user/bulk', `${API}/user/bulk`, 400],
  ['GET /rest/api/3/user/search', `${API}/user/search?query=be`, 200],
  ['GET /rest/api/3/user/search', `${API}/user/search`, 400],
  ['GET /rest/api/3/user/email', `${API}/user/email?accountId=${BEN}`, 200],
  ['GET /rest/api/3/user/email', `${API}/user/email?accountId=nobody`, 404],
  ['GET /rest/api/3/user/email', `${API}/user/email?accountId=${BEN}`, 401, undefined, person(ADA)],
  ['GET /rest/api/3/user/email/bulk', `${API}/user/email/bulk?accountId=${ADA}&accountId=${BEN}`, 200],
  ['GET /rest/api/3/user/email/bulk', `${API}/user/email/bulk?accountId=${ADA}`, 401, undefined, person(ADA)],
  ['GET /rest/api/3/user/groups', `${API}/user/groups?accountId=${BEN}`, 200],
  ['GET /rest/api/3/user/groups', `${API}/user/groups?accountId=nobody`, 404],
  ['GET /rest/api/3/group/member', `${API}/group/member?groupId=${GROUP}`, 200],
  ['GET /rest/api/3/group/member', `${API}/group/member?groupname=finance&startAt=0&maxResults=1`, 200],
  ['GET /rest/api/3/group/member', `${API}/group/member`, 400],
  ['GET /rest/api/3/group/member', `${API}/group/member?groupId=none`, 404],
  [
    'GET /rest/api/3/group/member',
    `${API}/group/member?groupId=${GROUP}`,
    401,
    undefined,
    appWithout('read:group:jira'),
  ],
  ['GET /rest/api/3/group/bulk', `${API}/group/bulk?groupId=${GROUP}&groupName=finance`, 200],
  ['GET /rest/api/3/group/bulk', `${API}/group/bulk?startAt=x`, 400],
  ['GET /rest/api/3/groups/picker', `${API}/groups/picker?query=manage`, 200],
  ['GET /rest/api/3/myself', `${API}/myself`, 200],
  ['GET /rest/api/3/myself', `${API}/myself`, 401, undefined, appWithout('read:jira-user')],
  ['GET /rest/api/3/mypermissions', `${API}/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS&issueKey=SHOP-1`, 200],
  ['GET /rest/api/3/mypermissions', `${API}/mypermissions?permissions=FLY`, 400],
  ['GET /rest/api/3/mypermissions', `${API}/mypermissions?permissions=ADMINISTER`, 401, undefined, anonymous],
  ['GET /rest/api/3/mypermissions', `${API}/mypermissions?permissions=ADMINISTER&issueKey=SHOP-99`, 404],
  ['POST /rest/api/3/permissions/check', `${API}/permissions/check`, 200, grants({}), person(ADA)],
  ['POST /rest/api/3/permissions/check', `${API}/permissions/check`, 400, { globalPermissions: ['FLY'] }],
  ['POST /rest/api/3/permissions/check', `${API}/permissions/check`, 403, grants({ accountId: BEN })],
  ['GET /rest/api/3/serverInfo', `${API}/serverInfo`, 200, undefined, anonymous],
  ['GET /rest/api/3/project/{projectIdOrKey}', `${API}/project/SHOP`, 200],
  ['GET /rest/api/3/project/{projectIdOrKey}', `${API}/project/NOPE`, 404],
  ['GET /rest/api/3/project/search', `${API}/project/search?query=shop&maxResults=1`, 200],
  ['GET /rest/api/3/project/search', `${API}/project/search?startAt=-1`, 400],
  ['GET /rest/api/3/project/{projectIdOrKey}/role', `${API}/project/SHOP/role`, 200],
  ['GET /rest/api/3/project/{projectIdOrKey}/role', `${API}/project/SHOP/role`, 404, undefined, person(BEN)],
  ['GET /rest/api/3/project/{projectIdOrKey}/role/{id}', `${API}/project/SHOP/role/10101`, 200],
  ['GET /rest/api/3/project/{projectIdOrKey}/role/{id}', `${API}/project/SHOP/role/1`, 404],
  ['GET /rest/api/3/field', `${API}/field`, 200],
  [`GET ${ITEM}/editmeta`, `${API}/issue/SHOP-1/editmeta`, 200],
  [`GET ${ITEM}/editmeta`, `${API}/issue/SHOP-99/editmeta`, 404],
  [`GET ${ITEM}/changelog`, `${API}/issue/SHOP-1/changelog`, 200],
  [`GET ${ITEM}/changelog`, `${API}/issue/SHOP-99/changelog`, 404],
  ['POST /rest/api/3/search/jql', `${API}/search/jql`, 200, { jql: 'project = SHOP', fields: ['*all'], maxResults: 1 }],
  ['POST /rest/api/3/search/jql', `${API}/search/jql`, 200, { jql: 'key in (SHOP-1, SHOP-2)' }],
  ['POST /rest/api/3/search/jql', `${API}/search/jql`, 400, { jql: '' }],
];

/** Operations that the document no longer has. */
const REMOVED = ['GET /rest/api/3/search', 'POST /rest/api/3/search'];

describe.skipIf(document === undefined)('the Jira twin against the official document', () => {
  const api = document === undefined ? undefined : openApi(document);

  it.each(CASES)('%s answers %s with %i as described', async (operation, path, status, body, caller) => {
    const { ask } = await openPrepared();

    const response = await ask(`${operation.split(' ')[0]} ${path}`, body, caller);

    expect(response.status).toBe(status);
    expect(await complaintsAbout(api, operation, response)).toEqual([]);
  });

  it('shows people, statuses, types and projects of a work item as their schemas say', async () => {
    const { ask } = await openPrepared();

    const { fields } = shownIssue.parse(await (await ask(`GET ${API}/issue/SHOP-1`)).json());

    // The document leaves `fields` open, so each is held against the schema of what it holds.
    expect([
      api?.complaintsOf('UserDetails', fields.reporter),
      api?.complaintsOf('UserDetails', fields.assignee),
      api?.complaintsOf('StatusDetails', fields.status),
      api?.complaintsOf('IssueTypeDetails', fields.issuetype),
      api?.complaintsOf('Priority', fields.priority),
      api?.complaintsOf('Project', fields.project),
      api?.complaintsOf('PageOfComments', fields.comment),
    ]).toEqual([[], [], [], [], [], [], []]);
  });

  it('shows how each field can be edited as its schema says', async () => {
    const { ask } = await openPrepared();

    const { fields } = shownIssue.parse(await (await ask(`GET ${API}/issue/SHOP-1/editmeta`)).json());

    // The document leaves `fields` open here too.
    const complaints = Object.values(fields).map((field) => api?.complaintsOf('FieldMetadata', field));
    expect(complaints).toEqual(Array.from({ length: 12 }, () => []));
  });

  it('has every operation of the twin in its table', () => {
    const tried = new Set<string>(CASES.map(([operation]) => operation));

    expect(Object.keys(JIRA_OPERATIONS).filter((name) => !tried.has(name))).toEqual(REMOVED);
  });

  it('asks for the classic scopes that the document names', () => {
    const index = operationsIndex.parse(readContract('atlassian/operations-index.json'));
    const classic = (name: string) => {
      const schemes = index.operations.find((each) => each.api === 'jira-v3' && `${each.method} ${each.path}` === name);
      return schemes?.scopesInDocument?.find((each) => each.state === 'Current')?.scopes;
    };

    const differing = Object.entries(JIRA_OPERATIONS).filter(([name, { scopes }]) => {
      return JSON.stringify(classic(name)) !== JSON.stringify(scopes);
    });

    expect(differing.map(([name]) => name)).toEqual([
      // Only a granular scope exists for these two.
      'GET /rest/api/3/user/email',
      'GET /rest/api/3/user/email/bulk',
      // The deprecation notice in its text announces read:jira-work.
      'POST /rest/api/3/permissions/check',
      ...REMOVED,
    ]);
  });
});

async function openPrepared() {
  const site = openJira();
  const properties = [{ key: 'mark', value: { step: 1 } }];
  await site.ask(`POST ${API}/issue/SHOP-1/comment`, { body: paragraph('First'), properties }, app);
  await site.ask(`PUT ${API}/issue/SHOP-1/properties/seen`, { at: 1 }, app);
  await site.ask(`PUT ${API}/issue/SHOP-1/assignee`, { accountId: BEN }, app);
  return site;
}

async function complaintsAbout(api: OpenApi | undefined, operation: string, response: Response): Promise<string[]> {
  const text = await response.text();
  if (text === '') return [];
  const body: unknown = JSON.parse(text);
  if (response.status === 204) return ['a body where there is none'];
  if (response.status === 401) return judge401(body);
  if (!api?.statuses(operation).includes(String(response.status))) return ['this status is not documented'];
  if (response.status >= 400 && !errorCollection.safeParse(body).success) return ['not the error envelope'];
  // The document describes one object where the product answers a list of them.
  const bodies = operation.endsWith('/user/email/bulk') ? z.array(z.unknown()).parse(body) : [spoken(operation, body)];
  return bodies.flatMap((each) => api?.complaints(operation, response.status, each) ?? []);
}

// The document has no null in a changelog; Jira itself has, where there was nothing before or is nothing after.
function spoken(operation: string, body: unknown): unknown {
  if (!operation.endsWith('/changelog')) return body;
  return JSON.parse(JSON.stringify(body, (_key, value) => (value === null ? undefined : value)));
}

// Any operation may answer 401, listed or not; the gateway refuses wrong scopes in an envelope of its own.
const judge401 = (body: unknown): string[] =>
  z.union([gatewayError, errorCollection]).safeParse(body).success ? [] : ['not an error envelope'];

const errorCollection = z.strictObject({
  errorMessages: z.array(z.string()),
  errors: z.record(z.string(), z.string()),
});
const shownIssue = z.object({ fields: z.record(z.string(), z.unknown()) });
const gatewayError = z.strictObject({ code: z.literal(401), message: z.string() });
const operationsIndex = z.object({
  operations: z.array(
    z.object({
      api: z.string(),
      method: z.string(),
      path: z.string(),
      scopesInDocument: z
        .array(z.object({ state: z.string().optional(), scopes: z.array(z.string()).optional() }))
        .optional(),
    }),
  ),
});

function newItem(fields: Record<string, unknown>) {
  return { fields: { project: { key: 'SHOP' }, issuetype: { name: 'Task' }, summary: 'New', ...fields } };
}

function grants(more: Record<string, unknown>) {
  const projectPermissions = [{ permissions: ['EDIT_ISSUES'], issues: [10001, 1], projects: [10000] }];
  return { globalPermissions: ['ADMINISTER'], projectPermissions, ...more };
}
