import { describe, expect, it, vi } from 'vitest';
import type { HttpFetch } from '../../src/ports';
import { toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { createSlackClient } from '../../src/slack/client';
import {
  API,
  BOT_TOKEN,
  formOf,
  type GivenAnswer,
  givenWeb,
  json,
  MESSAGE,
  methodOf,
  PLACE,
  text,
  thrownBy,
} from './given-web';

const BEN = toSlackUserId('U0BEN0001');

function given(answers: GivenAnswer | readonly GivenAnswer[], apiUrl = API) {
  const { calls, web } = givenWeb(answers, { apiUrl });
  return { calls, client: createSlackClient(web, BOT_TOKEN) };
}

const refusing = (error: string) => json({ ok: false, error });
const posted = json({ ok: true, ...PLACE, message: {} });
const AS_TYPED = { parse: 'none', link_names: 'false' };

describe('a message', () => {
  it('is posted to the person, and it is told where it stands', async () => {
    const { client, calls } = given(posted);

    expect(await client.post(BEN, MESSAGE)).toEqual(PLACE);
    expect(calls.map(methodOf)).toEqual(['chat.postMessage']);
    expect(calls.map(formOf)).toEqual([
      {
        channel: BEN,
        text: MESSAGE.text,
        blocks: JSON.stringify(MESSAGE.blocks),
        ...AS_TYPED,
        unfurl_links: 'false',
        unfurl_media: 'false',
      },
    ]);
  });

  it('is posted to a channel, in a thread where one is named', async () => {
    const { client, calls } = given(posted);

    await client.post('C0RELEASES', MESSAGE, { threadTs: '1791792000.000001' });

    expect(calls.map(formOf)).toMatchObject([{ channel: 'C0RELEASES', thread_ts: '1791792000.000001' }]);
  });

  it.each([
    ['no channel', { ok: true, ts: PLACE.ts }],
    ['no ts', { ok: true, channel: PLACE.channel }],
  ])('of which the answer tells nothing may or may not have arrived: %s', async (_what, body) => {
    const { client } = given(json(body));

    expect(await thrownBy(client.post(BEN, MESSAGE))).toBeInstanceOf(UnknownOutcomeError);
  });

  it('is updated where Slack told, and said again how text is to be read', async () => {
    const { client, calls } = given(posted);

    await client.update(PLACE, MESSAGE);

    expect(calls.map(methodOf)).toEqual(['chat.update']);
    expect(calls.map(formOf)).toMatchObject([{ ...PLACE, ...AS_TYPED }]);
  });
});

describe('a request', () => {
  it('follows no redirect, ends in time, and shows the token in one header only', async () => {
    const { client, calls } = given(posted);

    await client.post(BEN, MESSAGE);

    const [call] = calls;
    expect(call?.init).toMatchObject({ method: 'POST', redirect: 'error', signal: expect.any(AbortSignal) });
    expect(new Headers(call?.init.headers).get('authorization')).toBe(`Bearer ${BOT_TOKEN}`);
    expect(`${call?.url} ${call?.init.body}`).not.toContain(BOT_TOKEN);
  });

  it('bears the token of its own client while another is at work', async () => {
    const seen: (string | null)[] = [];
    const http: HttpFetch = async (_url, init) => {
      seen.push(new Headers(init?.headers).get('authorization'));
      return Response.json({ ok: true, ...PLACE });
    };
    const clients = ['xoxb-1', 'xoxb-2', 'xoxb-3'].map((each) => createSlackClient({ http, apiUrl: API }, each));

    await Promise.all(clients.map((client) => client.post(BEN, MESSAGE)));

    expect(seen.sort()).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2', 'Bearer xoxb-3']);
  });

  it('says nothing on the console, whatever Slack remarks', async () => {
    const said: unknown[] = [];
    for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((...words) => void said.push(...words));
    }
    const remarks = { messages: ['[ERROR] SHOP-1', '[WARN] SHOP-1'], warnings: ['SHOP-1'] };
    const { client } = given(json({ ok: true, ...PLACE, response_metadata: remarks }));

    await client.post(BEN, { text: '', blocks: [] });

    expect(said).toEqual([]);
  });

  it('goes to the address that is configured', async () => {
    const { client, calls } = given(posted, 'http://127.0.0.1:4700/api/');

    await client.update(PLACE, MESSAGE);

    expect(calls.map(({ url }) => url)).toEqual(['http://127.0.0.1:4700/api/chat.update']);
  });
});

describe('a person', () => {
  const user = {
    id: BEN,
    team_id: 'T0LIGHT01',
    name: 'ben',
    real_name: 'Ben Castle',
    tz: 'Europe/Berlin',
    profile: { email: 'ben@lighthouse.example', display_name: '' },
  };
  const ben = {
    id: BEN,
    team: 'T0LIGHT01',
    kind: 'member',
    deleted: false,
    stranger: false,
    name: 'Ben Castle',
    email: 'ben@lighthouse.example',
    emailConfirmed: true,
    timeZone: 'Europe/Berlin',
    enterprise: undefined,
  };

  it('is asked for by the address in lower case', async () => {
    const { client, calls } = given(json({ ok: true, user: { id: BEN } }));

    expect(await client.personByEmail('Ben.Castle@Lighthouse.Example')).toMatchObject({ id: BEN });
    expect(calls.map(formOf)).toEqual([{ email: 'ben.castle@lighthouse.example' }]);
  });

  it('is asked for by the address as it was typed where lower case finds nobody', async () => {
    const { client, calls } = given([refusing('users_not_found'), json({ ok: true, user })]);

    expect(await client.personByEmail('Ben@Lighthouse.example')).toEqual(ben);
    expect(calls.map(formOf)).toEqual([{ email: 'ben@lighthouse.example' }, { email: 'Ben@Lighthouse.example' }]);
  });

  it('is nobody where Slack knows nobody', async () => {
    const { client, calls } = given(refusing('users_not_found'));

    expect(await client.personByEmail('nobody@lighthouse.example')).toBeUndefined();
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['a Slack that is down', text('', { status: 503 }), TransientError],
    ['a scope that is missing', refusing('missing_scope'), PermanentError],
  ])('is not taken for nobody because of %s', async (_what, answer, kind) => {
    const { client } = given(answer);

    expect(await thrownBy(client.personByEmail('ben@lighthouse.example'))).toBeInstanceOf(kind);
    expect(await thrownBy(client.userById(BEN))).toBeInstanceOf(kind);
  });

  it.each<[string, object, object]>([
    ['a member', {}, {}],
    ['somebody who left', { deleted: true }, { deleted: true }],
    ['a bot', { is_bot: true }, { kind: 'bot' }],
    ['Slackbot, which says it is none', { id: 'USLACKBOT', is_bot: false }, { id: 'USLACKBOT', kind: 'bot' }],
    ['a guest', { is_restricted: true }, { kind: 'guest' }],
    ['a guest of one channel', { is_restricted: true, is_ultra_restricted: true }, { kind: 'single-channel-guest' }],
    ['a stranger', { is_stranger: true, team_id: 'T0OTHER01' }, { stranger: true, team: 'T0OTHER01' }],
    ['an address that is not confirmed', { is_email_confirmed: false }, { emailConfirmed: false }],
    ['a display name', { profile: { display_name: 'Benny' } }, { name: 'Benny', email: undefined }],
    [
      'a user of an organization',
      { enterprise_user: { id: 'W1', enterprise_id: 'E1', teams: ['T0LIGHT01'] } },
      { enterprise: { id: 'E1', user: 'W1', teams: ['T0LIGHT01'] } },
    ],
    [
      'hardly anything',
      { team_id: null, tz: null, profile: null },
      { team: undefined, timeZone: undefined, email: undefined },
    ],
  ])('is read: %s', async (_what, changes, expected) => {
    const { client, calls } = given(json({ ok: true, user: { ...user, ...changes } }));

    expect(await client.userById(BEN)).toEqual({ ...ben, ...expected });
    expect(calls.map(formOf)).toEqual([{ user: BEN }]);
  });

  it('who is not there is nobody', async () => {
    expect(await given(refusing('user_not_found')).client.userById(BEN)).toBeUndefined();
  });

  it('stands on one of many pages', async () => {
    const { client, calls } = given([
      json({ ok: true, members: [user], response_metadata: { next_cursor: 'abc=' } }),
      json({ ok: true, members: [], response_metadata: { next_cursor: '' } }),
    ]);

    const first = await client.listUsers();
    const last = await client.listUsers(first.cursor);

    expect([first, last]).toEqual([
      { items: [ben], cursor: 'abc=' },
      { items: [], cursor: undefined },
    ]);
    expect(calls.map(formOf)).toEqual([{ limit: '200' }, { limit: '200', cursor: 'abc=' }]);
  });
});

describe('a channel', () => {
  const channel = { id: 'C1', name: 'releases', is_private: false, is_archived: false, is_member: true };
  const releases = { id: 'C1', name: 'releases', kind: 'public', archived: false, member: true, shared: false };

  it.each<[string, object, object]>([
    ['public', {}, {}],
    ['private', { is_private: true }, { kind: 'private' }],
    ['archived', { is_archived: true }, { archived: true }],
    ['without Baton', { is_member: false }, { member: false }],
    ['shared with another company', { is_ext_shared: true }, { shared: true }],
    ['a direct message', { is_im: true, name: undefined }, { kind: 'direct', name: undefined }],
    ['a message to several people', { is_mpim: true, is_private: true }, { kind: 'direct' }],
  ])('is read: %s', async (_what, changes, expected) => {
    const { client, calls } = given(json({ ok: true, channel: { ...channel, ...changes } }));

    expect(await client.channelInfo('C1')).toEqual({ ...releases, ...expected });
    expect(calls.map(formOf)).toEqual([{ channel: 'C1' }]);
  });

  it('that Slack does not know, or does not show, is none', async () => {
    expect(await given(refusing('channel_not_found')).client.channelInfo('C1')).toBeUndefined();
  });

  it('is joined, also when Baton is in it already', async () => {
    const { client, calls } = given(json({ ok: true, channel, warning: 'already_in_channel' }));

    expect(await client.joinChannel('C1')).toEqual(releases);
    expect(calls.map(methodOf)).toEqual(['conversations.join']);
  });

  it('tells who is in it by pages', async () => {
    const { client, calls } = given(json({ ok: true, members: ['U1', 'U2'], response_metadata: { next_cursor: '' } }));

    expect(await client.membersOf('C1', 'a')).toEqual({ items: ['U1', 'U2'], cursor: undefined });
    expect(calls.map((each) => [methodOf(each), formOf(each)])).toEqual([
      ['conversations.members', { channel: 'C1', limit: '200', cursor: 'a' }],
    ]);
  });

  it('is listed by pages, public and private ones that live', async () => {
    const { client, calls } = given(json({ ok: true, channels: [channel], response_metadata: { next_cursor: 'b' } }));

    expect(await client.listChannels('a')).toEqual({ items: [releases], cursor: 'b' });
    expect(calls.map(formOf)).toEqual([
      { limit: '200', cursor: 'a', types: 'public_channel,private_channel', exclude_archived: 'true' },
    ]);
  });
});

describe('a view', () => {
  const modal = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'One moment' }, blocks: [] };
  const home = { type: 'home' as const, blocks: [] };
  const shown = json({ ok: true, view: { id: 'V1', hash: '156.1', type: 'modal' } });

  it('is opened, updated by its version, and published, and its new version is told', async () => {
    const { client, calls } = given(shown);

    const views = [
      await client.openView('1.2.3', modal),
      await client.updateView({ id: 'V1', hash: '155.9' }, modal),
      await client.updateView({ id: 'V1' }, modal),
      await client.publishHome(BEN, home),
    ];

    expect(new Set(views.map((view) => JSON.stringify(view)))).toEqual(new Set(['{"id":"V1","hash":"156.1"}']));
    expect(calls.map(methodOf)).toEqual(['views.open', 'views.update', 'views.update', 'views.publish']);
    expect(calls.map(formOf)).toEqual([
      { trigger_id: '1.2.3', view: JSON.stringify(modal) },
      { view_id: 'V1', hash: '155.9', view: JSON.stringify(modal) },
      { view_id: 'V1', view: JSON.stringify(modal) },
      { user_id: BEN, view: JSON.stringify(home) },
    ]);
  });

  it.each(['expired_trigger_id', 'exchanged_trigger_id', 'hash_conflict', 'not_found'])(
    'that is refused keeps its reason: %s',
    async (code) => {
      expect(await thrownBy(given(refusing(code)).client.openView('1.2.3', modal))).toMatchObject({ code });
    },
  );

  it('whose answer is not seen may be open, but can be updated again', async () => {
    const { client } = given(text('', { status: 502 }));

    expect(await thrownBy(client.openView('1.2.3', modal))).toBeInstanceOf(UnknownOutcomeError);
    expect(await thrownBy(client.updateView({ id: 'V1' }, modal))).toBeInstanceOf(TransientError);
  });
});

describe('a workspace', () => {
  it('is told of a token, with the scopes that were granted', async () => {
    const body = {
      ok: true,
      url: 'https://lighthouse.slack.com/',
      team_id: 'T1',
      team: 'Lighthouse',
      user_id: 'UBOT',
      bot_id: 'B1',
      enterprise_id: 'E1',
      is_enterprise_install: false,
    };
    const { client } = given(json(body, { headers: { 'x-oauth-scopes': 'chat:write, im:write,users:read' } }));

    expect(await client.whoAmI()).toEqual({
      team: 'T1',
      teamName: 'Lighthouse',
      botUser: 'UBOT',
      botId: 'B1',
      url: 'https://lighthouse.slack.com/',
      enterprise: 'E1',
      orgWide: false,
      scopes: ['chat:write', 'im:write', 'users:read'],
    });
  });

  it.each<[string, Record<string, string>]>([
    ['no header', {}],
    ['an empty header', { 'x-oauth-scopes': '' }],
  ])('has granted nothing where %s says so', async (_what, headers) => {
    const { client } = given(json({ ok: true, team_id: 'T1', team: 'Lighthouse', user_id: 'UBOT' }, { headers }));

    expect(await client.whoAmI()).toMatchObject({ scopes: [], botId: undefined, orgWide: false });
  });

  it.each([
    ['revokes its token', json({ ok: true, revoked: true }), true],
    ['has lost its token already', refusing('token_revoked'), true],
    ['has removed the app already', refusing('account_inactive'), true],
    ['does not know its token any more', refusing('invalid_auth'), true],
    ['keeps its token', json({ ok: true, revoked: false }), false],
  ])('%s', async (_claim, answer, dead) => {
    expect(await given(answer).client.revoke()).toBe(dead);
  });

  it.each([
    ['not asked', text('', { status: 503 }), TransientError],
    ['refuses for another reason', refusing('no_permission'), PermanentError],
  ])('keeps its token when it is %s', async (_what, answer, kind) => {
    expect(await thrownBy(given(answer).client.revoke())).toBeInstanceOf(kind);
  });
});
