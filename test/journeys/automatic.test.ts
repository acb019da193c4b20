import { expect, it } from 'vitest';
import { choicesOf } from '../support/slack-reading';
import { PEOPLE, RETURN_POLICY, type Story, tell } from '../support/story';

const { ada, ben, cleo, dev } = PEOPLE;

async function automatic(startWhen: object, more: object = {}): Promise<Story> {
  const story = await tell();
  await story.form({
    name: 'By itself',
    steps: [{ name: 'Ben', asks: { type: 'user', people: [ben.accountId] }, quorum: { type: 'all' } }],
    startWhen,
    ...more,
  });
  return story;
}
const LABELLED = { op: 'is', fact: 'label', values: ['needs-approval'] };
const started = (story: Story) => story.stored('approval').length;

it('starts when a work item is created for which the condition holds, in the name of its creator', async () => {
  const story = await automatic({
    op: 'all',
    of: [
      { op: 'is', fact: 'type', values: ['Bug'] },
      { op: 'is', fact: 'project', values: ['SHOP'] },
    ],
  });

  await story.createItem(dev.accountId, { summary: 'A task' });
  expect(started(story)).toBe(0);
  const id = await story.createItem(dev.accountId, { summary: 'Checkout loses orders', issuetype: { name: 'Bug' } });

  const [approval] = (await story.panel('ada', id)).approvals;
  expect(approval).toMatchObject({ definitionName: 'By itself', state: 'pending', requester: dev.accountId });
  expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
});

it('starts each time the condition comes true, and not while it stays true', async () => {
  const story = await automatic(LABELLED);

  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });
  expect(started(story)).toBe(1);
  await story.editItem('SHOP-1', dev.accountId, { summary: 'Release checkout 2.5' });
  await story.decide('ben', 'approve');
  await story.editItem('SHOP-1', dev.accountId, { summary: 'Release checkout 2.6' });
  expect(started(story)).toBe(1);

  await story.labelItem('SHOP-1', cleo.accountId, { remove: 'needs-approval' });
  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });

  expect(started(story)).toBe(2);
  expect((await story.panel()).approvals[0]).toMatchObject({ state: 'pending', requester: cleo.accountId });
});

it('is not started beside itself', async () => {
  const story = await automatic(LABELLED);
  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });

  await story.labelItem('SHOP-1', cleo.accountId, { remove: 'needs-approval' });
  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });

  expect(started(story)).toBe(1);
});

it('starts on a page by its label, and only in the spaces of its scope', async () => {
  const story = await automatic(LABELLED, { scope: { type: 'chosen', projects: [], spaces: ['POL'] } });

  await story.labelPage('50012', ada.accountId, 'needs-approval');
  expect(started(story)).toBe(0);
  await story.labelPage(RETURN_POLICY.id, ada.accountId, 'needs-approval');

  expect(await story.approval('ada', RETURN_POLICY)).toMatchObject({ definitionName: 'By itself', state: 'pending' });
});

it.each(['duplicate', 'reorder'] as const)('starts once though the event comes as a %s', async (kind) => {
  const story = await automatic(LABELLED);
  story.sandbox.faults.add([{ at: 'event:avi:jira:updated:issue', kind }]);

  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });
  await story.settle(10);

  expect(started(story)).toBe(1);
  expect(story.messages('ben')).toHaveLength(1);
});

it('does not start what was archived', async () => {
  const story = await automatic(LABELLED);
  const [listed] = (await story.admin('definitions/list').then((all) => (all.ok ? all.value : []))).filter(
    ({ name }) => name === 'By itself',
  );
  await story.admin('definitions/archive', { id: listed?.id, archived: true });

  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });

  expect(started(story)).toBe(0);
});

it('sees the change of a field whose event came before the approval was known', async () => {
  const story = await tell();
  await story.form({
    name: 'Marked',
    steps: [{ name: 'Ben', asks: { type: 'user', people: [ben.accountId] }, quorum: { type: 'all' } }],
    terms: { changes: { onChange: 'mark' } },
  });
  story.sandbox.faults.add([{ at: 'queue:deliver:relay-consumer', kind: 'delay', delayMs: 30_000 }]);
  await story.start('Marked');

  await story.editItem('SHOP-1', dev.accountId, { summary: 'Release something else' });
  await story.settle(5);

  expect(await story.approval()).toMatchObject({ outdated: true, changes: [{ part: 'summary' }] });
  expect(story.messages('ben').flatMap(choicesOf)).toEqual([]);
  expect(await story.decide('ben', 'approve')).toMatchObject({
    ok: false,
    error: expect.stringContaining('was changed'),
  });
});

it.each([
  ['the summary', { summary: 'Something else' }, true],
  ['a field that nobody named', { customfield_10103: 7 }, false],
  ['white space', { summary: 'Release  checkout 2.4 on Thursday ' }, false],
])('is outdated by a change of %s as the policy says', async (_what, fields, outdated) => {
  const story = await tell();
  await story.form({
    name: 'Marked',
    steps: [{ name: 'Ben', asks: { type: 'user', people: [ben.accountId] }, quorum: { type: 'all' } }],
    terms: { changes: { onChange: 'mark', parts: ['summary'] } },
  });
  await story.start('Marked');

  await story.editItem('SHOP-1', dev.accountId, fields);

  expect((await story.approval()).outdated).toBe(outdated);
});

it('ends with its work item', async () => {
  const story = await automatic(LABELLED);
  await story.labelItem('SHOP-1', cleo.accountId, { add: 'needs-approval' });

  story.sandbox.jira.delete('SHOP-1', ada.accountId);
  await story.settle(10);

  expect(story.stored('approval')[0]?.value).toMatchObject({ data: { approval: { status: 'cancelled' } } });
  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(await story.history('dead')).toEqual([]);
});
