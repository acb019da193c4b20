import { describe, expect, it } from 'vitest';
import { ADA, app, appWithout, BEN, CLEO, DEV, GONE, openJira, person, world } from '../../support/atlassian-twins';

const API = '/rest/api/3';
const MANAGERS = world.groups[0]?.id ?? '';

const crowd = Array.from({ length: 120 }, (_, n) => ({
  ...{ accountId: `712020:crowd-${n}`, name: `Crowd ${n}`, email: `crowd${n}@lighthouse.example`, admin: false },
  active: n % 12 !== 0,
}));
const crowded = {
  ...world,
  people: [...world.people, ...crowd],
  groups: [...world.groups, { id: 'crowd', name: 'crowd', members: crowd.map(({ accountId }) => accountId) }],
};

describe('somebody whose account was taken away', () => {
  it('is shown as inactive, is not found any more, and can do nothing', async () => {
    const { ask, jira } = openJira();

    jira.setActive(BEN, false);

    const bulk = await (await ask(`GET ${API}/user/bulk?accountId=${BEN}&accountId=${ADA}`)).json();
    expect(bulk).toMatchObject({
      values: [
        { accountId: BEN, active: false },
        { accountId: ADA, active: true },
      ],
    });
    expect(await (await ask(`GET ${API}/user?accountId=${BEN}`)).json()).toMatchObject({ active: false });
    expect(await (await ask(`GET ${API}/user/search?query=ben`)).json()).toEqual([]);
    expect((await ask(`GET ${API}/myself`, undefined, person(BEN))).status).toBe(401);
  });

  it('comes back with the account', async () => {
    const { ask, jira } = openJira();
    jira.setActive(BEN, false);

    jira.setActive(BEN, true);

    expect(await (await ask(`GET ${API}/user/search?query=ben`)).json()).toMatchObject([{ accountId: BEN }]);
  });
});

it('tells people, apps and customers of a help desk apart, and gives customers no work', async () => {
  const customer = { ...world.people[0], accountId: 'qm:1', name: 'Cas Tomer', email: 'c@c.example', admin: false };
  const people = [...world.people, { ...customer, active: true, type: 'customer' as const }];
  const { ask } = openJira(undefined, { seeded: { ...world, people } });
  const typeOf = async (id: string) =>
    JSON.parse(await (await ask(`GET ${API}/user?accountId=${id}`)).text()).accountType;

  expect([await typeOf('qm:1'), await typeOf(BEN)]).toEqual(['customer', 'atlassian']);
  expect((await ask(`PUT ${API}/issue/SHOP-1/assignee`, { accountId: 'qm:1' })).status).toBe(400);
});

describe('a group', () => {
  it('is read fifty members at a time at most, the inactive ones only when they are asked for', async () => {
    const { ask } = openJira(undefined, { seeded: crowded });
    const page = async (query: string) =>
      JSON.parse(await (await ask(`GET ${API}/group/member?groupId=crowd&${query}`)).text());

    const [first, last, all] = [
      await page('maxResults=500'),
      await page('startAt=100'),
      await page('includeInactiveUsers=true'),
    ];

    expect(first).toMatchObject({ maxResults: 50, startAt: 0, total: 110, isLast: false });
    expect(first.values).toHaveLength(50);
    expect(first.nextPage).toContain('startAt=50');
    expect(last).toMatchObject({ startAt: 100, isLast: true });
    expect(last.values).toHaveLength(10);
    expect(last).not.toHaveProperty('nextPage');
    expect(all.total).toBe(120);
  });

  it.each([
    ['the classic scope', { type: 'app', scopes: ['manage:jira-configuration'] } as const, 200],
    ['the granular scopes', app, 200],
    ['some of the granular scopes', appWithout('read:avatar:jira'), 401],
  ])('shows its members to an app with %s', async (_scopes, caller, status) => {
    const { ask } = openJira();

    expect((await ask(`GET ${API}/group/member?groupId=${MANAGERS}`, undefined, caller)).status).toBe(status);
  });

  it('is found by a part of its name, which is marked, and among those of a member', async () => {
    const { ask } = openJira();
    const pick = async (query: string) => JSON.parse(await (await ask(`GET ${API}/groups/picker?${query}`)).text());

    expect(await pick('query=manage')).toMatchObject({
      total: 1,
      groups: [{ groupId: MANAGERS, name: 'release-managers', html: 'release-<strong>manage</strong>rs' }],
    });
    expect([(await pick('query=MANAGE')).total, (await pick('query=MANAGE&caseInsensitive=true')).total]).toEqual([
      0, 1,
    ]);
    expect((await pick(`excludeId=${MANAGERS}`)).groups).toMatchObject([{ name: 'finance' }]);
    expect(await (await ask(`GET ${API}/user/groups?accountId=${BEN}`)).json()).toMatchObject([{ groupId: MANAGERS }]);
    expect(await (await ask(`GET ${API}/group/bulk?groupName=finance`)).json()).toMatchObject({
      values: [{ name: 'finance' }],
    });
  });
});

describe('a role of a project', () => {
  it('names the people and groups in it', async () => {
    const { ask } = openJira();

    const roles = await (await ask(`GET ${API}/project/SHOP/role`)).json();
    const role = await (await ask(`GET ${API}/project/10000/role/10101`)).json();

    expect(roles).toEqual({
      Administrators: 'https://lighthouse.atlassian.net/rest/api/3/project/SHOP/role/10002',
      Approvers: 'https://lighthouse.atlassian.net/rest/api/3/project/SHOP/role/10101',
    });
    expect(role).toMatchObject({
      name: 'Approvers',
      actors: [
        { type: 'atlassian-user-role-actor', displayName: 'Dev Ellis', actorUser: { accountId: DEV } },
        { type: 'atlassian-group-role-actor', actorGroup: { groupId: MANAGERS, name: 'release-managers' } },
      ],
    });
  });

  it('leaves out inactive people when asked to, and people of other projects always', async () => {
    const role = {
      id: 1,
      name: 'Few',
      actors: [
        { projectId: '10000', accountId: GONE },
        { projectId: '2', accountId: CLEO },
      ],
    };
    const { ask } = openJira(undefined, { seeded: { ...world, roles: [role] } });
    const actors = async (query: string) =>
      JSON.parse(await (await ask(`GET ${API}/project/SHOP/role/1${query}`)).text()).actors;

    expect(await actors('')).toMatchObject([{ actorUser: { accountId: GONE } }]);
    expect(await actors('?excludeInactiveUsers=true')).toEqual([]);
  });

  it.each([
    ['the app', app, 200],
    ['an administrator', person(ADA), 200],
    ['anybody else', person(BEN), 404],
  ])('is answered to %s', async (_who, caller, status) => {
    const { ask } = openJira();

    expect((await ask(`GET ${API}/project/SHOP/role/10101`, undefined, caller)).status).toBe(status);
  });
});
