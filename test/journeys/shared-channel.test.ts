import { afterEach, expect, it } from 'vitest';
import { choicesOf, wordsOf } from '../support/slack-reading';
import { PEOPLE, type PersonName, SHOP_2, type Story, TEAM, tell } from '../support/story';

/** Shared with another company, and with a guest of the workspace in it. */
const SHARED = { id: 'C0LAUNCH1', name: 'launch-with-harbour' };
const EVE = 'U0EVE0001';
const MARA = 'U0MARA001';

let stories: Story[] = [];
afterEach(async () => {
  await Promise.all(stories.map(({ sandbox }) => sandbox.close()));
  stories = [];
});

async function askedInShared(asked: readonly PersonName[] = ['ben', 'cleo']): Promise<Story> {
  const story = await tell();
  stories.push(story);
  const people = asked.map((who) => PEOPLE[who].accountId);
  const delivery = { mode: 'channel', workspace: TEAM, channel: SHARED };
  await story.form({
    name: 'Launch',
    steps: [{ name: 'Both', asks: { type: 'user', people }, quorum: { type: 'all' } }],
    terms: { delivery },
  });
  await story.start('Launch');
  return story;
}

function messageIn({ sandbox }: Story) {
  const found = sandbox.slack
    .messages(TEAM)
    .filter(({ channel, ephemeralTo }) => channel === SHARED.id && !ephemeralTo);
  const newest = found.at(-1);
  if (newest === undefined) throw new Error('nothing was posted');
  return newest;
}

async function press(story: Story, user: string, actionId = 'approve') {
  const { channel, ts } = messageIn(story);
  story.sandbox.clock.advance(1_000);
  await story.sandbox.slack.click({ team: TEAM, channel, ts, user, actionId });
  await story.sandbox.drain();
  return story.sandbox.slack
    .messages(TEAM)
    .filter(({ ephemeralTo }) => ephemeralTo === user)
    .at(-1)?.text;
}

it.each([
  ['somebody of the other company', EVE, 'people of its own workspace only'],
  ['a guest whose account nobody knows', MARA, 'does not know which Atlassian account is yours'],
  ['a colleague who is not asked', PEOPLE.ada.slack, '<@U0BEN0001> and <@U0CLEO001> can decide'],
])('a request in a channel shared with another company is decided by nobody else: %s', async (_who, user, text) => {
  const story = await askedInShared();
  const before = messageIn(story);

  const told = await press(story, user);

  expect(told).toContain(text);
  expect(messageIn(story)).toEqual(before);
  const [approval] = (await story.panel()).approvals;
  expect(approval?.steps[0]?.approvers.filter(({ decision }) => decision !== undefined)).toEqual([]);
});

it('a request in a channel shared with another company is decided by those who are asked, each for themselves', async () => {
  const story = await askedInShared();

  const first = await press(story, PEOPLE.ben.slack);
  const again = await press(story, PEOPLE.ben.slack, 'reject');
  const half = messageIn(story);
  const last = await press(story, PEOPLE.cleo.slack);

  expect(first).toBe('You approved SHOP-1. Next: <@U0CLEO001>.');
  expect(again).toContain('Your decision was recorded');
  expect(wordsOf(half)).toContain('1 of 2 approved');
  expect(last).toContain('The approval is complete.');
  expect(choicesOf(messageIn(story))).toEqual([]);
  expect((await story.approval()).state).toBe('approved');
});

it.each([
  ['a guest whose account nobody knows', MARA],
  ['a colleague who has no part in it', PEOPLE.cleo.slack],
])(
  'a request in a channel shows its details, with what was written, to nobody who has no part in it: %s',
  async (_who, user) => {
    const story = await askedInShared(['ben', 'ada']);
    // Baton knows Cleo from here on.
    await story.start('Release approval', { place: SHOP_2 });
    await story.decide('ben', 'approve', 'The price is a secret.');

    await press(story, user, 'view');
    await press(story, PEOPLE.ada.slack, 'view');

    const seenBy = (who: string) => JSON.stringify(story.sandbox.slack.open({ team: TEAM, user: who }).views);
    expect(seenBy(PEOPLE.ada.slack)).toContain('The price is a secret.');
    expect(seenBy(user)).not.toMatch(/secret|approved/);
  },
);
