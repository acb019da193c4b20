import { describe, expect, it } from 'vitest';
import { PermanentError, TransientError, UnknownOutcomeError, UnreadableError } from '../../src/shared/errors';
import { exchangeCode } from '../../src/slack/client-oauth';
import { failing, fetchFailed, formOf, type GivenAnswer, givenWeb, json, methodOf, text, thrownBy } from './given-web';

const ASKED = { clientId: '1.2', clientSecret: 's3cret', code: 'c0de', redirectUri: 'https://a.example/oauth' };
/** As documented. https://docs.slack.dev/reference/methods/oauth.v2.access */
const ANSWER = {
  ok: true,
  access_token: 'xoxb-1',
  token_type: 'bot',
  scope: 'chat:write,im:write',
  bot_user_id: 'UBOT',
  app_id: 'A1',
  team: { name: 'Lighthouse', id: 'T1' },
  enterprise: null,
  is_enterprise_install: false,
  authed_user: { id: 'U1' },
};
const INSTALLED = {
  botToken: 'xoxb-1',
  scopes: ['chat:write', 'im:write'],
  botUser: 'UBOT',
  appId: 'A1',
  team: { id: 'T1', name: 'Lighthouse' },
  enterprise: undefined,
  orgWide: false,
  installedBy: 'U1',
  rotating: false,
};

function exchanging(answer: GivenAnswer) {
  const { calls, web } = givenWeb(answer);
  return { calls, exchanged: exchangeCode(web, ASKED) };
}

it('trades the code for a token, with what proves the app in the header alone', async () => {
  const { calls, exchanged } = exchanging(json(ANSWER));

  expect(await exchanged).toEqual(INSTALLED);
  expect(calls.map(methodOf)).toEqual(['oauth.v2.access']);
  expect(calls.map(formOf)).toEqual([{ code: 'c0de', redirect_uri: 'https://a.example/oauth' }]);
  expect(new Headers(calls[0]?.init.headers).get('authorization')).toBe('Basic MS4yOnMzY3JldA==');
  expect(calls[0]?.url).not.toMatch(/s3cret|c0de/);
});

it.each<[string, object, object]>([
  [
    'a workspace of an organization',
    { enterprise: { id: 'E1', name: 'Harbour' } },
    { enterprise: { id: 'E1', name: 'Harbour' } },
  ],
  [
    'a whole organization',
    { team: null, enterprise: { id: 'E1', name: 'Harbour' }, is_enterprise_install: true },
    { team: undefined, enterprise: { id: 'E1', name: 'Harbour' }, orgWide: true },
  ],
  ['an app that changes its tokens', { expires_in: 43_200, refresh_token: 'xoxe-1' }, { rotating: true }],
  ['fewer scopes than asked for', { scope: '' }, { scopes: [] }],
])('tells of %s', async (_what, changes, expected) => {
  expect(await exchanging(json({ ...ANSWER, ...changes })).exchanged).toEqual({ ...INSTALLED, ...expected });
});

describe('an exchange that fails', () => {
  it.each([
    ['a code that was used', json({ ok: false, error: 'invalid_code' }), PermanentError, 'invalid_code'],
    ['a wrong secret', json({ ok: false, error: 'bad_client_secret' }), PermanentError, 'bad_client_secret'],
    ['no connection', failing(fetchFailed('ECONNREFUSED')), TransientError, 'slack-not-reached'],
    ['an answer that is not seen', failing(fetchFailed('ECONNRESET')), UnknownOutcomeError, 'no-answer'],
    ['a page of HTML', text('<html>'), UnknownOutcomeError, 'http-200'],
  ])('for %s says so', async (_what, answer, kind, code) => {
    const error = await thrownBy(exchanging(answer).exchanged);

    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ message: code });
  });

  it.each([
    ['no token', { access_token: undefined }],
    ['a person’s token', { access_token: 'xoxp-1', token_type: 'user' }],
  ])('for an answer with %s is not taken for an installation', async (_what, changes) => {
    const error = await thrownBy(exchanging(json({ ...ANSWER, ...changes })).exchanged);

    expect(error).toBeInstanceOf(UnreadableError);
    expect(JSON.stringify(error)).not.toMatch(/xox/);
  });
});
