import { expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, tell } from '../support/story';

/** Everybody reads the outcome, nobody can press anything, and the work item tells it once. */
function expectOutcome(story: Story, outcome: 'approved' | 'rejected' | 'cancelled', headline: string): void {
  for (const person of ['ben', 'cleo'] as const) {
    expect(choicesOf(story.message(person))).toEqual([]);
    expect(wordsOf(story.message(person))).toContain(headline);
  }
  expect(story.comments()).toHaveLength(1);
  expect(JSON.stringify(story.comments())).toContain(`: ${outcome}`);
  expect(story.property()).toMatchObject({ state: outcome });
}

it('ends at the first rejection, since all must approve', async () => {
  const story = await tell();
  await story.start('Release approval');

  const { told } = await story.press('ben', 'reject');

  expect(told).toBe('You rejected SHOP-1. The approval is rejected.');
  expectOutcome(story, 'rejected', 'Rejected: Release approval');
  expect(wordsOf(story.message('cleo'))).toContain(`<@${PEOPLE.ben.slack}> rejected`);
});

it('ends for everybody when its requester cancels it in the panel', async () => {
  const story = await tell();
  await story.start('Release approval');
  await story.press('ben', 'approve');

  const cancelled = await story.cancel('ada');

  expect(cancelled).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expectOutcome(story, 'cancelled', 'Cancelled: Release approval');
});

it('is only cancelled by who started it, or by an administrator', async () => {
  const story = await tell();
  await story.start('Release approval');

  const cancelled = await story.cancel('ben');

  expect(cancelled).toEqual({
    ok: false,
    error: 'Only the person who started this approval, or an administrator, can do this.',
  });
  expect(choicesOf(story.message('ben'))).toEqual(['approve', 'reject']);
});

it('takes a decision with a comment in the panel, and shows it in Slack and in the panel', async () => {
  const story = await tell();
  await story.start('Release approval');

  await story.decide('ben', 'approve', 'Checked on staging.');

  expect(choicesOf(story.message('ben'))).toEqual([]);
  expect(wordsOf(story.message('cleo'))).toContain('1 of 2 approved');
  const [approval] = (await story.panel('cleo')).approvals;
  expect(approval?.steps[0]?.approvers[0]?.decision).toMatchObject({ via: 'jira', comment: 'Checked on staging.' });
});

it('takes one decision per person, in Slack or in the panel', async () => {
  const story = await tell();
  await story.start('Release approval');
  await story.press('ben', 'approve');

  const again = await story.decide('ben', 'reject');

  expect(again).toEqual({ ok: false, error: 'Your decision is already recorded.' });
  await story.decide('cleo', 'approve');
  expectOutcome(story, 'approved', 'Approved: Release approval');
});

it('asks the second step when the first has approved, and no earlier', async () => {
  const story = await tell();
  await story.define('Two steps', [
    { name: 'First', approvers: ['ben'], quorum: 'all' },
    { name: 'Second', approvers: ['cleo'], quorum: 'all' },
  ]);
  await story.start('Two steps');
  expect(story.messages('cleo')).toEqual([]);

  await story.press('ben', 'approve');

  expect(wordsOf(story.message('ben'))).toContain('Step approved: Two steps');
  expect(wordsOf(story.message('cleo'))).toContain('Step: Second');
  expect(story.property()).toMatchObject({ state: 'pending', step: 'Second' });
  await story.press('cleo', 'approve');
  expectOutcome(story, 'approved', 'Approved: Two steps');
});

it('never asks the second step when the first has rejected', async () => {
  const story = await tell();
  await story.define('Two steps', [
    { name: 'First', approvers: ['ben'], quorum: 'all' },
    { name: 'Second', approvers: ['cleo'], quorum: 'all' },
  ]);
  await story.start('Two steps');

  await story.press('ben', 'reject');

  expect(story.messages('cleo')).toEqual([]);
  expect(story.property()).toMatchObject({ state: 'rejected' });
  const [approval] = (await story.panel()).approvals;
  expect(approval?.steps.map(({ state }) => state)).toEqual(['rejected', 'skipped']);
});

it('gives the same person a message for each step that asks them', async () => {
  const story = await tell();
  await story.define('Twice Ben', [
    { name: 'First', approvers: ['ben'], quorum: 'all' },
    { name: 'Second', approvers: ['ben'], quorum: 'all' },
  ]);
  await story.start('Twice Ben');

  await story.press('ben', 'approve');
  expect(story.messages('ben').map(choicesOf)).toEqual([[], ['approve', 'reject']]);
  await story.press('ben', 'approve');

  expect(story.messages('ben').map(choicesOf)).toEqual([[], []]);
  expect(story.property()).toMatchObject({ state: 'approved' });
});

it('is over with the first approval where any of them is enough', async () => {
  const story = await tell();
  await story.define('Either', [{ name: 'One of us', approvers: ['ben', 'cleo'], quorum: 'any' }]);
  await story.start('Either');

  const { told } = await story.press('cleo', 'approve');

  expect(told).toBe('You approved SHOP-1. The approval is complete.');
  expect(wordsOf(story.message('ben'))).toContain('1 of 1 approved');
  expectOutcome(story, 'approved', 'Approved: Either');
});

it('goes on after a rejection where any of them is enough', async () => {
  const story = await tell();
  await story.define('Either', [{ name: 'One of us', approvers: ['ben', 'cleo'], quorum: 'any' }]);
  await story.start('Either');

  await story.press('ben', 'reject');
  expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
  await story.press('cleo', 'approve');

  expectOutcome(story, 'approved', 'Approved: Either');
});

it('starts once for one request, however often it arrives', async () => {
  const story = await tell();

  const first = await story.start('Release approval', { id: 'one-intended-start' });
  const second = await story.start('Release approval', { id: 'one-intended-start' });

  expect(second.id).toBe(first.id);
  expect(story.messages('ben')).toHaveLength(1);
});
