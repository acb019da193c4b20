import { expect, it } from 'vitest';
import { ADA, BEN, CLIENT_ID, CLIENT_SECRET, GONE, givenSlack, TEAM } from './given-slack';

const BACK = 'https://app.example/x1/oauth';
const FAY = { team: 'T3', user: 'UFAY', allow: true };

const address = (changes: Record<string, string> = {}) =>
  `https://slack.com/oauth/v2/authorize?${new URLSearchParams({
    client_id: CLIENT_ID,
    scope: 'chat:write,users:read',
    redirect_uri: BACK,
    state: 'of the admin',
    ...changes,
  })}`;

function givenCode(
  decision: Parameters<ReturnType<typeof givenSlack>['slack']['authorize']>[1] = FAY,
  url = address(),
) {
  const given = givenSlack();
  const location = new URL(given.slack.authorize(url, decision));
  const code = location.searchParams.get('code') ?? '';
  const exchange = (changes: object = {}) =>
    given.form('oauth.v2.access', {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uri: BACK,
      code,
      ...changes,
    });
  return { ...given, location, code, exchange };
}

it('sends the browser back with a code and the state', () => {
  const { location, code } = givenCode();

  expect(`${location.origin}${location.pathname}`).toBe(BACK);
  expect(Object.fromEntries(location.searchParams)).toEqual({ code, state: 'of the admin' });
});

it('sends the browser back with access_denied when somebody cancels, and installs nothing', () => {
  const { location, slack } = givenCode({ ...FAY, allow: false });

  expect(Object.fromEntries(location.searchParams)).toEqual({ error: 'access_denied', state: 'of the admin' });
  expect(slack.workspaces().find(({ teamId }) => teamId === 'T3')?.installed).toBe(false);
});

it('exchanges a code for everything about the installation', async () => {
  const { exchange, api } = givenCode();

  const answer = await exchange();
  const whoami = await api('auth.test', {}, answer.access_token);

  expect(answer).toEqual({
    ok: true,
    app_id: 'A1',
    authed_user: { id: 'UFAY' },
    scope: 'chat:write,users:read',
    token_type: 'bot',
    access_token: expect.stringMatching(/^xoxb-/),
    bot_user_id: 'UBOT3',
    team: { id: 'T3', name: 'Lantern' },
    enterprise: { id: 'E3', name: 'Lantern Group' },
    is_enterprise_install: false,
  });
  expect(whoami).toMatchObject({ ok: true, team_id: 'T3', user_id: 'UBOT3', bot_id: 'B3' });
});

it('takes the client by Basic authentication too', async () => {
  const { slack, code } = givenCode();
  const authorization = `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')}`;
  const body = new URLSearchParams({ code, redirect_uri: BACK });

  const request = new Request('https://slack.com/api/oauth.v2.access', {
    method: 'POST',
    headers: { authorization },
    body,
  });
  const answer = await slack.fetch(request);

  expect(await answer.json()).toMatchObject({ ok: true, team: { id: 'T3' } });
});

it.each([
  ['another client', { client_id: 'x' }, 'invalid_client_id'],
  ['a wrong secret', { client_secret: 'x' }, 'bad_client_secret'],
  ['an unknown code', { code: 'x' }, 'invalid_code'],
  ['another address', { redirect_uri: `${BACK}/other` }, 'bad_redirect_uri'],
  ['another kind of grant', { grant_type: 'password' }, 'invalid_grant_type'],
])('refuses to exchange with %s', async (_name, changes, error) => {
  const { exchange } = givenCode();

  expect(await exchange(changes)).toEqual({ ok: false, error });
});

it('takes a code once', async () => {
  const { exchange } = givenCode();

  const first = await exchange();
  const second = await exchange();

  expect([first.ok, second.error]).toEqual([true, 'code_already_used']);
});

it.each([
  ['takes a code just before it is ten minutes old', 10 * 60_000 - 1, undefined],
  ['refuses a code of ten minutes', 10 * 60_000, 'invalid_code'],
])('%s', async (_name, afterMs, error) => {
  const { exchange, clock } = givenCode();
  clock.advance(afterMs);

  expect((await exchange()).error).toBe(error);
});

it('goes on with the former client secret for a day', async () => {
  const { exchange, clock, slack } = givenCode();
  slack.configure({ clientSecret: 'a new one' });

  const wrongFirst = await exchange({ client_secret: 'neither', code: 'x' });
  clock.advance(60_000);
  const former = await exchange();
  clock.advance(24 * 60 * 60_000);
  const tooLate = await exchange();
  const present = await exchange({ client_secret: 'a new one', code: 'x' });

  expect([wrongFirst.error, former.ok]).toEqual(['bad_client_secret', true]);
  expect([tooLate.error, present.error]).toEqual(['bad_client_secret', 'invalid_code']);
});

it('keeps the token and adds the scopes when the app is installed again', async () => {
  const { exchange } = givenCode({ team: TEAM, user: ADA, allow: true }, address({ scope: 'dnd:read' }));

  const answer = await exchange();

  expect(answer.access_token).toBe('xoxb-1');
  expect(String(answer.scope).split(',')).toEqual(expect.arrayContaining(['chat:write', 'dnd:read']));
});

it('gives a new token, and only the scopes asked for, after the app was uninstalled', async () => {
  const { slack, api, form } = givenSlack();
  slack.uninstall(TEAM);

  const location = slack.authorize(address(), { team: TEAM, user: ADA, allow: true });
  const code = new URL(location).searchParams.get('code') ?? '';
  const client = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET };
  const answer = await form('oauth.v2.access', { ...client, redirect_uri: BACK, code });

  expect(answer).toMatchObject({ bot_user_id: 'UBOT', scope: 'chat:write,users:read' });
  expect((await api('auth.test', {}, answer.access_token)).ok).toBe(true);
  expect((await api('auth.test', {})).error).toBe('account_inactive');
});

it('installs for a whole organisation, which names no workspace in answers and payloads', async () => {
  const { exchange, api, slack } = givenCode({ ...FAY, organisation: true }, address({ scope: 'chat:write,commands' }));

  const answer = await exchange();
  const whoami = await api('auth.test', {}, answer.access_token);
  const command = { team: 'T3', channel: 'CFAR', user: 'UFAY', command: '/baton', text: '' };
  const fields = new URLSearchParams(slack.requestOfCommand(command).body);

  expect(answer).toMatchObject({ team: null, enterprise: { id: 'E3' }, is_enterprise_install: true });
  expect(whoami).toMatchObject({ is_enterprise_install: true, enterprise_id: 'E3' });
  expect([fields.get('is_enterprise_install'), fields.get('enterprise_id')]).toEqual(['true', 'E3']);
});

it('hands out a user token only where user scopes were asked for', async () => {
  const { exchange } = givenCode(FAY, address({ user_scope: 'chat:write' }));

  expect((await exchange()).authed_user).toEqual({
    id: 'UFAY',
    scope: 'chat:write',
    access_token: expect.stringMatching(/^xoxp-/),
    token_type: 'user',
  });
});

it('shows who can install, and the scopes in words', async () => {
  const { slack } = givenSlack();

  const response = await slack.fetch(new Request(address({ team: 'T3' })));
  const html = await response.text();

  expect(response.status).toBe(200);
  expect(html).toContain('Send messages as itself');
  expect(html).toContain('<option value="T3/UFAY" selected>Fay Hill</option>');
  for (const absent of [GONE, 'UGUS', 'UBOT']) expect(html).not.toContain(absent);
});

it('takes the decision from the form of the page', async () => {
  const { slack } = givenSlack();
  const body = new URLSearchParams({ as: `${TEAM}/${BEN}`, decision: 'allow' });

  const response = await slack.fetch(new Request(address(), { method: 'POST', body }));

  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toMatch(/^https:\/\/app\.example\/x1\/oauth\?code=.+&state=of\+the\+admin$/);
});

it.each([
  ['an unknown client', { client_id: 'x' }, 'invalid_client_id'],
  ['a scope that does not exist', { scope: 'chat:shout' }, 'invalid_scope'],
  ['no scope', { scope: '' }, 'invalid_scope'],
  ['an address that is not configured', { redirect_uri: 'https://evil.example/x1/oauth' }, 'bad_redirect_uri'],
  ['an address beside the configured one', { redirect_uri: `${BACK}2` }, 'bad_redirect_uri'],
])('shows an error page for %s', async (_name, changes, error) => {
  const { slack } = givenSlack();

  const response = await slack.fetch(new Request(address(changes)));

  expect(response.status).toBe(400);
  expect(await response.text()).toContain(error);
});

it('lets a guest, and somebody of another workspace, install nothing', () => {
  const { slack } = givenSlack();

  expect(() => slack.authorize(address(), { team: 'T3', user: 'UGUS', allow: true })).toThrow('may not install');
  expect(() => slack.authorize(address(), { team: TEAM, user: 'UEVE', allow: true })).toThrow('may not install');
});

it('installs an app that is not distributed in its own workspace only', () => {
  const { slack } = givenSlack();
  slack.configure({ distributed: false });

  expect(() => slack.authorize(address(), FAY)).toThrow('invalid_team_for_non_distributed_app');
  expect(slack.authorize(address(), { team: TEAM, user: ADA, allow: true })).toContain('code=');
});

it('has to be invited into its channels again after it was uninstalled', async () => {
  const { slack, api, form } = givenSlack();
  slack.uninstall(TEAM);
  const location = slack.authorize(address(), { team: TEAM, user: ADA, allow: true });
  const code = new URL(location).searchParams.get('code') ?? '';
  const client = { client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uri: BACK };
  const { access_token: token } = await form('oauth.v2.access', { ...client, code });

  const before = await api('chat.postMessage', { channel: 'CIN', text: 'x' }, token);
  slack.invite({ team: TEAM, channel: 'CIN', user: ADA });
  const after = await api('chat.postMessage', { channel: 'CIN', text: 'x' }, token);

  expect([before.error, after.ok]).toEqual(['not_in_channel', true]);
});
