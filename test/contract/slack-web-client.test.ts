import {
  type ConversationsListResponse,
  type ConversationsMembersResponse,
  LogLevel,
  type WebAPICallError,
  WebClient,
} from '@slack/web-api';
import { expect, it } from 'vitest';
import {
  ADA,
  BEN,
  CLIENT_ID,
  CLIENT_SECRET,
  givenSlack,
  payloadOf,
  question,
  TEAM,
} from '../sandbox/slack/given-slack';

/** Slack's own client, talking to the twin in this process. */
function givenClient(token = 'xoxb-1', app: NonNullable<Parameters<typeof givenSlack>[0]>['app'] = {}) {
  const given = givenSlack({ app });
  const client = new WebClient(token, {
    fetch: (input, init) => given.slack.fetch(new Request(input, init)),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
  });
  return { ...given, client };
}

const posted = async (client: WebClient, channel = ADA) => {
  const { channel: id = '', ts = '' } = await client.chat.postMessage({
    channel,
    text: 'Release?',
    blocks: question as [],
  });
  return { channel: id, ts };
};

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'nothing refused',
    (error: WebAPICallError) => ('data' in error ? error.data.error : error.message),
  );

it('tells whose token it is', async () => {
  const { client } = givenClient();

  expect(await client.auth.test()).toMatchObject({
    ok: true,
    url: 'https://lighthouse.slack.com/',
    team: 'Lighthouse',
    team_id: TEAM,
    user_id: 'UBOT',
    bot_id: 'B1',
    response_metadata: { scopes: expect.arrayContaining(['chat:write']) },
  });
});

it('posts to a person, in the one direct message with them', async () => {
  const { client } = givenClient();

  const first = await client.chat.postMessage({ channel: ADA, text: 'One', blocks: question as [] });
  const second = await client.chat.postMessage({ channel: ADA, text: 'Two' });
  const opened = await client.conversations.open({ users: ADA, return_im: true });

  expect(first.channel).toMatch(/^D/);
  expect(first.message).toMatchObject({ type: 'message', text: 'One', user: 'UBOT', bot_id: 'B1', blocks: question });
  expect(second.channel).toBe(first.channel);
  expect(opened).toMatchObject({ already_open: true, no_op: true, channel: { id: first.channel, user: ADA } });
});

it('opens a direct message that was not there', async () => {
  const { client } = givenClient();

  const opened = await client.conversations.open({ users: BEN });
  const info = await client.conversations.info({ channel: opened.channel?.id ?? '' });

  expect(opened.already_open).toBeUndefined();
  expect(info.channel).toMatchObject({ id: opened.channel?.id, is_im: true, user: BEN });
});

it('updates and deletes its message', async () => {
  const { client, slack } = givenClient();
  const message = await posted(client);

  const updated = await client.chat.update({ ...message, text: 'Approved', blocks: [] });
  const deleted = await client.chat.delete(message);

  expect(updated).toMatchObject({ ...message, text: 'Approved', message: { text: 'Approved' } });
  expect(deleted).toMatchObject(message);
  expect(slack.messages(TEAM)).toMatchObject([{ ...message, deletedAt: expect.any(Number) }]);
});

it('replies in a thread and links to the reply', async () => {
  const { client } = givenClient();
  const { channel, ts } = await posted(client, 'CIN');

  const reply = await client.chat.postMessage({ channel, thread_ts: ts, text: 'Ada approved' });
  const parentLink = await client.chat.getPermalink({ channel, message_ts: ts });
  const link = await client.chat.getPermalink({ channel, message_ts: reply.ts ?? '' });

  const path = (stamp = '') => `https://lighthouse.slack.com/archives/CIN/p${stamp.replace('.', '')}`;
  expect(reply.message?.thread_ts).toBe(ts);
  expect(parentLink.permalink).toBe(path(ts));
  expect(link.permalink).toBe(`${path(reply.ts)}?thread_ts=${ts}&cid=CIN`);
});

it('shows an ephemeral message to one person', async () => {
  const { client, slack } = givenClient();

  const { message_ts: ts } = await client.chat.postEphemeral({ channel: 'CIN', user: ADA, text: 'Too late' });

  expect(slack.messages(TEAM)).toMatchObject([{ ts, ephemeralTo: ADA }]);
  expect(await errorOf(client.chat.update({ channel: 'CIN', ts: ts ?? '', text: 'x' }))).toBe('message_not_found');
});

it('knows people by id and by e-mail', async () => {
  const { client } = givenClient();

  const byEmail = await client.users.lookupByEmail({ email: 'ada@lighthouse.example' });
  const byId = await client.users.info({ user: ADA });
  const gone = await client.users.info({ user: 'UGONE' });
  const outsider = await client.users.info({ user: 'UEVE' });

  expect(byEmail.user).toEqual(byId.user);
  expect(byId.user).toMatchObject({ id: ADA, team_id: TEAM, deleted: false, is_bot: false, real_name: 'Ada Brook' });
  expect(byId.user?.profile?.email).toBe('ada@lighthouse.example');
  expect(gone.user?.deleted).toBe(true);
  expect(outsider.user?.team_id).toBe('T2');
});

it('describes a channel', async () => {
  const { client } = givenClient();

  const { channel } = await client.conversations.info({ channel: 'CIN', include_num_members: true });

  expect(channel).toMatchObject({ name: 'releases', is_member: true, is_private: false, is_ext_shared: true });
  expect(channel?.num_members).toBe(4);
});

it('opens a view on a click and updates it without a trigger', async () => {
  const { client, slack } = givenClient();
  const click = { ...(await posted(client)), team: TEAM, user: ADA, actionId: 'reject' };
  const { trigger_id } = payloadOf(slack.requestOfClick(click).body);
  const loading = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'Loading' }, blocks: [] };

  const opened = await client.views.open({ trigger_id, view: loading });
  const view = { ...loading, callback_id: 'comment' };
  const updated = await client.views.update({ view_id: opened.view?.id ?? '', hash: opened.view?.hash ?? '', view });

  expect(opened.view).toMatchObject({
    team_id: TEAM,
    root_view_id: opened.view?.id,
    state: { values: {} },
    bot_id: 'B1',
  });
  expect(updated.view?.id).toBe(opened.view?.id);
  expect(slack.open({ team: TEAM, user: ADA }).views).toMatchObject([{ callback_id: 'comment' }]);
});

it('names the limit to a client that asks too often', async () => {
  const { client } = givenClient();
  for (let n = 0; n < 60; n += 1) await client.chat.postMessage({ channel: ADA, text: 'x' });

  await expect(client.chat.postMessage({ channel: ADA, text: 'x' })).rejects.toMatchObject({
    code: 'slack_webapi_rate_limited_error',
    retryAfter: 60,
  });
});

it('names the scope that is missing', async () => {
  const { client } = givenClient('xoxb-2');

  await expect(client.users.info({ user: ADA })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
  });
});

const ALL = ['chat:write', 'users:read', 'channels:read', 'groups:read', 'im:read', 'channels:join', 'team:read'];

it('lists channels page by page, and joins one of them', async () => {
  const { client } = givenClient('xoxb-1', { scopes: ALL });

  const names: (string | undefined)[] = [];
  for await (const page of client.paginate('conversations.list', { limit: 1, types: 'public_channel' })) {
    names.push(...((page as ConversationsListResponse).channels?.map(({ name }) => name) ?? []));
  }
  const before = await errorOf(client.chat.postMessage({ channel: 'COUT', text: 'x' }));
  const joined = await client.conversations.join({ channel: 'COUT' });
  const again = await client.conversations.join({ channel: 'COUT' });
  const after = await client.chat.postMessage({ channel: 'COUT', text: 'x' });

  expect(names).toEqual(['releases', 'elsewhere']);
  expect([before, after.ok]).toEqual(['not_in_channel', true]);
  expect(joined.channel).toMatchObject({ id: 'COUT', is_member: true });
  expect(again.warning).toBe('already_in_channel');
  expect((await client.conversations.members({ channel: 'COUT' })).members).toEqual([ADA, 'UBOT']);
});

it('lists the members of a channel page by page, also of one that the bot is not in', async () => {
  const { client } = givenClient();

  const pages: (readonly string[] | undefined)[] = [];
  for await (const page of client.paginate('conversations.members', { channel: 'CIN', limit: 3 })) {
    pages.push((page as ConversationsMembersResponse).members);
  }

  expect(pages).toEqual([[ADA, BEN, 'UBOT'], ['UEVE']]);
  expect((await client.conversations.members({ channel: 'COUT' })).members).toEqual([ADA]);
});

it('tells the members of a private channel by its own scope, and to those who are in it', async () => {
  const without = givenClient('xoxb-1', { scopes: ['channels:read'] });
  const { client, slack } = givenClient();

  const outside = await errorOf(client.conversations.members({ channel: 'GSECRET' }));
  slack.invite({ team: TEAM, channel: 'GSECRET', user: ADA });

  expect(await errorOf(without.client.conversations.members({ channel: 'GSECRET' }))).toBe('missing_scope');
  expect(outside).toBe('channel_not_found');
  expect((await client.conversations.members({ channel: 'GSECRET' })).members).toContain('UBOT');
});

it('lists private channels only where the bot is', async () => {
  const { client, slack } = givenClient('xoxb-1', { scopes: ALL });
  const types = 'private_channel';
  const namesOf = async () => (await client.conversations.list({ types })).channels?.map(({ name }) => name);

  const before = await namesOf();
  slack.invite({ team: TEAM, channel: 'GSECRET', user: ADA });

  expect(before).toEqual([]);
  expect(await namesOf()).toEqual(['secret']);
  expect((await client.users.conversations({ types })).channels).toMatchObject([{ name: 'secret' }]);
});

it('leaves archived channels out when asked to', async () => {
  const { client, slack } = givenClient();
  slack.archive({ team: TEAM, channel: 'COUT', archived: true });

  const all = await client.conversations.list({});
  const open = await client.conversations.list({ exclude_archived: true });

  expect(all.channels?.map(({ name, is_archived }) => [name, is_archived])).toEqual([
    ['releases', false],
    ['elsewhere', true],
  ]);
  expect(open.channels?.map(({ name }) => name)).toEqual(['releases']);
});

it('lists people, deactivated ones too, and says what it knows of the team and the bot', async () => {
  const { client } = givenClient('xoxb-1', { scopes: ALL });

  const { members } = await client.users.list({ limit: 10 });
  const { team } = await client.team.info();
  const { bot } = await client.bots.info({ bot: 'B1' });

  expect(members?.map(({ id, deleted, is_bot }) => [id, deleted, is_bot])).toEqual([
    [ADA, false, false],
    [BEN, false, false],
    ['UGONE', true, false],
    ['UBOT', false, true],
  ]);
  expect(members?.[0]?.profile?.email).toBeUndefined();
  expect(team).toMatchObject({ id: TEAM, domain: 'lighthouse', email_domain: 'lighthouse.example' });
  expect(bot).toMatchObject({ id: 'B1', user_id: 'UBOT', app_id: 'A1' });
});

it('exchanges a code without a token, and revokes what it got', async () => {
  const { client, slack } = givenClient('');
  const query = new URLSearchParams({ client_id: CLIENT_ID, scope: 'chat:write' });
  const location = slack.authorize(`https://slack.com/oauth/v2/authorize?${query}`, {
    team: 'T3',
    user: 'UFAY',
    allow: true,
  });
  const code = new URL(location).searchParams.get('code') ?? '';

  const installed = await client.oauth.v2.access({ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, code });
  const token = installed.access_token ?? '';
  const known = await client.auth.test({ token });
  const revoked = await client.auth.revoke({ token });

  expect(installed).toMatchObject({ team: { id: 'T3' }, bot_user_id: 'UBOT3', scope: 'chat:write' });
  expect(known.team_id).toBe('T3');
  expect(revoked).toMatchObject({ revoked: true });
  expect(await errorOf(client.auth.test({ token }))).toBe('account_inactive');
});

it('publishes a home and pushes a view', async () => {
  const { client, slack } = givenClient();
  const blocks = [
    { type: 'actions', elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }] },
  ];
  const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'One' }, blocks: blocks as [] };
  const click = { ...(await posted(client)), team: TEAM, user: ADA, actionId: 'reject' };

  const home = await client.views.publish({ user_id: ADA, view: { type: 'home', blocks: blocks as [] } });
  const first = await client.views.open({
    trigger_id: payloadOf(slack.requestOfClick(click).body).trigger_id,
    view: modal,
  });
  const inside = slack.requestOfClick({ viewId: first.view?.id ?? '', user: ADA, actionId: 'more' });
  const second = await client.views.push({ trigger_id: payloadOf(inside.body).trigger_id, view: modal });

  expect(home.view).toMatchObject({ type: 'home', team_id: TEAM });
  expect(second.view).toMatchObject({ root_view_id: first.view?.id, previous_view_id: first.view?.id });
});
