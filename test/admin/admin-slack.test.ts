import { describe, expect, it } from 'vitest';
import { createAdminSlack } from '../../src/admin/admin-slack';
import type { AdminApi } from '../../src/admin/contract';
import { toSlackUserId } from '../../src/shared/brand';
import { InvalidInputError, TransientError } from '../../src/shared/errors';
import { ok } from '../../src/shared/result';
import { createSlackClient } from '../../src/slack/client';
import { connectWorkspace, markWorkspace, setDefaultChannel } from '../../src/slack/connections/changes';
import { createSlackDesk, type DeskDeps } from '../../src/slack/connections/desk';
import { createSelfCheck } from '../../src/slack/self-check';
import { ADA, CLIENT_ID, CLIENT_SECRET } from '../sandbox/slack/given-slack';
import { AMY, installed, SIGNING, team } from '../slack/given-connections';
import { givenOAuth } from '../slack/given-oauth';

const ADMIN = { accountId: AMY, siteUrl: 'https://lighthouse.example' };
const APP = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, signingSecret: SIGNING };
const ADDRESSES = {
  interactions: 'https://app.example/x1/slack',
  events: 'https://app.example/x1/events',
  commands: 'https://app.example/x1/commands',
  oauth: 'https://app.example/x1/oauth',
};

type SlackCall = Extract<keyof AdminApi, `slack/${string}`>;

/** The calls of the settings page against the twin; each is an invocation of its own. */
async function givenSettings({
  configured = false,
  more = {},
}: {
  configured?: boolean;
  more?: Partial<DeskDeps>;
} = {}) {
  const given = await givenOAuth({ configured });
  const clientOf = ({ botToken }: { botToken: string }) => createSlackClient(given.web, botToken);
  const desk = () =>
    createSlackDesk({
      clock: given.clock,
      connections: given.open(),
      oauth: given.oauth(),
      addresses: async () => ADDRESSES,
      clientOf,
      whoAmI: (token) => createSlackClient(given.web, token).whoAmI(),
      selfCheck: createSelfCheck({
        clientOf,
        mappingOf: async () => ({ type: 'user', user: toSlackUserId(ADA) }),
      }),
      ...more,
    });
  const call = <Call extends SlackCall>(name: Call, payload: unknown = {}) =>
    createAdminSlack({ slack: desk() })[name](ADMIN, payload);

  /** T1 of the twin, where the app is installed. */
  async function connected(changes = {}) {
    await given.open().change((present) => connectWorkspace(present, installed({ scopes: [], ...changes })));
  }
  return { ...given, call, connected };
}

function valueOfAnswer<T>(answer: { ok: true; value: T } | { ok: false; error: string }): T {
  if (!answer.ok) throw new Error(`refused: ${answer.error}`);
  return answer.value;
}

describe('the Slack settings', () => {
  it('lead from nothing to a connected workspace', async () => {
    const { call, decide } = await givenSettings();

    const before = valueOfAnswer(await call('slack/get'));
    const saved = valueOfAnswer(await call('slack/save-app', APP));
    const { url, attempt, token } = valueOfAnswer(await call('slack/begin'));
    const waiting = await call('slack/attempt', { attempt, token });
    await decide(url);
    const ready = await call('slack/attempt', { attempt, token });
    const claimed = valueOfAnswer(await call('slack/claim', { attempt, token }));
    const after = await call('slack/attempt', { attempt, token });

    expect(before).toMatchObject({ connections: [], signingSecrets: [], most: 10, warnings: [] });
    expect(saved).toMatchObject({ client: { id: CLIENT_ID, isOld: false }, signingSecrets: [{ isOld: false }] });
    expect(waiting).toEqual({ ok: true, value: { state: 'waiting' } });
    expect(ready).toEqual({ ok: true, value: { state: 'ready', teamName: 'Lantern', again: false } });
    expect(claimed.connections).toMatchObject([{ teamId: 'T3', name: 'Lantern', isDefault: true, state: 'healthy' }]);
    expect(after).toEqual({ ok: true, value: { state: 'connected', teamName: 'Lantern' } });
  });

  it('hold this site’s addresses in the manifest, in both writings and in the link', async () => {
    const { manifest } = valueOfAnswer(await (await givenSettings()).call('slack/get'));

    for (const url of Object.values(ADDRESSES)) {
      expect(manifest.json).toContain(url);
      expect(manifest.yaml).toContain(url);
      expect(decodeURIComponent(manifest.createUrl)).toContain(url);
    }
  });

  it('never show a secret again, not even in part', async () => {
    const { call, decide } = await givenSettings();
    const answers: unknown[] = [await call('slack/save-app', APP)];
    const { url, attempt, token } = valueOfAnswer(await call('slack/begin'));
    await decide(url);
    answers.push(await call('slack/attempt', { attempt, token }), await call('slack/claim', { attempt, token }));
    answers.push(await call('slack/replace-signing-secret', { signingSecret: 'another-signing-secret' }));
    answers.push(await call('slack/get'), await call('slack/check', { teamId: 'T3' }));

    expect(JSON.stringify(answers)).not.toMatch(/xox|another-signing|client secret of|signing-secret-number/);
  });

  it('say what went wrong on Slack’s page, and what to do', async () => {
    const { call, slack, come } = await givenSettings({ configured: true });
    const { url, attempt, token } = valueOfAnswer(await call('slack/begin'));

    await come(slack.authorize(url, { team: 'T3', user: 'UFAY', allow: false }));

    expect(valueOfAnswer(await call('slack/attempt', { attempt, token }))).toMatchObject({
      state: 'refused',
      title: 'Slack was not connected',
      text: expect.stringContaining('Connect a workspace'),
    });
  });

  it('show an overlap of signing secrets, and end it on demand', async () => {
    const { call, clock } = await givenSettings({ configured: true });

    const both = valueOfAnswer(await call('slack/replace-signing-secret', { signingSecret: 'another-signing-secret' }));
    const one = valueOfAnswer(await call('slack/end-overlap'));

    expect(both.signingSecrets).toEqual([
      { since: clock.now(), validUntil: clock.now() + 24 * 3_600_000, isOld: false },
      { since: clock.now(), isOld: false },
    ]);
    expect(one.signingSecrets).toEqual([{ since: clock.now(), isOld: false }]);
  });

  it('show a former secret no longer when its day is over', async () => {
    const { call, advance } = await givenSettings({ configured: true });
    await call('slack/replace-signing-secret', { signingSecret: 'another-signing-secret' });
    advance(24 * 3_600_000);

    expect(valueOfAnswer(await call('slack/get')).signingSecrets).toHaveLength(1);
  });
});

describe('a workspace', () => {
  it('can be named, made the default, and removed, which takes Baton’s access back', async () => {
    const { call, connected, slack } = await givenSettings({ configured: true });
    await connected();
    await connected({ team: team('T2'), botToken: 'xoxb-2', teamName: 'Harbour' });

    const renamed = valueOfAnswer(await call('slack/rename', { teamId: 'T2', name: ' Partners ' }));
    const moved = valueOfAnswer(await call('slack/set-default', { teamId: 'T2' }));
    const left = valueOfAnswer(await call('slack/delete', { teamId: 'T2' }));

    expect(renamed.connections.map(({ name, teamName }) => [name, teamName])).toEqual([
      ['Lighthouse', 'Lighthouse'],
      ['Partners', 'Harbour'],
    ]);
    expect(moved.connections.map(({ isDefault }) => isDefault)).toEqual([false, true]);
    expect(left.connections.map(({ teamId, isDefault }) => [teamId, isDefault])).toEqual([['T1', true]]);
    expect(slack.workspaces().find(({ teamId }) => teamId === 'T2')?.installed).toBe(false);
  });

  it('is removed too when Slack says that its token is dead', async () => {
    const { call, connected } = await givenSettings();
    await connected({ botToken: 'xoxb-dead' });

    expect(valueOfAnswer(await call('slack/delete', { teamId: 'T1' })).connections).toEqual([]);
  });

  it('stays while Slack cannot be told, so that its access can still be taken back', async () => {
    const down = () => Promise.reject(new TransientError('http-503'));
    const clientOf = () => ({ revoke: down, channelInfo: down, joinChannel: down, listChannels: down });
    const { call, connected } = await givenSettings({ more: { clientOf } });
    await connected();

    const answer = await call('slack/delete', { teamId: 'T1' });

    expect(answer).toMatchObject({ ok: false, error: expect.stringContaining('try again') });
    expect(valueOfAnswer(await call('slack/get')).connections).toHaveLength(1);
  });

  it('takes a channel by its id, goes in, and gives it up again', async () => {
    const { call, connected, slack } = await givenSettings();
    await connected();

    const private_ = await call('slack/set-channel', { teamId: 'T1', channel: 'GSECRET' });
    const missing = await call('slack/set-channel', { teamId: 'T1', channel: 'COUT' });
    const chosen = valueOfAnswer(await call('slack/set-channel', { teamId: 'T1', channel: 'CIN' }));
    const none = valueOfAnswer(await call('slack/set-channel', { teamId: 'T1', channel: null }));

    expect(private_).toMatchObject({ ok: false, field: 'channel', error: expect.stringContaining('/invite') });
    expect(missing).toMatchObject({ ok: false, error: expect.stringContaining('missing_scope') });
    expect(chosen.connections[0]?.defaultChannel).toEqual({ id: 'CIN', name: 'releases' });
    expect(none.connections[0]?.defaultChannel).toBeUndefined();
    expect(slack.counts()['conversations.join']).toBe(1);
  });

  it('finds its channels by name, and checks one before it is chosen', async () => {
    const { call, connected } = await givenSettings();
    await connected();

    const found = valueOfAnswer(await call('slack/channels', { teamId: 'T1', query: 'rel' }));
    const checked = valueOfAnswer(await call('slack/check-channel', { teamId: 'T1', channel: 'COUT' }));

    expect(found).toEqual({ channels: [{ id: 'CIN', name: 'releases', kind: 'public' }], complete: true });
    expect(checked).toMatchObject({ name: 'elsewhere', joins: true });
  });

  it('is checked from end to end, and what its token may do is remembered', async () => {
    const { call, connected, open } = await givenSettings();
    await connected();

    const { lines } = valueOfAnswer(await call('slack/check', { teamId: 'T1' }));

    expect(lines.map(({ check }) => check)).toEqual(['token', 'scopes', 'channel', 'mapping', 'round-trip']);
    expect((await open().current())?.scopes).toContain('chat:write');
    expect(valueOfAnswer(await call('slack/get')).warnings).toMatchObject([
      { about: 'Lighthouse', text: expect.stringContaining('channels:join') },
    ]);
  });

  it('that was marked by mistake works again when the check finds its token alive', async () => {
    const { call, connected, open } = await givenSettings();
    await connected();
    const mark = { team: team('T1'), token: 'xoxb-1', state: { status: 'broken', code: 'x', since: 1 } } as const;
    await open().change((present) => ok(markWorkspace(present, mark)));

    const before = valueOfAnswer(await call('slack/get')).connections[0]?.state;
    await call('slack/check', { teamId: 'T1' });

    expect([before, valueOfAnswer(await call('slack/get')).connections[0]?.state]).toEqual(['broken', 'healthy']);
  });

  it('is connected by a token too, and a wrong token is refused at its field', async () => {
    const { call } = await givenSettings();

    const wrong = await call('slack/connect', { botToken: 'xoxb-wrong', signingSecret: SIGNING });
    const right = valueOfAnswer(await call('slack/connect', { botToken: 'xoxb-1', signingSecret: SIGNING }));

    expect(wrong).toMatchObject({ ok: false, field: 'botToken', error: expect.stringContaining('invalid_auth') });
    expect(right.connections).toMatchObject([{ teamId: 'T1', teamName: 'Lighthouse' }]);
  });

  it('that was connected by a token has an owner: the administrator who entered it', async () => {
    const { call, open } = await givenSettings();

    await call('slack/connect', { botToken: 'xoxb-1', signingSecret: SIGNING });

    expect((await open().all()).connections).toMatchObject([{ team: 'T1', installedBy: AMY }]);
  });

  it('is not connected by the token of a whole organization', async () => {
    const whoAmI: DeskDeps['whoAmI'] = async () => ({ ...(await wide), orgWide: true });
    const { call, open, web } = await givenSettings({ more: { whoAmI } });
    const wide = createSlackClient(web, 'xoxb-1').whoAmI();

    const refused = await call('slack/connect', { botToken: 'xoxb-org-1', signingSecret: SIGNING });

    expect(refused).toMatchObject({ ok: false, field: 'botToken', error: expect.stringContaining('organization') });
    expect(await open().all()).toMatchObject({ connections: [], signingSecrets: [] });
  });

  it.each<[SlackCall, object]>([
    ['slack/rename', { name: 'x' }],
    ['slack/set-default', {}],
    ['slack/delete', {}],
    ['slack/check', {}],
    ['slack/channels', { query: '' }],
    ['slack/set-channel', { channel: 'C1' }],
    ['slack/begin', {}],
  ])('that is not connected is refused by %s', async (name, payload) => {
    const { call } = await givenSettings({ configured: true });

    expect(await call(name, { teamId: 'T9', ...payload })).toMatchObject({
      ok: false,
      error: expect.stringContaining('not connected any more'),
    });
  });
});

describe('how messages behave', () => {
  const direct = { actWithoutLogin: false, actionButtons: true, delivery: 'direct' } as const;
  const inChannel = { ...direct, delivery: 'channel' } as const;
  const DEFAULT_CHANNEL = { id: 'CIN', name: 'releases' };

  async function withChannel() {
    const given = await givenSettings();
    await given.connected();
    await given.open().change((present) => setDefaultChannel(present, team('T1'), DEFAULT_CHANNEL));
    return given;
  }

  it('is as it was before Baton asked, until somebody says otherwise', async () => {
    const { call } = await givenSettings();

    const before = valueOfAnswer(await call('slack/get')).settings;
    const after = valueOfAnswer(await call('slack/save-settings', direct)).settings;

    expect(before).toEqual({ actWithoutLogin: true, actionButtons: true, delivery: 'direct' });
    expect(after).toEqual(direct);
    expect(valueOfAnswer(await call('slack/get')).settings).toEqual(direct);
  });

  it('lets people be asked in a channel where the default workspace has one', async () => {
    const { call } = await withChannel();

    expect(valueOfAnswer(await call('slack/save-settings', inChannel)).settings.delivery).toBe('channel');
  });

  it.each(['channel', 'both'] as const)(
    '%s is refused without a default channel, with where to choose one',
    async (delivery) => {
      const { call, connected } = await givenSettings();
      await connected();

      expect(await call('slack/save-settings', { ...direct, delivery })).toMatchObject({
        ok: false,
        field: 'delivery',
        error: expect.stringMatching(/default channel .* under Workspaces/),
      });
      expect(valueOfAnswer(await call('slack/get')).settings.delivery).toBe('direct');
    },
  );

  it('keeps the channel in which people are asked from being given up, by itself or with its workspace', async () => {
    const { call, connected } = await withChannel();
    await connected({ team: team('T2'), botToken: 'xoxb-2', teamName: 'Harbour' });
    await call('slack/save-settings', inChannel);

    const given = await call('slack/set-channel', { teamId: 'T1', channel: null });
    const moved = await call('slack/set-default', { teamId: 'T2' });

    expect(given).toMatchObject({
      ok: false,
      field: 'channel',
      error: expect.stringContaining('direct messages first'),
    });
    expect(moved).toMatchObject({ ok: false, error: expect.stringContaining('Choose its default channel first') });
  });

  it('warns where the workspace with the channel was removed, and can then be changed in all else', async () => {
    const { call, connected } = await withChannel();
    await connected({ team: team('T2'), botToken: 'xoxb-2', teamName: 'Harbour' });
    await call('slack/save-settings', inChannel);

    const left = valueOfAnswer(await call('slack/delete', { teamId: 'T1' }));
    const changed = await call('slack/save-settings', { ...inChannel, actionButtons: false });

    expect(left.warnings).toMatchObject([
      { about: 'Harbour', text: expect.stringContaining('direct messages instead') },
    ]);
    expect(changed).toMatchObject({ ok: true, value: { settings: { actionButtons: false } } });
  });
});

it('tells an administrator that somebody else is changing the settings', async () => {
  const { call, open } = await givenSettings();
  let during: unknown;

  await open().exclusively(async () => {
    during = await call('slack/save-app', APP);
  });

  expect(during).toMatchObject({ ok: false, error: expect.stringContaining('Somebody else') });
});

it.each<[SlackCall, object, string]>([
  ['slack/save-app', { ...APP, clientId: 'abc' }, 'clientId'],
  ['slack/save-app', { ...APP, clientSecret: 'short' }, 'clientSecret'],
  ['slack/replace-signing-secret', { signingSecret: 'with a line\nbreak in between' }, 'signingSecret'],
  ['slack/connect', { botToken: 'xoxp-1', signingSecret: SIGNING }, 'botToken'],
  ['slack/rename', { teamId: 'T1', name: '  ' }, 'name'],
  ['slack/set-default', { teamId: '../T1' }, 'teamId'],
  ['slack/set-channel', { teamId: 'T1', channel: 'general' }, 'channel'],
  ['slack/attempt', { attempt: 'x', token: 'y' }, 'attempt'],
])('%s refuses what cannot be right, at its field', async (name, payload, field) => {
  const { call } = await givenSettings();

  const error = await call(name, payload).catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toMatchObject({ issues: [{ field }] });
  expect(String(error)).not.toMatch(/xoxp-1|with a line/);
});
