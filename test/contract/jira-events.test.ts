import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ADA, APP_ID, app, BEN, openJira, paragraph, person } from '../support/atlassian-twins';
import { readContract } from '../support/contracts';

const schema = readContract('atlassian/forge-events/jira.event.schema.json');
const SHOP_1 = '/rest/api/3/issue/SHOP-1';

describe.skipIf(schema === undefined)('the events of the Jira twin', () => {
  // A change has a key named toString, which every object inherits.
  const ajv = new Ajv2020({ strict: false, ownProperties: true });
  const validate = schema === undefined ? () => false : ajv.compile(z.looseObject({}).parse(schema));

  it.each([
    ['POST /rest/api/3/issue', newItem(), ['avi:jira:created:issue']],
    [`PUT ${SHOP_1}`, { fields: { summary: 'New' } }, ['avi:jira:updated:issue']],
    [`PUT ${SHOP_1}`, { fields: { customfield_10101: [{ accountId: BEN }] } }, ['avi:jira:updated:issue']],
    [`PUT ${SHOP_1}`, { fields: { customfield_10103: 12.5, priority: { name: 'High' } } }, ['avi:jira:updated:issue']],
    [`PUT ${SHOP_1}`, { update: { labels: [{ add: 'urgent' }] } }, ['avi:jira:updated:issue']],
    [
      `PUT ${SHOP_1}`,
      { fields: { assignee: { accountId: BEN }, summary: 'New' } },
      ['avi:jira:assigned:issue', 'avi:jira:updated:issue'],
    ],
    [`PUT ${SHOP_1}/assignee`, { accountId: BEN }, ['avi:jira:assigned:issue', 'avi:jira:updated:issue']],
    [`PUT ${SHOP_1}/assignee`, { accountId: null }, ['avi:jira:assigned:issue', 'avi:jira:updated:issue']],
    [`POST ${SHOP_1}/transitions`, { transition: { id: '21' } }, ['avi:jira:updated:issue']],
    [`POST ${SHOP_1}/comment`, { body: paragraph('Hi') }, ['avi:jira:commented:issue']],
    [`DELETE ${SHOP_1}`, undefined, ['avi:jira:deleted:issue']],
  ])('%s with %j sends what Forge would send', async (route, body, expected) => {
    const { ask, events } = openJira();

    await ask(route, body);

    expect(events.map((event) => event.eventType)).toEqual(expected);
    // Through JSON, as a trigger receives them.
    expect(events.map((event) => validate(JSON.parse(JSON.stringify(event))))).toEqual(expected.map(() => true));
  });

  it.each([
    ['the app', app, APP_ID, true],
    [
      'the app in the name of a person',
      { type: 'user', accountId: ADA, scopes: ['write:jira-work'] } as const,
      ADA,
      true,
    ],
    ['a person', person(ADA), ADA, false],
  ])('name %s as the actor, and say whether the app wrote', async (_who, caller, atlassianId, selfGenerated) => {
    const { ask, events } = openJira();

    await ask(`PUT ${SHOP_1}`, { fields: { summary: 'New' } }, caller);

    expect(events).toMatchObject([{ atlassianId, selfGenerated, timestamp: '1772442000000' }]);
  });

  it('tell what changed, from what and to what', async () => {
    const { ask, events } = openJira();

    await ask(`POST ${SHOP_1}/transitions`, { transition: { id: '21' } });

    const items = [{ field: 'status', fromString: 'In review', toString: 'Done' }];
    expect(events).toMatchObject([
      { changelog: { items }, associatedStatuses: [{ name: 'In review' }, { name: 'Done' }] },
    ]);
  });

  it('tell of all that one edit changed in one changelog, whose id is that of the history', async () => {
    const { ask, events } = openJira();

    const fields = { assignee: { accountId: BEN }, customfield_10103: 12.5 };
    await ask(`PUT ${SHOP_1}`, { fields, update: { labels: [{ add: 'a' }, { add: 'b' }] } });

    const [history] = JSON.parse(await (await ask(`GET ${SHOP_1}/changelog`)).text()).values;
    const [assigned, updated] = events;
    expect([assigned?.changelog, updated?.changelog]).toEqual([
      { id: history.id, items: expect.any(Array) },
      { id: history.id, items: expect.any(Array) },
    ]);
    expect(updated).toMatchObject({
      changelog: {
        items: [
          { field: 'labels', fieldId: 'labels', from: null, fromString: '', to: null, toString: 'a b' },
          { field: 'assignee', fieldId: 'assignee', fromString: 'Dev Ellis', to: BEN, toString: 'Ben Castle' },
          { field: 'Amount', fieldId: 'customfield_10103', fromString: null, toString: '12.5' },
        ],
      },
    });
  });

  it('show no more of a work item than Forge does', async () => {
    const { ask, events } = openJira();

    await ask(`PUT ${SHOP_1}`, { fields: { summary: 'New' } });

    const { fields } = z.object({ fields: z.record(z.string(), z.unknown()) }).parse(events[0]?.issue);
    expect(Object.keys(fields).sort()).toEqual(
      ['assignee', 'created', 'creator', 'issuetype', 'project', 'reporter', 'status', 'summary', 'updated'].sort(),
    );
  });

  it('stay out where nothing changed', async () => {
    const { ask, events, jira } = openJira();

    await ask(`PUT ${SHOP_1}/assignee`, { accountId: jira.workItem('SHOP-1')?.assignee });
    await ask(`PUT ${SHOP_1}`, { fields: { summary: jira.workItem('SHOP-1')?.summary } });

    expect(events).toEqual([]);
  });
});

function newItem() {
  return {
    fields: { project: { id: '10000' }, issuetype: { name: 'Task' }, summary: 'New', assignee: { accountId: BEN } },
  };
}
