import { describe, expect, it } from 'vitest';
import { choicesOf } from '../support/slack-reading';
import { accepted, PEOPLE, type PersonName, type Story, TEAM, tell } from '../support/story';

/** What the person alone is answered. */
async function type(story: Story, who: PersonName, text: string) {
  const command = { team: TEAM, channel: 'C0RELEASE', user: PEOPLE[who].slack, command: '/baton', text };
  const { status, error } = await story.sandbox.slack.command(command);
  await story.sandbox.drain();
  const { conversations } = story.sandbox.slack.open({ team: TEAM, user: PEOPLE[who].slack });
  const shown = conversations.find(({ id }) => id === 'C0RELEASE')?.messages.at(-1);
  return { status, error, to: shown?.ephemeralTo, words: JSON.stringify(shown?.blocks ?? []) };
}

const codeIn = (words: string) => /`([A-Z0-9]{8})`/.exec(words)?.[1] ?? 'no code';

describe('/baton', () => {
  it('lists what waits, to the person alone', async () => {
    const story = await tell();
    await story.start('Release approval');

    const answered = await type(story, 'ben', 'list');

    expect(answered).toMatchObject({ status: 200, error: undefined, to: PEOPLE.ben.slack });
    expect(answered.words).toContain('/browse/SHOP-1|SHOP-1');
    expect(answered.words).toContain('Release approval');
  });

  it('explains itself where it is not understood', async () => {
    const { words } = await type(await tell(), 'cleo', 'approve everything');

    expect(words).toContain('/baton list');
    expect(words).toContain('/baton link');
  });
});

describe('where only confirmed people may act', () => {
  async function strict(): Promise<Story> {
    const story = await tell();
    accepted(await story.admin('people/save-settings', { actTrust: 'verified' }));
    await story.start('Release approval');
    return story;
  }

  it('a click decides once the person has entered the code of /baton link where they are signed in', async () => {
    const story = await strict();

    const before = await story.press('ben', 'approve');
    const { words } = await type(story, 'ben', 'link');
    const linked = accepted(await story.own('link/enter', 'ben', { code: codeIn(words) }));
    const after = await story.press('ben', 'approve');

    expect(before.told).toContain('An administrator lets only confirmed people act from Slack');
    expect(linked).toMatchObject({ link: { trust: 'verified' } });
    expect(after.told).toContain('You approved SHOP-1.');
    expect(choicesOf(story.message('ben'))).toEqual([]);
  });

  it('a code works once, also when what it linked was taken apart again', async () => {
    const story = await strict();
    const { words } = await type(story, 'ben', 'link');
    accepted(await story.own('link/enter', 'ben', { code: codeIn(words) }));
    // Nobody has that Slack user any more, so nothing but the code itself stands in the way.
    accepted(await story.own('link/remove', 'ben'));

    const second = await story.own('link/enter', 'cleo', { code: codeIn(words) });
    const click = await story.press('cleo', 'approve');

    expect(second).toMatchObject({ ok: false });
    expect(click.told).toContain('only confirmed people');
    expect(choicesOf(story.message('cleo'))).toEqual(['approve', 'reject']);
  });
});
