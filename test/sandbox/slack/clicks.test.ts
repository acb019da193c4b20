import { expect, it } from 'vitest';
import {
  ADA,
  BEN,
  button,
  CLIENT_ID,
  GONE,
  givenSlack,
  payloadOf,
  question,
  TEAM,
  URL_OF_APP,
  workspace,
} from './given-slack';

type Setting = Parameters<typeof givenSlack>[0];

async function givenMessage(
  setting: Setting = {},
  args: object = { channel: 'CIN', text: 'Release?', blocks: question },
) {
  const given = givenSlack(setting);
  const { channel, ts } = await given.api('chat.postMessage', args);
  return { ...given, click: { team: TEAM, channel, ts, user: ADA, actionId: 'approve' } };
}

it('tells the app everything about a click', async () => {
  const { slack, received, click } = await givenMessage();

  await slack.click(click);

  expect(received[0]?.payload).toMatchObject({
    type: 'block_actions',
    user: { id: ADA, username: 'ada', name: 'ada', team_id: TEAM },
    api_app_id: 'A1',
    token: expect.any(String),
    container: { type: 'message', message_ts: click.ts, channel_id: 'CIN', is_ephemeral: false },
    trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/),
    team: { id: TEAM, domain: 'lighthouse' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'CIN', name: 'releases' },
    message: { ts: click.ts, text: 'Release?', blocks: question, bot_id: 'B1' },
    state: { values: {} },
    response_url: expect.stringMatching(/^https:\/\/hooks\.slack\.com\/actions\//),
  });
  expect(received[0]?.payload.actions).toEqual([
    {
      action_id: 'approve',
      block_id: 'choice',
      text: { type: 'plain_text', text: 'approve' },
      value: 'token-1',
      style: 'primary',
      type: 'button',
      action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
    },
  ]);
});

it('answers what the app answered', async () => {
  const { slack, click } = await givenMessage({ answer: () => new Response('fine', { status: 200 }) });

  expect(await slack.click(click)).toEqual({ status: 200, body: 'fine', elapsedMs: 0 });
});

it('shows the person that the app failed', async () => {
  const { slack, click } = await givenMessage({ answer: () => new Response('', { status: 500 }) });

  expect(await slack.click(click)).toMatchObject({ status: 500, error: 'This app responded with status code 500.' });
});

it.each([
  ['takes an answer after three seconds', 3_000, undefined],
  ['gives up on an answer after more than three seconds', 3_001, 'This app did not respond within 3 seconds.'],
])('%s', async (_name, takesMs, error) => {
  const { slack, click } = await givenMessage({
    answer({ clock }) {
      clock.advance(takesMs);
      return new Response();
    },
  });

  const outcome = await slack.click(click);

  expect(outcome.elapsedMs).toBe(takesMs);
  expect(outcome.error).toBe(error);
});

it('shows the person that the app could not be reached', async () => {
  const { slack, click } = await givenMessage({
    answer() {
      throw new Error('connection refused');
    },
  });

  expect(await slack.click(click)).toMatchObject({ status: 0, error: 'This app could not be reached.' });
});

it('refuses a click on a button that is gone, and names those that are there', async () => {
  const { slack, api, click } = await givenMessage();
  const left = [{ type: 'actions', elements: [button('undo')] }];
  await api('chat.update', { channel: click.channel, ts: click.ts, text: 'Approved', blocks: left });

  expect(() => slack.requestOfClick(click)).toThrow('no button approve; its buttons: undo');
});

it('refuses the click of somebody who does not see the message', async () => {
  const { slack, api, click } = await givenMessage({}, { channel: ADA, text: 'Release?', blocks: question });

  expect(() => slack.requestOfClick({ ...click, user: BEN })).toThrow('UBEN sees no message');
  expect(() => slack.requestOfClick({ ...click, user: GONE })).toThrow('nobody active is UGONE');
  expect(() => slack.requestOfClick({ ...click, user: 'UBOT' })).toThrow('UBOT is a bot');
  await api('chat.delete', { channel: click.channel, ts: click.ts });
  expect(() => slack.requestOfClick(click)).toThrow('UADA sees no message');
});

it('names the home of an outsider who shares the channel', async () => {
  const { slack, click } = await givenMessage();

  const payload = payloadOf(slack.requestOfClick({ ...click, user: 'UEVE' }).body);

  expect(payload.user).toMatchObject({ id: 'UEVE', team_id: 'T2' });
  expect(payload.team).toMatchObject({ id: TEAM });
});

it('leaves the message out of a click on an ephemeral one', async () => {
  const { slack, api, received } = givenSlack();
  const args = { channel: 'CIN', user: ADA, text: 'Only you', blocks: question };
  const { message_ts: ts } = await api('chat.postEphemeral', args);

  await slack.click({ team: TEAM, channel: 'CIN', ts, user: ADA, actionId: 'reject' });

  expect(received[0]?.payload.container).toMatchObject({ is_ephemeral: true, message_ts: ts });
  expect(received[0]?.payload.message).toBeUndefined();
  expect(slack.open({ team: TEAM, user: BEN }).conversations[0]?.messages).toEqual([]);
});

it('names no workspace once the app is installed for the whole organisation', async () => {
  const organised = { ...workspace(), enterprise: { id: 'E1', name: 'Lighthouse Group' } };
  const { slack, click } = await givenMessage({ workspaces: [organised] });
  const query = new URLSearchParams({ client_id: CLIENT_ID, scope: 'chat:write' });

  const before = payloadOf(slack.requestOfClick(click).body);
  const decision = { team: TEAM, user: ADA, allow: true, organisation: true };
  slack.authorize(`https://slack.com/oauth/v2/authorize?${query}`, decision);
  const after = payloadOf(slack.requestOfClick(click).body);

  const enterprise = { id: 'E1', name: 'Lighthouse Group' };
  expect(before).toMatchObject({ team: { id: TEAM }, enterprise, is_enterprise_install: false });
  expect(after).toMatchObject({ team: null, enterprise, is_enterprise_install: true });
});

it('signs any payload as an interaction', async () => {
  const { slack } = givenSlack();

  const { url, headers, body } = slack.sign({ type: 'something_new' });

  expect(url).toBe(URL_OF_APP);
  expect(headers['X-Slack-Signature']).toMatch(/^v0=/);
  expect(payloadOf(body)).toEqual({ type: 'something_new' });
});
