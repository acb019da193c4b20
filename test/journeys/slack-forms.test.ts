import { describe, expect, it } from 'vitest';
import { buttonsOf, choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type Story, TEAM, tell } from '../support/story';

const BEN = PEOPLE.ben;

/** Ben and Cleo are asked, and have to say why. */
async function asked(step: Readonly<Record<string, unknown>> = { comment: 'always' }): Promise<Story> {
  const story = await tell();
  const people = [BEN.accountId, PEOPLE.cleo.accountId];
  const named = { name: 'Both', asks: { type: 'user', people }, quorum: { type: 'all' }, ...step };
  await story.form({ name: 'With a reason', steps: [named] });
  await story.start('With a reason');
  return story;
}

/** The modal on top, as Ben sees it. */
const modalOf = ({ sandbox }: Story) => sandbox.slack.open({ team: TEAM, user: BEN.slack }).views.at(-1);

async function send({ sandbox }: Story, viewId: string, values: Readonly<Record<string, unknown>>) {
  sandbox.clock.advance(1_000);
  const outcome = await sandbox.slack.submit({ viewId, user: BEN.slack, values });
  await sandbox.drain();
  return outcome;
}

const idOf = (story: Story) => modalOf(story)?.id ?? 'no modal';
const textOf = (story: Story) => JSON.stringify(modalOf(story)?.blocks);

describe('a decision that needs a comment', () => {
  it('opens a form, is recorded with what was written, and takes the buttons away', async () => {
    const story = await asked();

    await story.press('ben', 'reject-form');
    const shown = modalOf(story);
    const { status, error } = await send(story, idOf(story), { comment: 'Not on a Friday.' });

    expect(shown?.blocks.map(({ block_id }) => block_id)).toContain('comment');
    expect([status, error]).toEqual([200, undefined]);
    expect(textOf(story)).toContain('You rejected SHOP-1.');
    expect(choicesOf(story.message('ben'))).toEqual([]);
    const [approval] = (await story.panel('ben')).approvals;
    expect(approval?.steps[0]?.approvers[0]).toMatchObject({
      decision: { kind: 'reject', comment: 'Not on a Friday.' },
    });
  });

  it('keeps what was written where the approval has ended meanwhile', async () => {
    const story = await asked();
    await story.press('ben', 'approve-form');
    await story.decide('cleo', 'reject', 'No.');

    await send(story, idOf(story), { comment: 'I agree to every word.' });

    expect(textOf(story)).toContain('This approval was rejected by');
    expect(textOf(story)).toContain('I agree to every word.');
    const [approval] = (await story.panel('ben')).approvals;
    expect(approval?.state).toBe('rejected');
  });

  it('keeps the form, with what was written, while the store is down', async () => {
    const story = await asked();
    await story.press('ben', 'reject-form');
    const before = idOf(story);
    story.sandbox.faults.add([{ at: 'kvs:batch/*', kind: 'server-error', times: 99 }]);

    await send(story, before, { comment: 'Not on a Friday.' });
    story.sandbox.faults.clear();

    expect(idOf(story)).toBe(before);
    expect(modalOf(story)?.errors).toEqual({ comment: expect.stringContaining('Something went wrong') });
    await send(story, before, { comment: 'Not on a Friday.' });
    expect(textOf(story)).toContain('You rejected SHOP-1.');
  });

  it('counts once where the same form is sent twice', async () => {
    const story = await asked();
    await story.press('ben', 'approve-form');
    const viewId = idOf(story);

    await Promise.all([send(story, viewId, { comment: 'Fine.' }), send(story, viewId, { comment: 'Fine.' })]);

    const [approval] = (await story.panel('ben')).approvals;
    expect(approval?.steps[0]?.approvers.filter(({ decision }) => decision?.kind === 'approve')).toHaveLength(1);
  });
});

describe('a vote in Slack', () => {
  const options = [{ name: 'Monday' }, { name: 'Tuesday' }, { name: 'Never', rejects: true }];

  it('asks for one option, and records it', async () => {
    const story = await asked({ vote: { options, choice: 'single', tie: 'first' } });

    await story.press('ben', 'vote-form');
    await send(story, idOf(story), { options: '1' });

    expect(textOf(story)).toContain('You voted on SHOP-1.');
    expect(wordsOf(story.message('ben'))).toContain('Tuesday');
  });
});

describe('the details of an approval', () => {
  it('open from the message, with who has decided and who is still asked', async () => {
    const story = await tell();
    await story.start('Release approval');
    await story.decide('cleo', 'approve');

    await story.press('ben', 'view');

    expect(buttonsOf(story.message('ben')).map(({ action_id }) => action_id)).toContain('view');
    expect(textOf(story)).toContain('<@U0CLEO001> approved');
    expect(textOf(story)).toContain('<@U0BEN0001> is asked');
    expect(modalOf(story)?.submit).toBeUndefined();
  });
});
