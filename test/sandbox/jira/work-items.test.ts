import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDocuments } from '../../../sandbox/documents';
import { ADA, APP_ID, app, BEN, GONE, openJira, paragraph, person } from '../../support/atlassian-twins';

const API = '/rest/api/3';
const SHOP_1 = `${API}/issue/SHOP-1`;

describe('a work item', () => {
  it('shows only the fields that were asked for', async () => {
    const { ask } = openJira();
    const fieldsOf = async (query: string) => {
      const issue: { fields: object } = JSON.parse(await (await ask(`GET ${SHOP_1}?fields=${query}`)).text());
      return Object.keys(issue.fields);
    };

    expect(await fieldsOf('summary,status,nonsense')).toEqual(['summary', 'status']);
    expect(await fieldsOf('*navigable')).not.toContain('comment');
    expect(await fieldsOf('*all,-comment')).toEqual(await fieldsOf('*navigable'));
  });

  it('moves along the three statuses of its workflow, and no other way', async () => {
    const { ask, jira } = openJira();
    const move = async (id: string) => (await ask(`POST ${SHOP_1}/transitions`, { transition: { id } })).status;

    expect([await move('11'), await move('21'), await move('31'), await move('11')]).toEqual([400, 204, 204, 204]);
    expect(jira.workItem('SHOP-1')?.status).toBe('In review');
  });

  it.each([
    ['a stranger', { accountId: 'nobody' }],
    ['a deactivated person', { accountId: GONE }],
    ['an app', { accountId: APP_ID }],
    ['nobody in particular', {}],
    ['a person by name', { name: 'ada' }],
    ['two ways at once', { accountId: ADA, name: 'ada' }],
  ])('is not assigned to %s', async (_whom, body) => {
    const { ask, jira } = openJira();
    const before = jira.workItem('SHOP-1')?.assignee;

    const response = await ask(`PUT ${SHOP_1}/assignee`, body);

    expect(response.status).toBe(400);
    expect(jira.workItem('SHOP-1')?.assignee).toBe(before);
  });

  it('is assigned to a person, and to nobody', async () => {
    const { ask, jira } = openJira();

    await ask(`PUT ${SHOP_1}/assignee`, { accountId: BEN });
    const assigned = jira.workItem('SHOP-1')?.assignee;
    await ask(`PUT ${SHOP_1}/assignee`, { accountId: null });

    expect([assigned, jira.workItem('SHOP-1')?.assignee]).toEqual([BEN, undefined]);
  });

  it('is gone with its comments and properties when it is deleted, and its key is not used again', async () => {
    const { ask, jira, events } = openJira();
    const make = () =>
      ask(`POST ${API}/issue`, { fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'A' } });
    await make();
    await ask(`POST ${API}/issue/SHOP-3/comment`, { body: paragraph('Hi') });

    jira.delete('SHOP-3', ADA);
    await make();

    expect(jira.workItems().map((item) => item.key)).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-4']);
    expect((await ask(`GET ${API}/comment/30001/properties`)).status).toBe(404);
    expect(events.map((event) => event.eventType)).toContain('avi:jira:deleted:issue');
  });

  it('takes a property of 32,768 characters, and no longer one', async () => {
    const { ask } = openJira();
    const put = async (chars: number) =>
      (await ask(`PUT ${SHOP_1}/properties/big`, `"${'x'.repeat(chars - 2)}"`)).status;

    expect([await put(32_768), await put(32_768), await put(32_769)]).toEqual([201, 200, 400]);
  });
});

describe('the comments of a work item', () => {
  it('are listed from the oldest or the newest, a page at a time, with the properties set with them', async () => {
    const { ask, clock } = openJira();
    for (const n of [1, 2, 3]) {
      await ask(`POST ${SHOP_1}/comment`, { body: paragraph(`${n}`), properties: [{ key: 'mark', value: n }] });
      clock.advance(1_000);
    }
    const list = async (query: string) => (await ask(`GET ${SHOP_1}/comment?${query}`)).json();

    expect(await list('orderBy=-created&maxResults=1&startAt=1&expand=properties')).toMatchObject({
      total: 3,
      startAt: 1,
      comments: [{ id: '30002', properties: [{ key: 'mark', value: 2 }] }],
    });
    expect(await list('orderBy=+created')).toMatchObject({
      comments: [{ id: '30001' }, { id: '30002' }, { id: '30003' }],
    });
    expect(JSON.stringify(await list(''))).not.toContain('"properties"');
  });

  it('are told apart from edits by their times', async () => {
    const { ask, clock, events } = openJira();
    await ask(`POST ${SHOP_1}/comment`, { body: paragraph('Hi') });
    clock.advance(1_000);

    await ask(`PUT ${SHOP_1}/comment/30001`, { body: paragraph('Bye') });

    const [created, updated] = ['2026-03-02T09:00:00.000+0000', '2026-03-02T09:00:01.000+0000'];
    expect(events).toMatchObject([{ comment: { created, updated: created } }, { comment: { created, updated } }]);
  });

  it('are refused when they say nothing', async () => {
    const { ask } = openJira();

    const response = await ask(`POST ${SHOP_1}/comment`, { body: { version: 1, type: 'doc', content: [] } });

    expect(response.status).toBe(400);
  });
});

describe('a search', () => {
  it('does not see a change at once, but for the ids that are to be reconciled', async () => {
    const { ask, clock } = openJira();
    const search = async (more: object) => {
      const body = { jql: 'status = "In review"', fields: ['summary'], ...more };
      const found: { issues: { key: string }[] } = JSON.parse(await (await ask(`POST ${API}/search/jql`, body)).text());
      return found.issues.map(({ key }) => key);
    };
    await ask(`POST ${SHOP_1}/transitions`, { transition: { id: '21' } });

    expect([await search({}), await search({ reconcileIssues: [10001] })]).toEqual([['SHOP-1'], []]);
    clock.advance(3_000);
    expect(await search({})).toEqual([]);
  });

  it('goes on from the token of the page before; the last page has none', async () => {
    const { ask } = openJira();
    const page = async (more: object) =>
      (await ask(`POST ${API}/search/jql`, { jql: 'project = SHOP', maxResults: 1, ...more })).json();

    const first: { nextPageToken?: string; isLast: boolean } = JSON.parse(JSON.stringify(await page({})));
    const last = await page({ nextPageToken: first.nextPageToken });

    expect(first.isLast).toBe(false);
    expect(last).toMatchObject({ isLast: true, issues: [{ id: '10001' }] });
    expect(last).not.toHaveProperty('nextPageToken');
  });
});

it('finds everything again after the database was opened anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jira-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'sandbox.db');
  const before = openJira(openDocuments(path));
  const properties = [{ key: 'mark', value: 1 }];
  await before.ask(`POST ${SHOP_1}/comment`, { body: paragraph('Hi'), properties }, person(BEN));
  await before.ask(`POST ${SHOP_1}/notify`, { to: { users: [{ accountId: BEN }] } });
  for (let n = 0; n < 18; n += 1) await before.ask(`PUT ${SHOP_1}/properties/seen`, { n });
  const items = before.jira.workItems();
  before.documents.close();

  const after = openJira(openDocuments(path), { seed: false });
  onTestFinished(() => after.documents.close());

  expect(after.jira.workItems()).toEqual(items);
  expect(after.mailbox.all()).toHaveLength(1);
  expect((await after.ask(`PUT ${SHOP_1}/properties/seen`, {})).status).toBe(429);
});

it('knows nothing after a reset', async () => {
  const { jira, ask } = openJira();

  jira.reset();

  expect(jira.workItems()).toEqual([]);
  expect((await ask(`GET ${SHOP_1}`, undefined, person(ADA))).status).toBe(401);
  expect((await ask(`GET ${SHOP_1}`, undefined, app)).status).toBe(404);
});
