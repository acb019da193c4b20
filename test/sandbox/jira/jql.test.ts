import { describe, expect, it } from 'vitest';
import { BEN, CLEO, openJira, person } from '../../support/atlassian-twins';

const API = '/rest/api/3';

const indexed = [
  {
    entityType: 'issue',
    propertyKey: 'baton-approval',
    values: [
      { path: 'state', type: 'string', searchAlias: 'batonState' },
      { path: 'open.approvers', type: 'user', searchAlias: 'batonOpenApprover' },
      { path: 'step', type: 'number', searchAlias: 'batonStep' },
      { path: 'due', type: 'date', searchAlias: 'batonDue' },
      { path: 'title', type: 'text', searchAlias: 'batonTitle' },
      { path: 'secret', type: 'string' },
    ],
  },
] as const;

/** SHOP-1 waits for Ben and Cleo, SHOP-2 was approved, SHOP-3 has no property; the index has seen it all. */
async function given() {
  const site = openJira(undefined, { indexed });
  const { ask, clock } = site;
  const property = (key: string, value: unknown) => ask(`PUT ${API}/issue/${key}/properties/baton-approval`, value);
  await ask(`POST ${API}/issue`, { fields: { project: { key: 'SHOP' }, issuetype: { name: 'Bug' }, summary: 'Leak' } });
  await ask(`PUT ${API}/issue/SHOP-2`, {
    fields: { labels: ['urgent'], customfield_10103: 900, customfield_10104: { value: 'Marketing' } },
  });
  const open = { approvers: [BEN, CLEO] };
  await property('SHOP-1', {
    state: 'pending',
    open,
    step: 2,
    due: '2026-03-05',
    title: 'Release the checkout',
    secret: 'x',
  });
  await property('SHOP-2', {
    state: 'approved',
    open: { approvers: [] },
    step: 10,
    due: '2026-03-01T08:00:00Z',
    title: 'Printer',
  });
  clock.advance(3_000);

  async function search(
    jql: string,
    caller = person(BEN),
  ): Promise<{ status: number; keys: string[]; error?: string }> {
    const response = await ask(`POST ${API}/search/jql`, { jql, fields: ['summary'] }, caller);
    if (response.status !== 200) return { status: response.status, keys: [], error: await response.text() };
    const { issues }: { issues: { key: string }[] } = JSON.parse(await response.text());
    return { status: 200, keys: issues.map(({ key }) => key) };
  }
  return { ...site, property, search };
}

describe('a search', () => {
  it.each([
    ['issue.property[baton-approval].state = "approved"', ['SHOP-2']],
    ['issue.property["baton-approval"].state = approved', ['SHOP-2']],
    ["issue.property['baton-approval'].secret = x", ['SHOP-1']],
    ['batonState = approved AND project = SHOP', ['SHOP-2']],
    ['batonState != approved', ['SHOP-1']],
    ['batonState is EMPTY and project = SHOP', ['SHOP-3']],
    ['batonState is not empty', ['SHOP-2', 'SHOP-1']],
    ['batonState in (approved, "rejected")', ['SHOP-2']],
    ['batonState not in (approved)', ['SHOP-1']],
    [`batonOpenApprover = "${BEN}"`, ['SHOP-1']],
    [`batonOpenApprover != "${BEN}"`, []],
    ['batonOpenApprover = currentUser()', ['SHOP-1']],
    ['batonOpenApprover in membersOf("release-managers")', ['SHOP-1']],
    [`batonOpenApprover[0] = "${BEN}"`, ['SHOP-1']],
    [`batonOpenApprover[0] = "${CLEO}"`, []],
    ['batonStep > 2', ['SHOP-2']],
    ['batonStep >= 2 order by batonStep', ['SHOP-1', 'SHOP-2']],
    ['batonStep in (2, 10) order by batonStep desc', ['SHOP-2', 'SHOP-1']],
    ['batonDue < "2026-03-03"', ['SHOP-2']],
    ['batonDue > -1d', ['SHOP-1']],
    ['batonTitle ~ "the release"', ['SHOP-1']],
    ['batonTitle !~ printer AND batonState is not empty', ['SHOP-1']],
    ['key in (SHOP-1, SHOP-3) and not status = "In review"', ['SHOP-3']],
    ['(status = "In review" or labels = urgent) and project = shop', ['SHOP-2', 'SHOP-1']],
    ['status = "In review" or labels = urgent and issuetype = Bug', ['SHOP-1']],
    ['project = SHOP and statusCategory = "To Do" order by key asc', ['SHOP-2', 'SHOP-3']],
    ['Amount >= 900', ['SHOP-2']],
    ['cf[10104] = Marketing', ['SHOP-2']],
    ['labels != "other"', ['SHOP-2']],
    ['assignee is empty and project = SHOP', ['SHOP-3', 'SHOP-2']],
    ['summary ~ checkout', ['SHOP-1']],
    ['created <= now', 400],
    ['batonNothing = 1', 400],
    ['issue.property[other].state = approved', 400],
    ['issue.property[baton-approval].nothing = approved', 400],
    ['batonState ~ approved', 400],
    ['batonTitle = printer', 400],
    ['batonStep = many', 400],
    ['batonDue = tomorrow', 400],
    ['status = Nowhere', 400],
    ['project = NOPE', 400],
    ['key = SHOP-99', 400],
    ['assignee = nobody', 400],
    ['assignee in membersOf(none)', 400],
    ['project = SHOP AND', 400],
    ['project SHOP', 400],
    ['(project = SHOP', 400],
    ['project is SHOP', 400],
    ['project = SHOP order by', 400],
    ['order by key', 400],
    ['text ~ checkout', 501],
    ['sprint in openSprints()', 501],
    ['status was Done', 501],
    ['created > startOfDay()', 501],
    ['project = SHOP order by labels', 501],
  ])('for %s answers %j', async (jql, expected) => {
    const { search } = await given();

    const { status, keys, error } = await search(jql);

    expect(status === 200 ? keys : status).toEqual(expected);
    const envelope = { errorMessages: [expect.any(String)], errors: {} };
    if (status === 400) expect(JSON.parse(error ?? '')).toEqual(envelope);
  });

  it('sees a property only when the index has caught up, or the work item is reconciled', async () => {
    const { ask, clock, property, search } = await given();
    await property('SHOP-3', { state: 'approved' });
    const body = { jql: 'batonState = approved', fields: ['id'], reconcileIssues: [20001] };

    const reconciled = await (await ask(`POST ${API}/search/jql`, body)).json();
    const before = await search('batonState = approved');
    clock.advance(3_000);

    expect(reconciled).toMatchObject({ issues: [{ id: '20001' }, { id: '10002' }] });
    expect(before.keys).toEqual(['SHOP-2']);
    expect((await search('batonState = approved')).keys).toEqual(['SHOP-3', 'SHOP-2']);
  });

  it('knows no property that the app has not had indexed', async () => {
    const { ask } = openJira();
    await ask(`PUT ${API}/issue/SHOP-1/properties/baton-approval`, { state: 'approved' });

    const response = await ask(`POST ${API}/search/jql`, { jql: 'issue.property[baton-approval].state = approved' });

    expect(response.status).toBe(400);
  });
});
