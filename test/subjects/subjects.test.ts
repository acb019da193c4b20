import { describe, expect, it } from 'vitest';
import type { Effect } from '../../src/approvals/core/definition';
import type { Approval } from '../../src/approvals/core/model';
import { createConfluence } from '../../src/atlassian/confluence';
import { createJira } from '../../src/atlassian/jira';
import type { ProductRequest } from '../../src/ports';
import { PermanentError, TransientError } from '../../src/shared/errors';
import type { Subject } from '../../src/subjects/core/model';
import { createSubjects } from '../../src/subjects/subjects';
import { confluenceOverTwin, PAGE_ID, SPACE } from '../atlassian/given-confluence';
import { ADA, CLEO, DEV, person } from '../support/atlassian-twins';
import { notification } from '../support/builders';
import { jiraOverTwin } from '../support/jira-twin';
import { closedApproval, pendingApproval } from '../support/running-approvals';

const SITE = 'https://lighthouse.atlassian.net';
const ITEM: Subject = {
  kind: 'work-item',
  id: '10001',
  key: 'SHOP-1',
  title: 'Release checkout 2.4 on Thursday',
  url: `${SITE}/browse/SHOP-1`,
  container: 'SHOP',
};
const PAGE: Subject = {
  kind: 'page',
  id: PAGE_ID,
  key: '',
  title: 'Return policy',
  url: `${SITE}/wiki/spaces/${SPACE.key}/pages/${PAGE_ID}`,
  container: SPACE.key,
};

/** Subjects over both twins. `approvals` are those of whatever is asked about. */
function given({ approvals = [] as readonly Approval[], viewer = ADA } = {}) {
  const jira = jiraOverTwin(viewer);
  const confluence = confluenceOverTwin(viewer);
  const subjects = createSubjects({
    jira: jira.jira,
    confluence: confluence.confluence,
    approvalsOf: async () => approvals,
  });
  return { jira, confluence, subjects };
}

const tellingOn = (subject: Subject) => ({ approval: closedApproval({ subject }), row: notification() });
const commentsOn = (site: ReturnType<typeof given>, subject: Subject) =>
  (subject.kind === 'page' ? site.confluence.twin.page(subject.id) : site.jira.twin.workItem(subject.id))?.comments ??
  [];

describe.each([
  ['a work item', ITEM],
  ['a page', PAGE],
])('%s', (_kind, subject) => {
  it('is loaded for its viewer and read by the app in the same way', async () => {
    const { subjects } = given();

    const loaded = await subjects.load(subject, SITE);

    expect(loaded?.subject).toEqual(subject);
    expect(await subjects.read(subject)).toEqual(loaded);
    expect(await subjects.read({ kind: subject.kind, id: subject.id })).toEqual(loaded);
  });

  it('keeps the address under which it is known', async () => {
    const read = await given().subjects.read({ ...subject, url: 'https://old.example/x' });

    expect(read?.subject).toEqual({ ...subject, url: 'https://old.example/x' });
  });

  it('is not there where there is none', async () => {
    const { subjects } = given();

    expect(await subjects.load({ ...subject, id: '99999' }, SITE)).toBeUndefined();
    expect(await subjects.read({ ...subject, id: '99999' })).toBeUndefined();
  });

  it('gets the outcome as a comment, and only once where it may be there already', async () => {
    const site = given();

    await site.subjects.comment(tellingOn(subject), false);
    await site.subjects.comment(tellingOn(subject), true);

    expect(commentsOn(site, subject)).toHaveLength(1);
    expect(JSON.stringify(commentsOn(site, subject))).toContain('Change approval: approved');
  });

  it('gets a comment that follows from the outcome', async () => {
    const site = given();
    const effect: Effect = { type: 'comment', text: 'Thank you.\n\nYou may go on.' };

    await site.subjects.effect(tellingOn(subject), effect, false);
    await site.subjects.effect(tellingOn(subject), effect, true);

    expect(commentsOn(site, subject)).toHaveLength(1);
    expect(JSON.stringify(commentsOn(site, subject))).toContain('You may go on.');
  });

  it('gets a label, however often', async () => {
    const { subjects } = given();
    const effect: Effect = { type: 'add-label', label: 'approved' };

    await subjects.effect(tellingOn(subject), effect, false);
    await subjects.effect(tellingOn(subject), effect, true);

    expect((await subjects.read(subject))?.facts.label?.filter((each) => each === 'approved')).toEqual(['approved']);
  });

  it('shows the state of all its approvals as a property', async () => {
    const site = given({ approvals: [closedApproval({ subject })] });

    await site.subjects.property({ approval: { ...pendingApproval(), subject } });

    const { properties } =
      (subject.kind === 'page' ? site.confluence.twin.page(PAGE_ID) : site.jira.twin.workItem('10001')) ?? {};
    expect(properties).toMatchObject({ 'baton-approval': { state: 'approved', approved: ['Change approval'] } });
  });
});

describe('the page', () => {
  it('tells who changed it last, its labels and its text', async () => {
    const { subjects, confluence } = given();
    await confluence.confluence.addPageLabel(PAGE_ID, 'policy');

    const state = await subjects.read(PAGE);

    expect(state).toMatchObject({
      facts: { space: [SPACE.key], label: expect.arrayContaining(['policy']) },
      involved: { 'last-editor': ADA },
      content: {
        version: 1,
        parts: { title: 'Return policy', body: 'Customers may return goods within thirty days.' },
      },
    });
  });

  it('is gone when it is in the trash', async () => {
    const { subjects, confluence } = given();
    confluence.twin.trash(PAGE_ID, ADA);

    expect(await subjects.read(PAGE)).toBeUndefined();
  });

  it('is not shown to somebody from whom Confluence hides it', async () => {
    const { subjects, confluence } = given({ viewer: DEV });
    confluence.twin.restrict(PAGE_ID, { users: [ADA] }, ADA);

    expect(await subjects.load(PAGE, SITE)).toBeUndefined();
  });

  it.each<Effect>([
    { type: 'transition', to: 'Done' },
    { type: 'set-field', field: 'summary', value: 'x' },
  ])('has nothing like $type', async (effect) => {
    await expect(given().subjects.effect(tellingOn(PAGE), effect, false)).rejects.toMatchObject({
      code: 'not-for-pages',
    });
  });
});

describe('a transition that follows from the outcome', () => {
  const to = (status: string): Effect => ({ type: 'transition', to: status });
  const statusOf = async (site: ReturnType<typeof given>) => (await site.subjects.read(ITEM))?.facts.status;

  it('leads to the status, and a second time nowhere', async () => {
    const site = given();

    await site.subjects.effect(tellingOn(ITEM), to('done'), false);
    await site.subjects.effect(tellingOn(ITEM), to(' DONE '), true);

    expect(await statusOf(site)).toEqual(['Done']);
    const moves = site.jira.calls.filter(({ request }) => request.method === 'POST');
    expect(moves).toHaveLength(1);
  });

  it('that is not open to the work item will never be', async () => {
    const site = given();

    await expect(site.subjects.effect(tellingOn(ITEM), to('Archived'), false)).rejects.toMatchObject({
      code: 'no-such-transition',
    });
    expect(await statusOf(site)).toEqual(['In review']);
  });

  it('of a work item that is gone is given up', async () => {
    const telling = tellingOn({ ...ITEM, id: '99999' });

    await expect(given().subjects.effect(telling, to('Done'), false)).rejects.toMatchObject({ code: 'subject-gone' });
  });
});

describe('a field that follows from the outcome', () => {
  const set = (field: string, value: string): Effect => ({ type: 'set-field', field, value });

  it.each([
    ['customfield_10103', '12.5', '12.5'],
    ['customfield_10104', 'marketing', 'Marketing'],
    ['customfield_10100', CLEO, CLEO],
    ['summary', 'Released', 'Released'],
    ['description', 'Released.\nThank you.', 'Released.\nThank you.'],
    ['labels', 'released', 'released'],
  ])('is set by what it holds: %s', async (field, value, text) => {
    const { subjects } = given();

    await subjects.effect(tellingOn(ITEM), set(field, value), false);

    expect((await subjects.read(ITEM))?.facts[`field:${field}`]).toEqual([text]);
  });

  it.each([
    ['customfield_10103', 'many', 'not-a-number'],
    ['customfield_10104', 'Sales', 'no-such-option'],
    ['status', 'Done', 'field-not-editable'],
    ['constructor', 'x', 'field-not-editable'],
  ])('is left as it is where that cannot be: %s to %s', async (field, value, code) => {
    const site = given();

    await expect(site.subjects.effect(tellingOn(ITEM), set(field, value), false)).rejects.toMatchObject({ code });
    expect(site.jira.calls.every(({ request }) => request.method === 'GET')).toBe(true);
  });

  it('that Jira refuses is given up', async () => {
    await expect(given().subjects.effect(tellingOn(ITEM), set('reporter', 'nobody'), false)).rejects.toThrow(
      PermanentError,
    );
  });
});

describe('the property', () => {
  /** Subjects whose approvals are other ones each time that somebody looks. */
  function changing(states: readonly (readonly Approval[])[]) {
    const written: unknown[] = [];
    const send = async ({ body }: ProductRequest) => {
      written.push(body);
      return { status: 200, body: undefined };
    };
    const api = { asApp: send, asUser: send };
    let looked = -1;
    const subjects = createSubjects({
      jira: createJira(api),
      confluence: createConfluence(api),
      async approvalsOf() {
        looked += 1;
        return states[Math.min(looked, states.length - 1)] ?? [];
      },
    });
    return { subjects, written };
  }

  const [pending, approved] = [[pendingApproval()], [closedApproval()]];

  it('is written once where nothing changes meanwhile', async () => {
    const { subjects, written } = changing([approved]);

    await subjects.property({ approval: closedApproval() });

    expect(written).toMatchObject([{ state: 'approved' }]);
  });

  it('is written again where something changed while it was written', async () => {
    const { subjects, written } = changing([pending, approved]);

    await subjects.property({ approval: closedApproval() });

    expect(written).toMatchObject([{ state: 'pending' }, { state: 'approved' }]);
  });

  it('is tried again later where it does not come to rest', async () => {
    const { subjects, written } = changing([pending, approved, pending, approved, pending]);

    await expect(subjects.property({ approval: closedApproval() })).rejects.toThrow(TransientError);
    expect(written).toHaveLength(3);
  });
});

it('reads a work item that somebody renamed under its new name', async () => {
  const { subjects, jira } = given();
  await jira.ask('PUT /rest/api/3/issue/10001', { fields: { summary: 'Release on Friday' } }, person(ADA));

  expect((await subjects.read(ITEM))?.subject.title).toBe('Release on Friday');
});
