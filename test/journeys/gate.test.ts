import { expect, it } from 'vitest';
import { PEOPLE, SHOP_2, type Story, tell } from '../support/story';

const { ada, ben, dev } = PEOPLE;
const FINISH = '21';
const SEND_BACK = '31';
const REVIEW = '11';

async function gated(terms: object = {}): Promise<Story> {
  const story = await tell();
  const definitionId = await story.form({
    name: 'Sign-off',
    steps: [{ name: 'Ben', asks: { type: 'user', people: [ben.accountId] }, quorum: { type: 'all' } }],
    terms,
  });
  story.sandbox.jira.setValidators({ project: 'SHOP', transition: FINISH }, [
    { module: 'approval-gate', configuration: { definitionId } },
  ]);
  return story;
}
const finish = (story: Story) => story.move('SHOP-1', dev.accountId, FINISH);

it('lets the work item pass only when the chosen approval is approved, and says why not', async () => {
  const story = await gated();

  expect(await finish(story)).toContain('The approval “Sign-off” was not started.');
  await story.start('Sign-off');
  expect(await finish(story)).toContain('is still open');
  await story.decide('ben', 'approve');

  expect(await finish(story)).toBe('Done');
});

it('does not let it pass by another approval, nor after a rejection', async () => {
  const story = await gated();
  await story.define('Something else', [{ name: 'Ben', approvers: ['ben'], quorum: 'all' }]);
  await story.start('Something else');
  await story.decide('ben', 'approve');
  expect(await finish(story)).toContain('was not started');

  story.sandbox.clock.advance(1_000);
  await story.start('Sign-off');
  await story.decide('ben', 'reject');

  expect(await finish(story)).toContain('was rejected');
});

it('does not let it pass while the approval can be taken back, nor when the work item was changed since', async () => {
  const story = await gated({ undoMinutes: 5, changes: { onChange: 'mark' } });
  await story.start('Sign-off');
  await story.decide('ben', 'approve');
  expect(await finish(story)).toContain('can still be taken back');

  await story.settle(11);
  expect(await finish(story)).toBe('Done');

  await story.move('SHOP-1', dev.accountId, SEND_BACK);
  await story.move('SHOP-1', dev.accountId, REVIEW);
  await story.editItem('SHOP-1', dev.accountId, { summary: 'Release something else' });
  expect(await finish(story)).toContain('is outdated');
});

it('lets nothing pass when Jira cannot be read, and says so', async () => {
  const story = await gated();
  await story.start('Sign-off');
  await story.decide('ben', 'approve');
  story.sandbox.faults.add([{ at: 'jira:GET /rest/api/3/issue/{id}', kind: 'server-error', times: 9 }]);

  expect(await finish(story)).toContain('Baton could not check the approval');
  expect(story.sandbox.jira.workItem('SHOP-1')?.status).toBe('In review');
});

it('finds approvals with JQL by state, definition and who is still to decide', async () => {
  const story = await gated();
  await story.start('Release approval');
  await story.start('Sign-off', { place: SHOP_2 });
  await story.decide('ben', 'approve', { place: SHOP_2 });
  const find = async (jql: string) => {
    // Jira's search sees a change a little later.
    await story.settle(1);
    return story.search(jql, ada.accountId);
  };

  expect(await find('batonState = "approved"')).toEqual([SHOP_2.id]);
  expect(await find('batonState = "pending"')).toEqual(['10001']);
  expect(await find('batonDefinition = "Release approval"')).toEqual(['10001']);
  expect(await find('batonApproved = "Sign-off"')).toEqual([SHOP_2.id]);
  expect(await find(`batonOpenApprover = "${ben.accountId}"`)).toEqual(['10001']);

  await story.decide('ben', 'approve');
  expect(await find(`batonOpenApprover = "${ben.accountId}"`)).toEqual([]);
});
