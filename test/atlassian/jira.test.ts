import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { document, paragraph, text } from '../../src/atlassian/adf';
import type { Jira } from '../../src/atlassian/jira';
import { toAccountId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { ADA, BEN, GONE, person, paragraph as remark } from '../support/atlassian-twins';
import { crowd } from '../support/builders';
import { readContract } from '../support/contracts';
import { jiraAnswering, jiraOverTwin } from '../support/jira-twin';
import { openApi } from '../support/openapi';

const ada = toAccountId(ADA);
const ben = toAccountId(BEN);
const APPROVED = document(paragraph(...text('Approved')));
const RELEASE_MANAGERS = '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01';
const APPROVERS_ROLE = '10101';
const MAIL = { subject: 'Approval requested', text: 'Please decide.', html: '<p>Please decide.</p>' };

type Ask = (jira: Jira) => Promise<unknown>;
const CALLS: readonly [name: string, route: string, as: 'app' | 'person', ask: Ask][] = [
  ['workItemAsUser', 'GET /rest/api/3/issue/{issueIdOrKey}', 'person', (jira) => jira.workItemAsUser('10001')],
  ['isAdmin', 'GET /rest/api/3/mypermissions', 'person', (jira) => jira.isAdmin()],
  [
    'addComment',
    'POST /rest/api/3/issue/{issueIdOrKey}/comment',
    'app',
    (jira) => jira.addComment('10001', APPROVED, 'marker-1'),
  ],
  ['hasComment', 'GET /rest/api/3/issue/{issueIdOrKey}/comment', 'app', (jira) => jira.hasComment('10001', 'marker-1')],
  [
    'setProperty',
    'PUT /rest/api/3/issue/{issueIdOrKey}/properties/{propertyKey}',
    'app',
    (jira) => jira.setProperty('10001', 'baton-approval', { state: 'pending' }),
  ],
  ['notify', 'POST /rest/api/3/issue/{issueIdOrKey}/notify', 'app', (jira) => jira.notify('10001', ben, MAIL)],
  ['emails', 'GET /rest/api/3/user/email/bulk', 'app', (jira) => jira.emails([ada, ben])],
  ['profiles', 'GET /rest/api/3/user/bulk', 'app', (jira) => jira.profiles([ada, ben])],
  ['workItemAsApp', 'GET /rest/api/3/issue/{issueIdOrKey}', 'app', (jira) => jira.workItemAsApp('10001')],
  ['siteUrl', 'GET /rest/api/3/serverInfo', 'app', (jira) => jira.siteUrl()],
  ['transitions', 'GET /rest/api/3/issue/{issueIdOrKey}/transitions', 'app', (jira) => jira.transitions('10001')],
  ['transition', 'POST /rest/api/3/issue/{issueIdOrKey}/transitions', 'app', (jira) => jira.transition('10001', '21')],
  ['editableFields', 'GET /rest/api/3/issue/{issueIdOrKey}/editmeta', 'app', (jira) => jira.editableFields('10001')],
  ['setField', 'PUT /rest/api/3/issue/{issueIdOrKey}', 'app', (jira) => jira.setField('10001', 'customfield_10103', 7)],
  ['addLabel', 'PUT /rest/api/3/issue/{issueIdOrKey}', 'app', (jira) => jira.addLabel('10001', 'approved')],
  ['membersOf', 'GET /rest/api/3/group/member', 'app', (jira) => jira.membersOf(RELEASE_MANAGERS, 10)],
  [
    'actorsOf',
    'GET /rest/api/3/project/{projectIdOrKey}/role/{id}',
    'app',
    (jira) => jira.actorsOf('SHOP', APPROVERS_ROLE),
  ],
  ['isProjectAdmin', 'GET /rest/api/3/mypermissions', 'person', (jira) => jira.isProjectAdmin('SHOP')],
  ['accountsLike', 'GET /rest/api/3/user/search', 'person', (jira) => jira.accountsLike('ada')],
  ['findGroups', 'GET /rest/api/3/groups/picker', 'person', (jira) => jira.findGroups('release')],
  ['findProjects', 'GET /rest/api/3/project/search', 'person', (jira) => jira.findProjects('shop')],
  ['projectRoles', 'GET /rest/api/3/project/{projectIdOrKey}/role', 'person', (jira) => jira.projectRoles('SHOP')],
  ['fields', 'GET /rest/api/3/field', 'person', (jira) => jira.fields()],
];

it('has no call that is not in this table', () => {
  expect(CALLS.map(([name]) => name).toSorted()).toEqual(Object.keys(jiraOverTwin().jira).toSorted());
});

describe('each call', () => {
  it.each(CALLS)('%s is one request, as %3$s', async (_name, _route, as, ask) => {
    const { jira, calls } = jiraOverTwin();

    await ask(jira);

    expect(calls.map((call) => call.as)).toEqual([as]);
  });

  it.each(CALLS)(
    '%s gives each value a segment of its own, so that none can leave its place',
    async (_name, route, _as, ask) => {
      const { jira, calls } = jiraOverTwin();

      await ask(jira);

      const [method, path = ''] = route.split(' ');
      const segments = path
        .slice(1)
        .split('/')
        .map((part) => (part.startsWith('{') ? expect.any(String) : part));
      expect(calls.map(({ request }) => request)).toMatchObject([{ method, path: segments }]);
    },
  );
});

const contract = readContract('atlassian/jira-v3.trimmed.openapi.json');

describe.skipIf(contract === undefined)('by the official description of Jira', () => {
  const api = contract === undefined ? undefined : openApi(contract);

  it.each(CALLS)('%s gets an answer that is described', async (_name, route, _as, ask) => {
    const { jira, calls } = jiraOverTwin();

    await ask(jira);

    const [status = 0, body] = calls.map(({ response }) => [response.status, response.body] as const)[0] ?? [];
    // The description of addresses in bulk shows one object where Jira answers a list of them.
    const bodies = route.endsWith('/email/bulk') ? z.array(z.unknown()).parse(body) : [body];
    expect(bodies.flatMap((each) => api?.complaints(route, status, each))).toEqual([]);
    expect(api?.statuses(route)).toContain(String(status));
  });

  it.each([
    ['addComment', 'Comment', CALLS[2]?.[3]],
    ['notify', 'Notification', CALLS[5]?.[3]],
  ])('%s sends what is described as %s', async (_name, schema, ask) => {
    const { jira, calls } = jiraOverTwin();

    await ask?.(jira);

    expect(calls.map(({ request }) => api?.complaintsOf(schema, request.body))).toEqual([[]]);
  });
});

describe('who administers Jira', () => {
  it('is asked as the person themselves', async () => {
    expect(await jiraOverTwin(ADA).jira.isAdmin()).toBe(true);
    expect(await jiraOverTwin(BEN).jira.isAdmin()).toBe(false);
  });

  it.each([
    ['401', { status: 401, body: undefined }],
    ['403', { status: 403, body: undefined }],
    ['no such permission', { status: 200, body: { permissions: {} } }],
    ['a permission that is not had', { status: 200, body: { permissions: { ADMINISTER: { havePermission: false } } } }],
  ])('is nobody where Jira answers %s', async (_what, response) => {
    expect(await jiraAnswering(response).jira.isAdmin()).toBe(false);
  });

  it('is not guessed while Jira is down', async () => {
    await expect(jiraAnswering({ status: 503, body: 'down' }).jira.isAdmin()).rejects.toThrow(TransientError);
  });
});

describe('a comment', () => {
  it('is found again by its marker, and by no other', async () => {
    const { jira } = jiraOverTwin();

    await jira.addComment('10001', APPROVED, 'marker-1');

    expect(await jira.hasComment('10001', 'marker-1')).toBe(true);
    expect(await jira.hasComment('10001', 'marker-2')).toBe(false);
    expect(await jira.hasComment('10002', 'marker-1')).toBe(false);
  });

  it('is looked for among the newest fifty', async () => {
    const { jira, ask, calls, clock } = jiraOverTwin();
    for (let n = 0; n < 55; n += 1) {
      clock.advance(60_000);
      await ask('POST /rest/api/3/issue/10001/comment', { body: remark(`Hi ${n}`) }, person(BEN));
    }
    clock.advance(60_000);
    await jira.addComment('10001', APPROVED, 'marker-1');

    expect(await jira.hasComment('10001', 'marker-1')).toBe(true);
    expect(calls.at(-1)?.request.query).toContainEqual(['orderBy', '-created']);
  });

  it.each([
    ['no properties', [{ id: '1' }]],
    ['properties of others', [{ id: '1', properties: [{ key: 'other', value: { key: 'marker-1' } }] }]],
    ['a marker that is no object', [{ id: '1', properties: [{ key: 'baton.notification', value: 'marker-1' }] }]],
    ['a marker that is null', [{ id: '1', properties: [{ key: 'baton.notification', value: null }] }]],
  ])('is not ours with %s', async (_what, comments) => {
    const { jira } = jiraAnswering({ status: 200, body: { comments } });

    expect(await jira.hasComment('10001', 'marker-1')).toBe(false);
  });
});

it('writes a property that can be written again', async () => {
  const { jira, twin } = jiraOverTwin();

  await jira.setProperty('10001', 'baton-approval', { state: 'pending' });
  await jira.setProperty('10001', 'baton-approval', { state: 'approved' });

  expect(twin.workItem('10001')?.properties).toEqual({ 'baton-approval': { state: 'approved' } });
});

it('mails the one person and nobody else who watches', async () => {
  const { jira, mailbox } = jiraOverTwin();

  await jira.notify('10001', ben, MAIL);

  expect(mailbox.all()).toMatchObject([
    { to: { accountId: BEN }, subject: MAIL.subject, text: MAIL.text, html: MAIL.html },
  ]);
});

describe('a look-up in bulk', () => {
  it('gives addresses and names by account', async () => {
    const { jira } = jiraOverTwin();

    expect([...(await jira.emails([ada, ben]))]).toEqual([
      [ADA, 'ada@lighthouse.example'],
      [BEN, 'ben@lighthouse.example'],
    ]);
    expect(await jira.profiles([ada, ben])).toEqual([
      { accountId: ADA, name: 'Ada Brook', active: true },
      { accountId: BEN, name: 'Ben Castle', active: true },
    ]);
  });

  it('leaves out whom Jira does not know, and tells who has left', async () => {
    const { jira } = jiraOverTwin();

    const profiles = await jira.profiles([ada, toAccountId('712020:nobody'), toAccountId(GONE)]);

    expect(profiles.map(({ accountId, active }) => [accountId, active])).toEqual([
      [ADA, true],
      [GONE, false],
    ]);
  });

  it('tells of no app that it could be asked', async () => {
    const values = [{ accountId: 'app-1', displayName: 'Bot', active: true, accountType: 'app' }];
    const { jira } = jiraAnswering({ status: 200, body: { values } });

    expect(await jira.profiles([toAccountId('app-1')])).toMatchObject([{ active: false }]);
  });

  it('asks for as many as it names, since Jira gives ten otherwise', async () => {
    const { jira, requests } = jiraAnswering({ status: 200, body: { values: [] } });

    await jira.profiles(crowd(50));

    expect(requests[0]?.query?.filter(([name]) => name === 'accountId')).toHaveLength(50);
    expect(requests[0]?.query).toContainEqual(['maxResults', '50']);
  });

  it('refuses to ask about more people than fit', async () => {
    const { jira, requests } = jiraAnswering({ status: 200, body: [] });

    await expect(jira.emails(crowd(51))).rejects.toThrow(RangeError);
    expect(requests).toEqual([]);
  });
});
