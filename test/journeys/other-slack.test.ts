import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import { createSandbox } from '../../sandbox/sandbox';
import { type OtherSlack, otherSlack } from '../support/other-slack';
import { PEOPLE, storyOf, TEAM } from '../support/story';

const SECRET = 'the signing secret of the other Slack';

let slacks: OtherSlack[] = [];
let sandboxes: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  for (const slack of slacks) slack.close();
  slacks = [];
  sandboxes = [];
});

async function anotherSlack(): Promise<OtherSlack> {
  const slack = await otherSlack();
  slacks.push(slack);
  return slack;
}

async function talkingTo(origin: string, path = '/api/') {
  const env = { SLACK_API_URL: `${origin}${path}`, SLACK_SIGNING_SECRET: SECRET };
  const sandbox = await createSandbox({ port: 0, env, log: () => {} });
  sandboxes.push(sandbox);
  return storyOf(sandbox);
}

it('talks to the Slack that SLACK_API_URL names, and to no other', async () => {
  const slack = await anotherSlack();
  const story = await talkingTo(slack.origin);

  await story.start('Release approval');

  const posts = slack.of('/api/chat.postMessage');
  expect(posts.map(({ body }) => new URLSearchParams(body).get('channel')).sort()).toEqual(['U0BEN0001', 'U0CLEO001']);
  expect(posts[0]?.authorization).toBe('Bearer xoxb-sandbox-lighthouse');
  expect(story.sandbox.slack.messages(TEAM)).toEqual([]);
});

it('takes a click signed with SLACK_SIGNING_SECRET, answers it there, and updates the messages there', async () => {
  const slack = await anotherSlack();
  const story = await talkingTo(slack.origin);
  await story.start('Release approval');
  const post = slack.of('/api/chat.postMessage').find(({ body }) => body.includes('U0BEN0001'));
  const value = /"value":"([^"]+)"/.exec(new URLSearchParams(post?.body).get('blocks') ?? '')?.[1];

  const body = new URLSearchParams({
    payload: JSON.stringify({
      type: 'block_actions',
      team: { id: TEAM },
      user: { id: PEOPLE.ben.slack, team_id: TEAM },
      container: { type: 'message', message_ts: '1791792000.000100', channel_id: 'D-U0BEN0001' },
      response_url: `${slack.origin}/response/1`,
      actions: [{ action_id: 'approve', action_ts: '1791792001.000000', type: 'button', value }],
    }),
  }).toString();
  const timestamp = String(Math.floor(story.sandbox.clock.now() / 1_000));
  const digest = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const [hook] = story.sandbox.state().webTriggers;
  const answer = await fetch(hook?.url ?? '', {
    method: 'POST',
    body,
    headers: { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` },
  });
  await story.sandbox.drain();

  expect([answer.status, await answer.text()]).toEqual([200, '']);
  const text = `You approved SHOP-1. Next: <@${PEOPLE.cleo.slack}>.`;
  expect(JSON.parse(slack.of('/response/1')[0]?.body ?? '{}')).toEqual({
    response_type: 'ephemeral',
    replace_original: false,
    text,
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }],
  });
  expect(slack.of('/api/chat.update')).toHaveLength(2);
});

it('takes a base without a slash at its end', async () => {
  const slack = await anotherSlack();

  await talkingTo(slack.origin, '/api');

  expect(slack.of('/api/auth.test')).toHaveLength(1);
});

it('serves its own Slack to another sandbox in the same way', async () => {
  const slack = await createSandbox({ port: 0, prepare: false, log: () => {} });
  sandboxes.push(slack);
  const story = await talkingTo(slack.url ?? '', '/slack/api/');

  await story.start('Release approval');

  const [ben, cleo] = [PEOPLE.ben, PEOPLE.cleo].map(({ slack: user }) =>
    slack.slack.open({ team: TEAM, user }).conversations.flatMap(({ messages }) => messages),
  );
  expect([ben?.length, cleo?.length]).toEqual([1, 1]);
});

it('mails when the other Slack is not there', async () => {
  const slack = await anotherSlack();
  const story = await talkingTo(slack.origin);
  slack.close();

  await story.start('Release approval');
  await story.settle();

  expect([story.mailsTo('ben').length, story.mailsTo('cleo').length]).toEqual([1, 1]);
});
