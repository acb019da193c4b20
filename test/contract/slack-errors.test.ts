import { describe, expect, it } from 'vitest';
import { METHODS } from '../../sandbox/slack/methods';
import {
  ADA,
  BEN,
  CLIENT_ID,
  commentForm,
  GONE,
  givenSlack,
  payloadOf,
  question,
  TEAM,
  workspace,
} from '../sandbox/slack/given-slack';
import { readContract } from '../support/contracts';

type Documented = { methods: Record<string, { errors_all: object; examples?: object }> };

const contract = readContract('slack/methods.json') as Documented | undefined;

type Given = ReturnType<typeof givenSlack> & { dm: string; ts: string; trigger: string };

/** The twin after one message to Ada, whose button she is about to press. */
async function given(app: Parameters<typeof givenSlack>[0] = {}): Promise<Given> {
  const slack = givenSlack(app);
  const { channel: dm, ts } = await slack.api('chat.postMessage', { channel: ADA, text: 'x', blocks: question });
  const click = { team: TEAM, channel: dm, ts, user: ADA, actionId: 'approve' };
  return { ...slack, dm, ts, trigger: payloadOf(slack.slack.requestOfClick(click).body).trigger_id };
}

const opened = async ({ api, trigger }: Given, more: object = {}) =>
  (await api('views.open', { trigger_id: trigger, view: { ...commentForm, ...more } })).view;

const late = async ({ clock }: Given) => clock.advance(3000);

const after = async (happened: Promise<unknown>, args: object) => happened.then(() => args);

const archived = ({ slack }: Given, args: object) => {
  slack.archive({ team: TEAM, channel: 'CIN', archived: true });
  return args;
};

const homeless = async ({ slack }: Given) => slack.configure({ homeTab: false });

const HOME = { type: 'home', blocks: [] };
const SAME_ID = { external_id: 'e' };

type Situation = [method: string, error: string, args: object | ((given: Given) => object | Promise<object>)];

const LONG = Array.from({ length: 5 }, () => ({ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000) } }));
const text = 'x';

const SITUATIONS: Situation[] = [
  ['chat.postMessage', 'channel_not_found', { channel: 'CNONE', text }],
  ['chat.postMessage', 'channel_not_found', { channel: GONE, text }],
  ['chat.postMessage', 'channel_not_found', { channel: 'GSECRET', text }],
  ['chat.postMessage', 'channel_not_found', { text }],
  ['chat.postMessage', 'not_in_channel', { channel: 'COUT', text }],
  ['chat.postMessage', 'no_text', { channel: 'CIN' }],
  ['chat.postMessage', 'cannot_reply_to_message', { channel: 'CIN', text, thread_ts: '1.2' }],
  ['chat.postMessage', 'invalid_blocks', { channel: 'CIN', blocks: [{ type: 'nothing' }] }],
  ['chat.postMessage', 'invalid_blocks_format', { channel: 'CIN', blocks: '{' }],
  ['chat.postMessage', 'msg_blocks_too_long', { channel: 'CIN', blocks: LONG }],
  ['chat.postMessage', 'invalid_metadata_format', { channel: 'CIN', text, metadata: '{' }],
  ['chat.postMessage', 'invalid_metadata_schema', { channel: 'CIN', text, metadata: { event_type: 1 } }],
  ['chat.update', 'channel_not_found', ({ ts }) => ({ channel: ADA, ts, text })],
  ['chat.update', 'message_not_found', ({ dm }) => ({ channel: dm, ts: '1.2', text })],
  ['chat.update', 'message_not_found', ({ ts }) => ({ channel: 'CIN', ts, text })],
  ['chat.update', 'no_text', ({ dm, ts }) => ({ channel: dm, ts })],
  ['chat.update', 'msg_too_long', ({ dm, ts }) => ({ channel: dm, ts, text: 'x'.repeat(4001) })],
  ['chat.update', 'msg_too_long', ({ dm, ts }) => ({ channel: dm, ts, blocks: LONG })],
  ['chat.update', 'invalid_blocks', ({ dm, ts }) => ({ channel: dm, ts, blocks: [{ type: 'nothing' }] })],
  ['chat.update', 'invalid_blocks_format', ({ dm, ts }) => ({ channel: dm, ts, blocks: {} })],
  ['chat.update', 'cant_update_message', ({ slack, dm }) => ({ channel: dm, ts: sayIn(slack, dm), text })],
  ['chat.delete', 'message_not_found', ({ dm }) => ({ channel: dm, ts: '1.2' })],
  ['chat.delete', 'channel_not_found', { channel: 'CNONE', ts: '1.2' }],
  ['chat.delete', 'cant_delete_message', ({ slack, dm }) => ({ channel: dm, ts: sayIn(slack, dm) })],
  ['chat.postEphemeral', 'channel_not_found', { channel: 'CNONE', user: ADA, text }],
  ['chat.postEphemeral', 'not_in_channel', { channel: 'COUT', user: ADA, text }],
  ['chat.postEphemeral', 'user_not_in_channel', { channel: 'CIN', user: GONE, text }],
  ['chat.postEphemeral', 'user_not_in_channel', ({ dm }) => ({ channel: dm, user: BEN, text })],
  ['chat.postEphemeral', 'no_text', { channel: 'CIN', user: ADA }],
  ['chat.getPermalink', 'channel_not_found', { channel: 'CNONE', message_ts: '1.2' }],
  ['chat.getPermalink', 'message_not_found', { channel: 'CIN', message_ts: '1.2' }],
  ['conversations.open', 'users_list_not_supplied', {}],
  ['conversations.open', 'user_not_found', { users: 'UNOBODY' }],
  ['conversations.open', 'user_disabled', { users: GONE }],
  ['conversations.open', 'too_many_users', { users: 'U1,U2,U3,U4,U5,U6,U7,U8,U9' }],
  ['conversations.open', 'channel_not_found', { channel: 'DNONE' }],
  ['conversations.open', 'method_not_supported_for_channel_type', { channel: 'CIN' }],
  ['conversations.info', 'channel_not_found', { channel: 'GSECRET' }],
  ['chat.postMessage', 'is_archived', (g) => archived(g, { channel: 'CIN', text })],
  ['chat.postEphemeral', 'is_archived', (g) => archived(g, { channel: 'CIN', user: ADA, text })],
  ['conversations.join', 'is_archived', (g) => archived(g, { channel: 'CIN' })],
  ['conversations.join', 'channel_not_found', { channel: 'GSECRET' }],
  ['conversations.join', 'method_not_supported_for_channel_type', ({ dm }) => ({ channel: dm })],
  ['conversations.list', 'invalid_types', { types: 'public_channel,secret' }],
  ['conversations.list', 'invalid_limit', { limit: 0 }],
  ['conversations.list', 'invalid_cursor', { cursor: 'x' }],
  ['conversations.list', 'missing_scope', { types: 'mpim' }],
  ['conversations.members', 'channel_not_found', { channel: 'GSECRET' }],
  ['conversations.members', 'invalid_cursor', { channel: 'CIN', cursor: 'x' }],
  ['conversations.members', 'invalid_limit', { channel: 'CIN', limit: 0 }],
  ['users.conversations', 'invalid_types', { types: 'secret' }],
  ['users.list', 'invalid_cursor', { cursor: 'x' }],
  ['bots.info', 'bot_not_found', { bot: 'BNONE' }],
  ['team.info', 'team_not_found', { team: 'T2' }],
  ['apps.uninstall', 'invalid_client_id', { client_id: 'x' }],
  ['apps.uninstall', 'bad_client_secret', { client_id: CLIENT_ID, client_secret: 'x' }],
  ['users.info', 'user_not_found', { user: 'UNOBODY' }],
  ['users.lookupByEmail', 'users_not_found', { email: 'nobody@lighthouse.example' }],
  ['users.lookupByEmail', 'users_not_found', { email: 'gil@lighthouse.example' }],
  ['views.open', 'invalid_trigger_id', { trigger_id: '1.2.abc', view: commentForm }],
  ['views.open', 'invalid_arguments', ({ trigger }) => ({ trigger_id: trigger, view: { type: 'modal' } })],
  ['views.open', 'view_too_large', ({ trigger }) => ({ trigger_id: trigger, view: { x: 'x'.repeat(250_000) } })],
  ['views.open', 'exchanged_trigger_id', (g) => after(opened(g), { trigger_id: g.trigger, view: commentForm })],
  ['views.open', 'expired_trigger_id', (g) => after(late(g), { trigger_id: g.trigger, view: commentForm })],
  [
    'views.open',
    'duplicate_external_id',
    (g) => after(opened(g, SAME_ID), { trigger_id: g.trigger, view: { ...commentForm, ...SAME_ID } }),
  ],
  ['views.push', 'invalid_trigger_id', { trigger_id: '1.2.abc', view: commentForm }],
  ['views.push', 'not_found', ({ trigger }) => ({ trigger_id: trigger, view: commentForm })],
  ['views.publish', 'invalid_arguments', { user_id: 'UNOBODY', view: HOME }],
  ['views.publish', 'hash_conflict', { user_id: ADA, view: HOME, hash: '1.2' }],
  ['views.publish', 'not_enabled', (g) => after(homeless(g), { user_id: ADA, view: HOME })],
  ['views.update', 'not_found', { view_id: 'VNONE', view: commentForm }],
  ['views.update', 'hash_conflict', async (g) => ({ view_id: (await opened(g)).id, hash: '1.2', view: commentForm })],
];

function sayIn(slack: Given['slack'], channel: string): string {
  return slack.say({ team: TEAM, channel, user: ADA, text: 'Hello' }).ts;
}

/** Two errors that hold where the documents do not repeat them: a wrong token, and a view that is not valid. */
function isDocumented(documents: Documented, method: string, error: string): boolean {
  if (error === 'invalid_auth') return isListed(documents, 'auth.test', error);
  if (error === 'invalid_arguments') return JSON.stringify(documents.methods['views.open']?.examples).includes(error);
  return isListed(documents, method, error);
}

const isListed = ({ methods }: Documented, method: string, error: string) =>
  Object.keys(methods[method]?.errors_all ?? {}).includes(error);

describe('every refusal is one that Slack documents', () => {
  it.each(SITUATIONS)('%s refuses with %s', async (method, error, args) => {
    const { scopes } = workspace().app;
    const twin = await given({ app: { scopes: [...scopes, 'channels:join', 'team:read'] } });
    const takesJson = METHODS.get(method)?.takesJson === true;

    const input = typeof args === 'function' ? await args(twin) : args;
    const answer = await (takesJson ? twin.api(method, input) : twin.form(method, input));

    expect(answer).toMatchObject({ ok: false, error });
    if (contract !== undefined) expect(isDocumented(contract, method, error)).toBe(true);
  });

  it.each([...METHODS.keys()])('%s refuses a token that is missing, wrong, or dead', async (method) => {
    const { slack, api } = await given();
    const bare = new Request(`https://slack.com/api/${method}`, { method: 'POST' });

    const missing = (await (await slack.fetch(bare)).json()) as { error: string };
    const wrong = await api(method, {}, 'xoxb-wrong');
    slack.revoke(TEAM);
    const dead = await api(method, {});

    const errors = [missing, wrong, dead].map(({ error }) => error ?? '');
    expect(errors).toEqual(['not_authed', 'invalid_auth', 'account_inactive']);
    if (contract !== undefined) expect(errors.filter((each) => !isDocumented(contract, method, each))).toEqual([]);
  });

  it.each([...METHODS].filter(([, { scopes }]) => scopes.length > 0))(
    '%s needs its scope',
    async (method, { scopes }) => {
      const { api } = givenSlack({ app: { scopes: ['reactions:read'] } });

      const answer = await api(method, {});

      expect(answer).toMatchObject({ error: 'missing_scope', needed: scopes.join(','), provided: 'reactions:read' });
      if (contract !== undefined) expect(isDocumented(contract, method, 'missing_scope')).toBe(true);
    },
  );
});
