import { describe, expect, it } from 'vitest';
import { ADA, APP_ID, BEN, CLEO, GONE, openJira, paragraph, world } from '../../support/atlassian-twins';

const API = '/rest/api/3';
const SHOP_1 = `${API}/issue/SHOP-1`;
const MANAGERS = world.groups[0]?.id ?? '';

async function read(ask: ReturnType<typeof openJira>['ask'], ids: string): Promise<Record<string, unknown>> {
  return JSON.parse(await (await ask(`GET ${SHOP_1}?fields=${ids}`)).text()).fields;
}

const EDITS: [id: string, value: unknown, shown: unknown, told: [from: unknown, to: unknown]][] = [
  ['summary', 'New', 'New', ['Release checkout 2.4 on Thursday', 'New']],
  ['description', paragraph('New'), paragraph('New'), [expect.any(String), 'New']],
  ['labels', ['a', 'b'], ['a', 'b'], ['', 'a b']],
  ['issuetype', { name: 'Bug' }, { id: '10004', name: 'Bug' }, ['Task', 'Bug']],
  ['issuetype', { id: '10001' }, { name: 'Story' }, ['Task', 'Story']],
  ['priority', { name: 'High' }, { id: '2', name: 'High' }, ['Medium', 'High']],
  ['assignee', { accountId: BEN }, { accountId: BEN }, ['Dev Ellis', 'Ben Castle']],
  ['assignee', null, null, ['Dev Ellis', null]],
  ['reporter', { accountId: BEN }, { accountId: BEN }, ['Ada Brook', 'Ben Castle']],
  ['customfield_10100', { accountId: BEN }, { accountId: BEN, displayName: 'Ben Castle' }, [null, 'Ben Castle']],
  [
    'customfield_10101',
    [{ accountId: BEN }, { accountId: CLEO }],
    [{ accountId: BEN }, { accountId: CLEO }],
    [null, '[Ben Castle, Cleo Dale]'],
  ],
  [
    'customfield_10102',
    { groupId: MANAGERS },
    { groupId: MANAGERS, name: 'release-managers' },
    [null, 'release-managers'],
  ],
  ['customfield_10102', { name: 'finance' }, { name: 'finance' }, [null, 'finance']],
  ['customfield_10103', 12.5, 12.5, [null, '12.5']],
  ['customfield_10104', { value: 'Marketing' }, { id: '10202', value: 'Marketing' }, [null, 'Marketing']],
];

describe('a field', () => {
  it.each(EDITS)('%s is set to %j, is shown, and is told of', async (id, value, shown, [fromString, to]) => {
    const { ask } = openJira();

    const { status } = await ask(`PUT ${SHOP_1}`, { fields: { [id]: value } });

    const fields = await read(ask, id);
    const { values } = JSON.parse(await (await ask(`GET ${SHOP_1}/changelog`)).text());
    expect(status).toBe(204);
    expect(fields).toEqual({ [id]: typeof shown === 'object' && shown !== null ? expect.anything() : shown });
    expect(fields).toMatchObject({ [id]: shown });
    expect(values).toMatchObject([
      { author: { accountId: APP_ID }, items: [{ fieldId: id, fromString, toString: to }] },
    ]);
  });

  it.each([
    ['summary', ''],
    ['labels', ['two words']],
    ['labels', 'a'],
    ['issuetype', { name: 'Unicorn' }],
    ['priority', { id: '99' }],
    ['assignee', { accountId: GONE }],
    ['reporter', null],
    ['reporter', { accountId: 'nobody' }],
    ['customfield_10100', { accountId: GONE }],
    ['customfield_10100', 'ben'],
    ['customfield_10101', [{ accountId: 'nobody' }]],
    ['customfield_10102', { groupId: 'none' }],
    ['customfield_10103', '12'],
    ['customfield_10104', { value: 'Sales' }],
    ['status', { name: 'Done' }],
    ['customfield_1', 1],
  ])('%s is not set to %j', async (id, value) => {
    const { ask, jira } = openJira();
    const before = jira.workItem('SHOP-1');

    const response = await ask(`PUT ${SHOP_1}`, { fields: { summary: 'New', [id]: value } });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ errorMessages: [], errors: { [id]: expect.any(String) } });
    expect(jira.workItem('SHOP-1')).toEqual(before);
  });

  it('is empty before, and empty again when it is cleared', async () => {
    const { ask } = openJira();
    const ids = ['10100', '10101', '10102', '10103', '10104'].map((n) => `customfield_${n}`);
    const empty = Object.fromEntries(ids.map((id) => [id, null]));
    const before = await read(ask, ids.join());
    await ask(`PUT ${SHOP_1}`, { fields: { customfield_10101: [{ accountId: BEN }], customfield_10103: 1 } });

    await ask(`PUT ${SHOP_1}`, { fields: empty });

    expect([before, await read(ask, ids.join())]).toEqual([empty, empty]);
  });

  it('takes additions and removals in their order, where it is a list', async () => {
    const { ask } = openJira();
    const labels = [{ set: ['a', 'b'] }, { add: 'c' }, { remove: 'a' }, { add: 'c' }];
    const approvers = [{ add: { accountId: BEN } }, { add: { accountId: ADA } }, { remove: { accountId: BEN } }];

    await ask(`PUT ${SHOP_1}`, { update: { labels, customfield_10101: approvers } });

    expect(await read(ask, 'labels,customfield_10101')).toMatchObject({
      labels: ['b', 'c'],
      customfield_10101: [{ accountId: ADA }],
    });
  });

  it.each([
    ['an addition to what is no list', { update: { summary: [{ add: 'a' }] } }],
    ['an operation that does not exist', { update: { labels: [{ edit: 'a' }] } }],
    ['the same field in both ways', { fields: { labels: [] }, update: { labels: [{ add: 'a' }] } }],
  ])('refuses %s', async (_what, body) => {
    const { ask } = openJira();

    expect((await ask(`PUT ${SHOP_1}`, body)).status).toBe(400);
  });
});

it('starts with what the world says', async () => {
  const [first, ...others] = world.workItems;
  if (first === undefined) throw new Error('the world has no work item');
  const fields = { customfield_10102: MANAGERS, customfield_10103: 900 };
  const workItems = [{ ...first, labels: ['urgent'], priority: 'High', fields }, ...others];
  const { ask } = openJira(undefined, { seeded: { ...world, workItems } });

  expect(await read(ask, 'labels,priority,customfield_10102,customfield_10103')).toMatchObject({
    labels: ['urgent'],
    priority: { name: 'High' },
    customfield_10102: { groupId: MANAGERS },
    customfield_10103: 900,
  });
});

it('creates work items with fields, and burns no number where it refuses', async () => {
  const { ask, jira } = openJira();
  const create = (fields: object) =>
    ask(`POST ${API}/issue`, {
      fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'A', ...fields },
    });

  const refused = await create({ labels: ['two words'] });
  await create({ labels: ['urgent'], reporter: { accountId: BEN }, customfield_10103: 5 });

  expect(refused.status).toBe(400);
  expect(jira.workItem('SHOP-3')).toMatchObject({
    type: 'Bug',
    labels: ['urgent'],
    reporter: BEN,
    fields: { customfield_10103: 5 },
  });
});

it('lists every field with the id by which it is edited', async () => {
  const { ask } = openJira();

  const fields: { id: string; name: string; custom: boolean }[] = JSON.parse(
    await (await ask(`GET ${API}/field`)).text(),
  );
  const { fields: meta } = JSON.parse(await (await ask(`GET ${SHOP_1}/editmeta`)).text());

  expect(fields).toContainEqual(expect.objectContaining({ id: 'customfield_10103', name: 'Amount', custom: true }));
  expect(fields.filter(({ id }) => !(id in meta)).map(({ id }) => id)).toEqual([
    'status',
    'project',
    'creator',
    'created',
    'updated',
  ]);
  expect(meta.labels.operations).toEqual(['set', 'add', 'remove']);
  expect(meta.customfield_10104.allowedValues).toMatchObject([{ value: 'Engineering' }, {}, {}]);
});
