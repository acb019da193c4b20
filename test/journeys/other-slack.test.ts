import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox';
import { createSandbox } from '../../sandbox/sandbox';
import { PEOPLE, storyOf, TEAM } from '../support/story';

const SECRET = 'the signing secret of the other Slack';

type Call = { path: string; authorization: string | undefined; body: string };

let servers: Server[] = [];
let sandboxes: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  for (const server of servers) server.close();
  servers = [];
  sandboxes = [];
});

const USERS = new Map(Object.entries(PEOPLE).map(([name, { slack }]) => [`${name}@lighthouse.example`, slack]));

/** A tiny Slack of somebody else: it notes what it is asked. */
function answerOf({ path, body }: Call): object {
  const args = new URLSearchParams(body);
  switch (path) {
    case '/api/auth.test':
      return { ok: true, team_id: TEAM, team: 'Other', user_id: 'U0BATON01' };
    case '/api/users.lookupByEmail':
      return { ok: true, user: { id: USERS.get(args.get('email') ?? '') } };
    case '/api/chat.postMessage':
      return { ok: true, channel: `D-${args.get('channel')}`, ts: '1791792000.000100' };
    case '/api/chat.update':
      return { ok: true, channel: args.get('channel'), ts: args.get('ts') };
    default:
      return { ok: true };
  }
}

async function otherSlack() {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const call = { path: request.url ?? '', authorization: request.headers.authorization, body };
      calls.push(call);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answerOf(call)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    origin: `http://127.0.0.1:${port}`,
    of: (path: string) => calls.filter((call) => call.path === path),
  };
}

async function talkingTo(origin: string, path = '/api/') {
  const env = { SLACK_API_URL: `${origin}${path}`, SLACK_SIGNING_SECRET: SECRET };
  const sandbox = await createSandbox({ port: 0, env, log: () => {} });
  sandboxes.push(sandbox);
  return storyOf(sandbox);
}

it('talks to the Slack that SLACK_API_URL names, and to no other', async () => {
  const slack = await otherSlack();
  const story = await talkingTo(slack.origin);

  await story.start('Release approval');

  const posts = slack.of('/api/chat.postMessage');
  expect(posts.map(({ body }) => new URLSearchParams(body).get('channel')).sort()).toEqual(['U0BEN0001', 'U0CLEO001']);
  expect(posts[0]?.authorization).toBe('Bearer xoxb-sandbox-lighthouse');
  expect(story.sandbox.slack.messages(TEAM)).toEqual([]);
});

it('takes a click signed with SLACK_SIGNING_SECRET, answers it there, and updates the messages there', async () => {
  const slack = await otherSlack();
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
  expect(JSON.parse(slack.of('/response/1')[0]?.body ?? '{}')).toEqual({
    response_type: 'ephemeral',
    replace_original: false,
    text: 'You approved SHOP-1. The other approvers are still to decide.',
  });
  expect(slack.of('/api/chat.update')).toHaveLength(2);
});

it('takes a base without a slash at its end', async () => {
  const slack = await otherSlack();

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
  const slack = await otherSlack();
  const story = await talkingTo(slack.origin);
  servers.at(-1)?.close();
  servers.at(-1)?.closeAllConnections();

  await story.start('Release approval');
  await story.settle();

  expect([story.mailsTo('ben').length, story.mailsTo('cleo').length]).toEqual([1, 1]);
});
