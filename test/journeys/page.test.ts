import { expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, RETURN_POLICY, type Story, tell } from '../support/story';

const { ada, ben, cleo, dev } = PEOPLE;
const place = RETURN_POLICY;
const PAGE = RETURN_POLICY.id;
const UNDO_MINUTES = 5;

const page = (story: Story) => story.sandbox.confluence.page(PAGE);
const headlines = (story: Story, person: 'ada' | 'ben' | 'cleo') =>
  story.messages(person).map((message) => wordsOf(message).split('\n')[0]);

/** Nobody's own edit, so that nobody is excluded. */
async function started(): Promise<Story> {
  const story = await tell();
  await story.start('Policy page', { place });
  return story;
}

async function approved(): Promise<Story> {
  const story = await started();
  await story.decide('ben', 'approve', { place });
  await story.decide('cleo', 'approve', { place });
  await story.settle(UNDO_MINUTES + 6);
  return story;
}

it('asks the first step about the page and its version, and the second step only after it', async () => {
  const story = await started();

  expect(wordsOf(story.message('ben'))).toContain('Return policy');
  expect(choicesOf(story.message('ben'))).toContain('approve');
  expect(story.messages('cleo')).toEqual([]);
  expect(await story.approval('ada', place)).toMatchObject({ version: 1, state: 'pending' });
  expect(page(story)?.properties['baton-approval']).toMatchObject({
    state: 'pending',
    definition: 'Policy page',
    step: 'Policy owner',
    openApprovers: [ben.accountId],
  });

  await story.decide('ben', 'approve', { place });

  expect(choicesOf(story.message('cleo'))).toContain('approve');
  const [first] = (await story.approval('cleo', place)).steps;
  expect(first?.approvers[0]?.decision).toMatchObject({ kind: 'approve', via: 'confluence' });
});

it('goes back to the requester for changes, and on with the page as it then is', async () => {
  const story = await started();

  await story.decide('ben', 'request-changes', { place, comment: 'Say who pays for the parcel.' });

  expect(wordsOf(story.message('ada'))).toContain('Changes requested: Policy page');
  expect(choicesOf(story.message('ben'))).not.toContain('approve');
  const returned = await story.approval('ada', place);
  expect(returned).toMatchObject({ may: { resubmit: { step: 0 } }, steps: [{ state: 'returned' }, {}] });
  expect(returned.steps[0]?.approvers[0]?.decision).toMatchObject({
    kind: 'request-changes',
    comment: 'Say who pays for the parcel.',
  });

  await story.editPage(PAGE, ada.accountId, {
    text: 'Customers may return goods within thirty days. We pay the parcel.',
  });
  expect(await story.act('ada', { type: 'resubmit', step: 0 }, place)).toMatchObject({ ok: true });

  expect(await story.approval('ben', place)).toMatchObject({
    version: 2,
    outdated: false,
    steps: [{ state: 'open' }, {}],
  });
  expect(story.requests('ben')).toHaveLength(2);
  expect(choicesOf(story.message('ben'))).toContain('approve');

  await story.decide('ben', 'approve', { place });
  await story.decide('cleo', 'approve', { place });
  await story.settle(UNDO_MINUTES + 6);
  expect(page(story)?.properties['baton-approval']).toMatchObject({ state: 'approved', approved: ['Policy page'] });
});

it('is approved for good when nobody can take it back any more: comment, label and property on the page', async () => {
  const story = await started();
  await story.decide('ben', 'approve', { place });
  await story.decide('cleo', 'approve', { place });
  expect(page(story)?.comments).toEqual([]);

  await story.settle(UNDO_MINUTES + 6);

  const seen = page(story);
  expect(seen?.comments).toHaveLength(1);
  expect(seen?.comments[0]?.text).toContain('Policy page: approved');
  expect(seen?.labels).toContain('approved');
  expect(seen?.version).toBe(1);
  expect(seen?.properties['baton-approval']).toMatchObject({ state: 'approved', outdated: false, openApprovers: [] });
  expect(headlines(story, 'ada')).toEqual(['Approved: Policy page']);
  expect(await story.history('dead')).toEqual([]);
});

it('shows what has changed when the page is edited after it was approved', async () => {
  const story = await approved();

  await story.editPage(PAGE, dev.accountId, { text: 'Customers may return goods within ten days.' });

  const view = await story.approval('ada', place);
  expect(view).toMatchObject({ state: 'approved', outdated: true });
  expect(view.changes).toMatchObject([{ part: 'text of the page', before: expect.stringContaining('thirty') }]);
  expect(page(story)?.properties['baton-approval']).toMatchObject({ state: 'outdated', outdated: true, approved: [] });
});

it('takes no notice of an edit that its editor calls minor', async () => {
  const story = await approved();

  await story.editPage(PAGE, dev.accountId, { text: 'Customers may return goods within 30 days.', minor: true });

  expect(await story.approval('ada', place)).toMatchObject({ state: 'approved', outdated: false, changes: [] });
});

it('asks those again who had decided when the text changes while it runs, with a new message', async () => {
  const story = await started();
  await story.decide('ben', 'approve', { place });
  expect(choicesOf(story.message('cleo'))).toContain('approve');

  await story.editPage(PAGE, dev.accountId, { text: 'Customers may return goods within ten days.' });

  const view = await story.approval('ada', place);
  expect(view).toMatchObject({ state: 'pending', outdated: false, version: 2 });
  expect(view.steps.map(({ state }) => state)).toEqual(['open', 'waiting']);
  expect(view.steps[0]?.approvers[0]?.decision).toBeUndefined();
  expect(story.requests('ben')).toHaveLength(2);
  expect(choicesOf(story.message('ben'))).toContain('approve');
  expect(choicesOf(story.message('cleo'))).not.toContain('approve');
  expect(headlines(story, 'ada')).toEqual(['Asked again: Policy page']);
});

it('does not ask whoever edited the page last', async () => {
  const story = await tell();
  await story.editPage(PAGE, cleo.accountId, { text: 'Customers may return goods within sixty days.' });
  await story.start('Policy page', { place });

  await story.decide('ben', 'approve', { place });

  const view = await story.approval('ada', place);
  expect(view.steps[1]).toMatchObject({
    state: 'open',
    approvers: [{ id: cleo.accountId, left: expect.stringContaining('edited the page last') }],
    excluded: [],
    deadlock: expect.any(String),
  });
  expect(story.messages('cleo')).toEqual([]);
  expect(headlines(story, 'ada')).toEqual(['Approval is stuck: Policy page']);
});

it('ends when the page goes to the trash', async () => {
  const story = await started();

  story.sandbox.confluence.trash(PAGE, ada.accountId);
  await story.settle();

  expect(wordsOf(story.message('ben'))).toContain('Cancelled: Policy page');
  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(await story.history('dead')).toEqual([]);
});

it('decides in Slack about a page too', async () => {
  const story = await started();

  await story.press('ben', 'approve');

  const [first] = (await story.approval('ada', place)).steps;
  expect(first).toMatchObject({ state: 'approved', approvers: [{ decision: { kind: 'approve', via: 'slack' } }] });
});
