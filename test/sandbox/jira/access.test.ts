import { describe, expect, it } from 'vitest';
import { type Caller, POINTS_HEADER } from '../../../sandbox/twin';
import { ADA, app, appWithout, BEN, GONE, openJira, paragraph, person } from '../../support/atlassian-twins';

const API = '/rest/api/3';

describe('who may call Jira', () => {
  it.each<[string, Caller, number]>([
    ['an app with the scope', app, 200],
    ['an app without the scope', appWithout('read:jira-work'), 401],
    ['the app in the name of a person, without the scope', { type: 'user', accountId: ADA, scopes: [] }, 401],
    ['a person', person(ADA), 200],
    ['a deactivated person', person(GONE), 401],
    ['a stranger', person('nobody'), 401],
    ['nobody', { type: 'anonymous' }, 401],
  ])('%s', async (_who, caller, status) => {
    const { ask } = openJira();

    const response = await ask(`GET ${API}/issue/SHOP-1`, undefined, caller);

    expect(response.status).toBe(status);
  });

  it('says whether the caller is an administrator', async () => {
    const { ask } = openJira();
    const isAdmin = async (caller: Caller) =>
      (await ask(`GET ${API}/mypermissions?permissions=ADMINISTER`, undefined, caller)).json();

    expect(await isAdmin(person(ADA))).toMatchObject({ permissions: { ADMINISTER: { havePermission: true } } });
    expect(await isAdmin(person(BEN))).toMatchObject({ permissions: { ADMINISTER: { havePermission: false } } });
    expect(await isAdmin(app)).toMatchObject({ permissions: { ADMINISTER: { havePermission: false } } });
  });

  it('grants administrators, and only them, what they ask for in bulk', async () => {
    const { ask } = openJira();
    const body = {
      globalPermissions: ['ADMINISTER'],
      projectPermissions: [{ permissions: ['EDIT_ISSUES'], issues: [10001, 7] }],
    };
    const editable = [{ permission: 'EDIT_ISSUES', issues: [10001], projects: [] }];

    const byAda = await ask(`POST ${API}/permissions/check`, body, person(ADA));
    const byBen = await ask(`POST ${API}/permissions/check`, body, person(BEN));

    expect(await byAda.json()).toEqual({ globalPermissions: ['ADMINISTER'], projectPermissions: editable });
    expect(await byBen.json()).toEqual({ globalPermissions: [], projectPermissions: editable });
  });

  it('lets authors and administrators edit a comment, and nobody else', async () => {
    const { ask } = openJira();
    await ask(`POST ${API}/issue/SHOP-1/comment`, { body: paragraph('Mine') }, person());
    const edit = async (caller: Caller) =>
      (await ask(`PUT ${API}/issue/SHOP-1/comment/30001`, { body: paragraph('Edited') }, caller)).status;

    expect([await edit(person()), await edit(person(ADA)), await edit(person(BEN)), await edit(app)]).toEqual([
      200, 200, 400, 400,
    ]);
  });
});

describe('what Jira tells about people', () => {
  it('leaves addresses out, also for administrators', async () => {
    const { ask } = openJira();

    const user = await (await ask(`GET ${API}/user?accountId=${BEN}`, undefined, person(ADA))).json();

    expect(user).toMatchObject({ accountId: BEN, displayName: 'Ben Castle', accountType: 'atlassian', active: true });
    expect(user).not.toHaveProperty('emailAddress');
  });

  it('gives addresses to an app that was granted them', async () => {
    const { ask } = openJira();
    const bulk = `GET ${API}/user/email/bulk?accountId=${ADA}&accountId=nobody`;

    expect(await (await ask(bulk)).json()).toEqual([{ accountId: ADA, email: 'ada@lighthouse.example' }]);
    expect((await ask(bulk, undefined, appWithout('read:email-address:jira'))).status).toBe(401);
  });

  it.each([
    ['the beginning of a name', 'query=cas', ['Ben Castle']],
    ['the middle of a name', 'query=astle', []],
    ['a hidden address', 'query=ben@lighthouse', []],
    ['a deactivated person', 'query=gil', []],
    ['the name of the app', 'query=baton', ['Baton']],
    ['an account id', `accountId=${encodeURIComponent(ADA)}`, ['Ada Brook']],
  ])('searches by %s', async (_what, query, names) => {
    const { ask } = openJira();

    const found: { displayName: string }[] = JSON.parse(await (await ask(`GET ${API}/user/search?${query}`)).text());

    expect(found.map((user) => user.displayName)).toEqual(names);
  });
});

describe('what a call costs', () => {
  it.each([
    ['one work item', `GET ${API}/issue/SHOP-1`, undefined, 2],
    ['one person', `GET ${API}/user?accountId=${BEN}`, undefined, 3],
    ['two people', `GET ${API}/user/bulk?accountId=${ADA}&accountId=${BEN}`, undefined, 5],
    ['three permissions', `GET ${API}/mypermissions?permissions=ADMINISTER,EDIT_ISSUES,ADD_COMMENTS`, undefined, 7],
    ['two found work items', `POST ${API}/search/jql`, { jql: 'project = SHOP' }, 3],
    ['a property', `GET ${API}/issue/SHOP-1/properties`, undefined, 1],
    ['a comment written', `POST ${API}/issue/SHOP-1/comment`, { body: paragraph('Hi') }, 1],
    [
      'an edit that answers the work item',
      `PUT ${API}/issue/SHOP-1?returnIssue=true`,
      { fields: { summary: 'New' } },
      1,
    ],
    ['a miss', `GET ${API}/issue/SHOP-99`, undefined, 1],
  ])('%s', async (_what, route, body, points) => {
    const { ask } = openJira();

    const response = await ask(route, body);

    expect(response.headers.get(POINTS_HEADER)).toBe(String(points));
  });
});

describe('what Jira does not do', () => {
  it('is not emulated, and says so', async () => {
    const { ask } = openJira();

    const answers = await Promise.all([
      ask(`GET ${API}/dashboard`),
      ask(`POST ${API}/search/jql`, { jql: 'text ~ checkout' }),
      ask(`GET ${API}/issue/SHOP-1?expand=renderedFields`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([501, 501, 501]);
    expect(await answers[0]?.text()).toBe('not emulated: jira GET /rest/api/3/dashboard');
  });

  it('is gone, where it was removed', async () => {
    const { ask } = openJira();

    expect((await ask(`GET ${API}/search?jql=project=SHOP`)).status).toBe(410);
  });
});
