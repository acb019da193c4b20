import { describe, expect, it } from 'vitest';
import { toAccountId } from '../../src/shared/brand';
import { PermanentError, TransientError } from '../../src/shared/errors';
import { scopeNames } from '../../src/slack/app-manifest';
import { createSlackClient } from '../../src/slack/client';
import { connectWorkspace } from '../../src/slack/connections/changes';
import { judgeInstallation } from '../../src/slack/oauth-judge';
import { ADA, TEAM } from '../sandbox/slack/given-slack';
import { AMY, connection, installed, team } from './given-connections';
import { FAY, givenOAuth } from './given-oauth';

const TEN_MINUTES = 10 * 60_000;

describe('the way to Slack’s consent page', () => {
  it('asks for the scopes of the manifest, and names where to come back', async () => {
    const { begin } = await givenOAuth();

    const url = new URL((await begin()).url);

    expect(`${url.origin}${url.pathname}`).toBe('https://slack.com/oauth/v2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '1.2',
      scope: scopeNames().join(','),
      redirect_uri: 'https://app.example/x1/oauth',
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('is another one each time, and what is stored opens nothing', async () => {
    const { begin, store } = await givenOAuth();

    const [one, other] = [await begin(), await begin()];
    const states = [one, other].map(({ url }) => new URL(url).searchParams.get('state') ?? '');
    const kept = [...(await store.getMany([{ key: `slack-oauth:${one.attempt}` }])).values()];

    expect(new Set([...states, one.token, other.token]).size).toBe(4);
    expect(JSON.stringify(kept)).toContain('begun');
    expect(`${one.attempt}${JSON.stringify(kept)}`).not.toMatch(new RegExp([...states, one.token].join('|')));
  });

  it('is not begun without the credentials of the app, nor for an eleventh workspace', async () => {
    const bare = await givenOAuth({ configured: false });
    const full = await givenOAuth();
    for (let n = 0; n < 10; n += 1) {
      await full.open().change((present) => connectWorkspace(present, installed({ team: team(`TX${n}`) })));
    }

    expect(await bare.oauth().begin(AMY)).toEqual({ ok: false, error: 'not-configured' });
    expect(await full.oauth().begin(AMY)).toEqual({ ok: false, error: 'too-many' });
    expect((await full.oauth().begin(AMY, team('TX1'))).ok).toBe(true);
    expect(await full.oauth().begin(AMY, team('TOTHER'))).toEqual({ ok: false, error: 'not-connected' });
  });
});

describe('the way back', () => {
  it('connects nothing by itself: the administrator who began confirms it', async () => {
    const { begin, decide, open, oauth } = await givenOAuth();
    const { url, attempt, token } = await begin();

    const page = await decide(url);
    const before = (await open().all()).connections;
    const looked = await oauth().look(attempt, AMY, token);
    const claimed = await oauth().claim(attempt, AMY, token);

    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('Almost done') });
    expect(before).toEqual([]);
    expect(looked?.progress).toEqual({ type: 'ready', teamName: 'Lantern', again: false });
    expect(claimed.ok).toBe(true);
    expect((await open().all()).connections).toMatchObject([
      {
        team: 'T3',
        name: 'Lantern',
        enterprise: 'E3',
        botUser: 'UBOT3',
        botId: 'B3',
        isDefault: true,
        installedBy: AMY,
        authorizedBy: 'UFAY',
        scopes: scopeNames(),
      },
    ]);
  });

  it('leaves no token behind once it is confirmed, and a second confirmation changes nothing', async () => {
    const { begin, decide, open, oauth } = await givenOAuth();
    const { url, attempt, token } = await begin();
    await decide(url);

    await oauth().claim(attempt, AMY, token);
    const again = await oauth().claim(attempt, AMY, token);

    expect(again.ok).toBe(true);
    expect(await open().all()).toMatchObject({ parked: [], connections: [{ team: 'T3' }] });
  });

  it.each([
    ['another administrator', toAccountId('mallory'), undefined],
    ['another browser', AMY, 'of another browser'],
  ])('cannot be confirmed by %s', async (_who, account, otherToken) => {
    const { begin, decide, open, oauth } = await givenOAuth();
    const { url, attempt, token } = await begin();
    await decide(url);

    const claimed = await oauth().claim(attempt, account, otherToken ?? token);
    const looked = await oauth().look(attempt, account, otherToken ?? token);

    expect([claimed, looked]).toEqual([{ ok: false, error: 'attempt-over' }, undefined]);
    expect((await open().all()).connections).toEqual([]);
  });

  it.each([
    ['counts a moment before its ten minutes are over', TEN_MINUTES - 1, 200],
    ['is over after ten minutes', TEN_MINUTES, 400],
  ])('%s', async (_claim, afterMs, status) => {
    const { begin, slack, come, advance } = await givenOAuth();
    const { url } = await begin();
    advance(afterMs);

    expect((await come(slack.authorize(url, FAY))).status).toBe(status);
  });

  it('cannot be confirmed after ten minutes either', async () => {
    const { begin, decide, oauth, advance, open } = await givenOAuth();
    const { url, attempt, token } = await begin();
    await decide(url);
    advance(TEN_MINUTES);

    expect(await oauth().claim(attempt, AMY, token)).toEqual({ ok: false, error: 'attempt-over' });
    expect((await open().all()).connections).toEqual([]);
  });

  it('works once, also for two who come at the same moment', async () => {
    const { begin, slack, come } = await givenOAuth();
    const { url } = await begin();
    const [one, other] = [slack.authorize(url, FAY), slack.authorize(url, FAY)];

    const pages = await Promise.all([come(one), come(other)]);
    const third = await come(other);

    expect(pages.map(({ status }) => status).toSorted()).toEqual([200, 503]);
    expect(third).toMatchObject({ status: 400, body: expect.stringContaining('used already') });
    expect(slack.counts()['oauth.v2.access']).toBe(1);
  });

  it('is not used up by a scanner that only looks', async () => {
    const { begin, slack, come } = await givenOAuth();
    const location = slack.authorize((await begin()).url, FAY);

    const looks = [await come(location, 'HEAD'), await come(location, 'POST')];

    expect(looks.map(({ status }) => status)).toEqual([200, 405]);
    expect((await come(location)).status).toBe(200);
  });

  it('takes a workspace that is connected already for the same one', async () => {
    const { begin, decide, open, oauth } = await givenOAuth();
    const old = installed({ team: team('T3'), botToken: 'xoxb-dead', installedAt: 1 });
    await open().change((present) => connectWorkspace(present, old));
    const { url, attempt, token } = await begin(team('T3'));

    await decide(url);
    const looked = await oauth().look(attempt, AMY, token);
    await oauth().claim(attempt, AMY, token);

    expect(new URL(url).searchParams.get('team')).toBe('T3');
    expect(looked?.progress).toMatchObject({ type: 'ready', again: true });
    const { connections } = await open().all();
    expect(connections).toHaveLength(1);
    expect(connections[0]?.botToken).not.toBe('xoxb-dead');
  });
});

describe('a way back that leads nowhere', () => {
  it('says that somebody cancelled', async () => {
    const { begin, decide, oauth, slack } = await givenOAuth();
    const { url, attempt, token } = await begin();

    const page = await decide(url, { ...FAY, allow: false });

    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('You cancelled in Slack') });
    expect((await oauth().look(attempt, AMY, token))?.progress).toMatchObject({ why: { reason: 'access-denied' } });
    expect(slack.counts()['oauth.v2.access']).toBeUndefined();
  });

  it('refuses a whole organization, and gives its token back', async () => {
    const { begin, decide, slack, open } = await givenOAuth();

    const page = await decide((await begin()).url, { ...FAY, organisation: true });

    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('whole organization') });
    expect(slack.counts()['auth.revoke']).toBe(1);
    expect((await open().all()).parked).toEqual([]);
  });

  it('refuses another workspace than the one that was to be authorized again', async () => {
    const { begin, decide, open, slack } = await givenOAuth();
    await open().change((present) => connectWorkspace(present, installed({ team: team(TEAM) })));

    const page = await decide((await begin(team(TEAM))).url, FAY);

    expect(page.body).toContain('This is another workspace');
    expect(slack.workspaces().find(({ teamId }) => teamId === 'T3')?.installed).toBe(false);
  });

  it('does not take the token away from a workspace that is connected and was chosen by mistake', async () => {
    const { begin, decide, open, slack } = await givenOAuth();
    for (const id of ['T3', TEAM]) {
      await open().change((present) => connectWorkspace(present, installed({ team: team(id) })));
    }

    const page = await decide((await begin(team('T3'))).url, { team: TEAM, user: ADA, allow: true });

    expect(page.body).toContain('This is another workspace');
    expect(slack.counts()['auth.revoke']).toBeUndefined();
  });

  it('refuses the eleventh workspace, which filled up meanwhile', async () => {
    const { begin, decide, open } = await givenOAuth();
    const { url } = await begin();
    for (let n = 0; n < 10; n += 1) {
      await open().change((present) => connectWorkspace(present, installed({ team: team(`TX${n}`) })));
    }

    expect((await decide(url)).body).toContain('10 workspaces are connected already');
  });

  it('says that the credentials are wrong', async () => {
    const { begin, decide } = await givenOAuth({ clientSecret: 'not-the-right-secret' });

    const page = await decide((await begin()).url);

    expect(page.body).toContain('Slack does not accept the credentials');
    expect(page.body).toContain('bad_client_secret');
    expect(page.body).not.toContain('not-the-right-secret');
  });

  it('begins again where Slack did not answer', async () => {
    const exchange = () => Promise.reject(new TransientError('slack-not-reached'));
    const { begin, decide } = await givenOAuth({ deps: { exchange } });

    expect((await decide((await begin()).url)).body).toContain('Slack did not answer');
  });

  it.each([
    [
      'without a state, as from the page of an organization',
      'https://app.example/x1/oauth?code=c&state=',
      'Begin in Baton',
    ],
    ['with a state that nobody made', 'https://app.example/x1/oauth?code=c&state=forged', 'not valid'],
    ['with two states', 'https://app.example/x1/oauth?code=c&state=a&state=b', 'Begin in Baton'],
  ])('refuses one %s', async (_what, location, text) => {
    const { come } = await givenOAuth();

    expect(await come(location)).toMatchObject({ status: 400, body: expect.stringContaining(text) });
  });

  it('shows nothing of what stands in its address', async () => {
    const { begin, come } = await givenOAuth();
    const { searchParams } = new URL((await begin()).url);

    const page = await come(`https://app.example/x1/oauth?error=<script>&state=${searchParams.get('state')}`);

    expect(page.status).toBe(400);
    expect(page.body).not.toContain('script');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  it('writes no secret into the log', async () => {
    const { begin, decide, log, open } = await givenOAuth({ clientSecret: 'not-the-right-secret' });
    await decide((await begin()).url);
    await decide((await begin()).url, { ...FAY, organisation: true });

    expect(log.lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(log.lines)).not.toMatch(/xox|secret-|not-the-right/);
    expect((await open().all()).parked).toEqual([]);
  });
});

describe('what nobody confirmed', () => {
  const lanternOf = (given: Awaited<ReturnType<typeof givenOAuth>>) =>
    given.slack.workspaces().find(({ teamId }) => teamId === 'T3');

  async function leftAlone(setting: Parameters<typeof givenOAuth>[0] = {}) {
    const given = await givenOAuth(setting);
    const { url, attempt, token } = await given.begin();
    await given.decide(url);
    return { ...given, attempt, token };
  }

  it('is taken back in Slack when its time is over, and forgotten then', async () => {
    const given = await leftAlone();

    given.advance(TEN_MINUTES - 1);
    await given.oauth().giveBack();
    const before = [lanternOf(given)?.installed, (await given.open().all()).parked.length];
    given.advance(1);
    await given.oauth().giveBack();

    expect(before).toEqual([true, 1]);
    expect([lanternOf(given)?.installed, (await given.open().all()).parked]).toEqual([false, []]);
  });

  it('is taken back too where the workspaces were full when it was confirmed', async () => {
    const given = await leftAlone();
    for (let n = 0; n < 10; n += 1) {
      await given.open().change((present) => connectWorkspace(present, installed({ team: team(`TX${n}`) })));
    }

    const claimed = await given.oauth().claim(given.attempt, AMY, given.token);
    given.advance(TEN_MINUTES);
    await given.oauth().giveBack();

    expect([claimed, lanternOf(given)?.installed]).toEqual([{ ok: false, error: 'too-many' }, false]);
  });

  it('keeps the token of a workspace that is connected, or waits once more, since that is the same', async () => {
    const connected = await leftAlone();
    await connected.open().change((present) => connectWorkspace(present, installed({ team: team('T3') })));
    connected.advance(TEN_MINUTES);
    await connected.oauth().giveBack();
    const waiting = await leftAlone();
    waiting.advance(TEN_MINUTES);
    const { url } = await waiting.begin();
    await waiting.decide(url);
    await waiting.oauth().giveBack();

    expect([lanternOf(connected)?.installed, (await connected.open().all()).parked]).toEqual([true, []]);
    expect([lanternOf(waiting)?.installed, (await waiting.open().all()).parked.length]).toEqual([true, 1]);
  });

  it.each([
    ['is tried again where Slack did not say', new TransientError('http-503'), 1],
    ['is forgotten where its token is dead', new PermanentError('account_inactive'), 0],
  ])('%s', async (_claim, error, left) => {
    const given = await leftAlone();
    given.advance(TEN_MINUTES);

    const revoke = () => Promise.reject(error);
    await given.oauth({ clientOf: (token) => ({ ...createSlackClient(given.web, token), revoke }) }).giveBack();

    expect((await given.open().all()).parked).toHaveLength(left);
    expect(given.log.events()).toContain('slack-token-not-revoked');
  });
});

describe('an installation', () => {
  const given = {
    botToken: 'xoxb-3',
    scopes: [],
    botUser: installed().botUser,
    appId: 'A1',
    team: { id: team('T3'), name: 'Lantern' },
    enterprise: undefined,
    orgWide: false,
    installedBy: undefined,
    rotating: false,
  };
  const ten = Array.from({ length: 10 }, (_, n) => connection({ team: team(`T${n}`) }));

  it.each([
    ['of one workspace is taken', {}, undefined, [], { ok: true, value: 'T3' }],
    ['whose token changes is refused', { rotating: true }, undefined, [], { ok: false, error: 'token-rotation' }],
    ['of no workspace is refused', { team: undefined }, undefined, [], { ok: false, error: 'org-wide' }],
    ['of one of the ten is taken', {}, undefined, ten, { ok: true, value: 'T3' }],
    [
      'of the eleventh is refused',
      { team: { id: team('T99'), name: '' } },
      undefined,
      ten,
      { ok: false, error: 'too-many' },
    ],
    ['of the expected workspace is taken', {}, team('T3'), [], { ok: true, value: 'T3' }],
    ['of another one is refused', {}, team('T4'), [], { ok: false, error: 'other-workspace' }],
  ])('%s', (_claim, changes, expected, connections, verdict) => {
    expect(judgeInstallation({ ...given, ...changes }, { expected, connections })).toEqual(verdict);
  });
});
