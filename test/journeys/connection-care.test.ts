import { describe, expect, it } from 'vitest';
import { accepted, PEOPLE, type Story, TEAM, tell } from '../support/story';

const RETAIL = 'T0RETAIL1';
const ADDRESS = 'ada@lighthouse.example';

async function connect({ sandbox, admin }: Story, team: string, user: string): Promise<void> {
  const { url, attempt, token } = accepted(await admin('slack/begin'));
  const back = sandbox.slack.authorize(url, { team, user, allow: true });
  await sandbox.webTrigger(back, { method: 'GET' });
  accepted(await admin('slack/claim', { attempt, token }));
}

/** Ada connects a second workspace over Slack's consent page; without preparation, the first one too. */
async function connected(options: { prepare?: false } = {}): Promise<Story> {
  const story = await tell(options);
  const { sandbox, admin } = story;
  const { clientId, clientSecret, signingSecret } = sandbox.slack.app();
  accepted(await admin('slack/save-app', { clientId, clientSecret, signingSecret }));
  if (options.prepare === false) await connect(story, TEAM, PEOPLE.ada.slack);
  await connect(story, RETAIL, 'U0ADA0002');
  sandbox.clock.advance(60_000);
  return story;
}

const toldTo = ({ sandbox }: Story) =>
  sandbox.mail.all().filter(({ to, subject }) => to.address === ADDRESS && subject.includes('no longer connected'));

const slackTold = ({ messages }: Story) => messages('ada').filter(({ text }) => text.includes('no longer reach'));

describe('a workspace that was lost', () => {
  it('is told to whoever connected it, once in a day, until it is connected again', async () => {
    const story = await connected();

    story.sandbox.slack.uninstall(RETAIL);
    await story.settle(2);
    const atOnce = toldTo(story).length;
    await story.hours(72);
    const threeDays = toldTo(story).length;
    const { url, attempt, token } = accepted(await story.admin('slack/begin', { teamId: RETAIL }));
    const back = story.sandbox.slack.authorize(url, { team: RETAIL, user: 'U0ADA0002', allow: true });
    await story.sandbox.webTrigger(back, { method: 'GET' });
    accepted(await story.admin('slack/claim', { attempt, token }));
    await story.hours(48);

    expect([atOnce, threeDays]).toEqual([1, 3]);
    expect(toldTo(story)).toHaveLength(3);
    expect(toldTo(story)[0]?.text).toContain('Lighthouse Retail');
  });

  it('is told in another workspace where no mail service is set up', async () => {
    const story = await connected({ prepare: false });

    story.sandbox.slack.uninstall(RETAIL);
    await story.settle(2);
    const atOnce = slackTold(story).length;
    await story.hours(72);

    expect([atOnce, slackTold(story).length]).toEqual([1, 3]);
    expect(toldTo(story)).toEqual([]);
  });

  it('leaves the others as they are', async () => {
    const story = await connected();

    story.sandbox.slack.uninstall(RETAIL);
    await story.settle(2);
    await story.start('Release approval');

    expect(story.messages('ben')).toHaveLength(1);
    expect(accepted(await story.admin('slack/get')).connections.map(({ state }) => state)).toEqual([
      'healthy',
      'uninstalled',
    ]);
  });
});

it('a token with which only look-ups of people are made is found dead by them', async () => {
  const story = await connected();
  const { sandbox } = story;
  const states = async () => accepted(await story.admin('slack/get')).connections.map(({ state }) => state);

  sandbox.slack.disable({ team: TEAM, disabled: true });
  await story.settle(2);
  const before = await states();
  await story.start('Release approval');
  await story.settle(2);

  expect(before).toEqual(['healthy', 'healthy']);
  expect(await states()).toEqual(['broken', 'healthy']);
});

it('keeps no token and no secret of Slack outside the secret store', async () => {
  const { sandbox } = await connected();
  const { clientSecret, signingSecret } = sandbox.slack.app();

  const rows = sandbox.kvs.dump(sandbox.world.site.installationId);
  const text = JSON.stringify(rows);

  expect(rows).toContainEqual({ key: 'slack', value: '(secret)' });
  expect(text).not.toMatch(/xox[a-z]-/);
  expect([clientSecret, signingSecret].filter((secret) => text.includes(secret))).toEqual([]);
});
