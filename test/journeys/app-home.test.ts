import { describe, expect, it } from 'vitest';
import { buttonsOf, choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type PersonName, RETURN_POLICY, SHOP_2, type Story, TEAM, tell } from '../support/story';

/** Opens the App Home, and shows what Baton published there. */
async function visit(story: Story, who: PersonName) {
  story.sandbox.slack.home({ team: TEAM, user: PEOPLE[who].slack });
  await story.sandbox.drain();
  return homeOf(story, who);
}

function homeOf({ sandbox }: Story, who: PersonName) {
  const { home } = sandbox.slack.open({ team: TEAM, user: PEOPLE[who].slack });
  if (home === undefined) throw new Error(`nothing was published for ${who}`);
  return home;
}

/** Presses the first button of this name. */
async function pressAtHome(story: Story, who: PersonName, actionId: string) {
  const { id, blocks } = homeOf(story, who);
  const blockId = blocks.find((block) => JSON.stringify(block).includes(`"action_id":"${actionId}"`))?.block_id;
  if (blockId === undefined) throw new Error(`there is no button ${actionId}`);
  story.sandbox.clock.advance(1_000);
  const outcome = await story.sandbox.slack.click({ viewId: id, user: PEOPLE[who].slack, actionId, blockId });
  await story.sandbox.drain();
  return outcome;
}

async function sendForm({ sandbox }: Story, who: PersonName, values: Readonly<Record<string, unknown>>) {
  const user = PEOPLE[who].slack;
  const viewId = sandbox.slack.open({ team: TEAM, user }).views.at(-1)?.id ?? 'no modal';
  sandbox.clock.advance(1_000);
  const outcome = await sandbox.slack.submit({ viewId, user, values });
  await sandbox.drain();
  return outcome;
}

const idsOf = (home: ReturnType<typeof homeOf>) => buttonsOf(home).map(({ action_id }) => action_id);

describe('the App Home', () => {
  it('shows what waits in Jira and in Confluence, and decides', async () => {
    const story = await tell();
    await story.start('Release approval');
    await story.start('Policy page', { place: RETURN_POLICY });

    const before = await visit(story, 'ben');
    await pressAtHome(story, 'ben', 'approve');

    expect(wordsOf(before)).toContain('SHOP-1 · Release checkout 2.4 on Thursday');
    expect(wordsOf(before)).toContain('Return policy');
    expect(choicesOf(before).filter((each) => each === 'approve')).toHaveLength(2);
    expect(wordsOf(homeOf(story, 'ben'))).toMatch(/^You approved /);
    expect(choicesOf(homeOf(story, 'ben')).filter((each) => each === 'approve')).toHaveLength(1);
  });

  it('shows nobody what others are asked', async () => {
    const story = await tell();
    await story.define('Ben alone', [{ name: 'Ben', approvers: ['ben'], quorum: 'all' }]);
    await story.start('Ben alone');

    expect(choicesOf(await visit(story, 'cleo'))).toEqual([]);
    expect(wordsOf(homeOf(story, 'cleo'))).not.toContain('SHOP-1');
  });

  it('lets the requester remind those who have not decided', async () => {
    const story = await tell();
    await story.start('Release approval', { place: SHOP_2 });
    const before = story.messages('ben').length;
    await visit(story, 'ada');

    await pressAtHome(story, 'ada', 'remind');

    expect(wordsOf(homeOf(story, 'ada'))).toContain('Reminded <@U0BEN0001> and <@U0CLEO001> about SHOP-2.');
    expect(story.messages('ben')).toHaveLength(before + 1);
  });

  it('hands what somebody is asked to a colleague until the end of a day, and takes it back', async () => {
    const story = await tell();
    await story.define('Ben alone', [{ name: 'Ben', approvers: ['ben'], quorum: 'all' }]);
    await story.start('Ben alone');
    await story.start('Release approval', { place: SHOP_2 });
    await visit(story, 'ben');
    await visit(story, 'cleo');

    await pressAtHome(story, 'ben', 'delegate');
    await sendForm(story, 'ben', { person: PEOPLE.cleo.slack, 'last-day': '2026-10-14' });
    const during = await visit(story, 'cleo');
    await pressAtHome(story, 'ben', 'end-delegation');
    const after = await visit(story, 'cleo');

    expect(wordsOf(homeOf(story, 'ben'))).toMatch(/^The delegation is ended/);
    expect(wordsOf(during)).toContain('*Delegated to you* by <@U0BEN0001>');
    expect(wordsOf(after)).not.toContain('Delegated to you');
    expect(idsOf(homeOf(story, 'ben'))).not.toContain('end-delegation');
  });

  it('keeps the quiet hours that somebody sets', async () => {
    const story = await tell();
    await story.start('Release approval');
    await visit(story, 'ben');

    await pressAtHome(story, 'ben', 'settings');
    await sendForm(story, 'ben', { 'quiet-from': '20:00', 'quiet-to': '07:00' });

    expect(wordsOf(homeOf(story, 'ben'))).toContain('Quiet hours: 20:00 to 07:00');
  });
});
