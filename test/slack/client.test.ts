import { describe, expect, it, vi } from 'vitest';
import type { HttpFetch } from '../../src/ports';
import { toSlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { createSlackClient, type Message } from '../../src/slack/client';

const BOT_TOKEN = 'xoxb-a-very-secret-token';
const API = 'https://slack.com/api/';
const BEN = toSlackUserId('U0BEN0001');
const PLACE = { channel: 'D0BEN0001', ts: '1791792000.000100' };
const MESSAGE: Message = {
  text: 'Approval requested: Release for SHOP-1',
  blocks: [{ type: 'section', text: { type: 'plain_text', text: 'SHOP-1' } }],
};

type Call = { url: string; init: RequestInit };

/** Slack's own client over a network that always answers in one way. */
function given(answer: () => Promise<Response> | Response, apiUrl = API) {
  const calls: Call[] = [];
  const http: HttpFetch = async (url, init = {}) => {
    calls.push({ url, init });
    return await answer();
  };
  return { calls, client: createSlackClient({ http, apiUrl }, BOT_TOKEN) };
}

const json =
  (body: unknown, init: ResponseInit = {}) =>
  () =>
    Response.json(body, init);
const text =
  (body: string, init: ResponseInit = {}) =>
  () =>
    new Response(body, init);
const failing = (error: Error) => () => Promise.reject(error);
const timeout = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');
const fetchFailed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) });
/** Headers came, the rest never does. */
const bodyHangs = () => new Response(new ReadableStream({ pull: (stream) => stream.error(timeout()) }));

const formOf = ({ init }: Call) => Object.fromEntries(new URLSearchParams(String(init.body)));
const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

const [T, P, U] = [TransientError, PermanentError, UnknownOutcomeError];

describe('a fault', () => {
  it.each([
    ['500', text('oops', { status: 500 }), U, T, 'http-500'],
    ['503', text('', { status: 503 }), U, T, 'http-503'],
    [
      'a redirect, which is not followed',
      failing(new TypeError('fetch failed', { cause: new Error('unexpected redirect') })),
      U,
      T,
      'no-answer',
    ],
    [
      'a redirect that the network lets through',
      text('', { status: 302, headers: { location: 'https://evil.example' } }),
      U,
      T,
      'http-302',
    ],
    ['a connection that is reset', failing(fetchFailed('ECONNRESET')), U, T, 'no-answer'],
    ['no answer within the time', failing(timeout()), U, T, 'no-answer'],
    ['a body that never ends', bodyHangs, U, T, 'no-answer'],
    [
      '429 with Retry-After',
      json({ ok: false, error: 'ratelimited' }, { status: 429, headers: { 'retry-after': '7' } }),
      T,
      T,
      'ratelimited',
    ],
    ['429 without Retry-After', text('', { status: 429 }), T, T, 'ratelimited'],
    ['ok: false, ratelimited', json({ ok: false, error: 'ratelimited' }), T, T, 'ratelimited'],
    ['ok: false, internal_error', json({ ok: false, error: 'internal_error' }), T, T, 'internal_error'],
    ['ok: false, fatal_error', json({ ok: false, error: 'fatal_error' }), U, T, 'fatal_error'],
    ['ok: false, channel_not_found', json({ ok: false, error: 'channel_not_found' }), P, P, 'channel_not_found'],
    ['ok: false, token_revoked', json({ ok: false, error: 'token_revoked' }), P, P, 'token_revoked'],
    ['ok: false and no reason', json({ ok: false }), U, T, 'http-200'],
    ['a page of HTML', text('<html>Maintenance</html>'), U, T, 'http-200'],
    ['an empty body', text(''), U, T, 'http-200'],
    ['null', text('null'), U, T, 'http-200'],
    ['an object without ok', json({}), U, T, 'http-200'],
    ['a connection that is refused', failing(fetchFailed('ECONNREFUSED')), T, T, 'slack-not-reached'],
    ['a host that is not found', failing(fetchFailed('ENOTFOUND')), T, T, 'slack-not-reached'],
    ['a connection that takes too long', failing(fetchFailed('UND_ERR_CONNECT_TIMEOUT')), T, T, 'slack-not-reached'],
  ])(
    '%s is judged by whether the call may be repeated, after one request',
    async (_fault, answer, once, repeatable, code) => {
      const posting = given(answer);
      const updating = given(answer);

      const [posted, updated] = [
        await thrownBy(posting.client.post(BEN, MESSAGE)),
        await thrownBy(updating.client.update(PLACE, MESSAGE)),
      ];

      expect(posted).toBeInstanceOf(once);
      expect(updated).toBeInstanceOf(repeatable);
      expect([posted, updated]).toMatchObject([{ message: code }, { message: code }]);
      expect([posting.calls.length, updating.calls.length]).toEqual([1, 1]);
    },
  );

  it.each([
    ['what Slack asks for', '7', 7_000],
    ['half a minute where Slack asks for nothing', undefined, 30_000],
    ['half a minute where Slack names no number of seconds', 'Wed, 21 Oct 2026 07:28:00 GMT', 30_000],
  ])('429 is waited out for %s', async (_what, retryAfter, retryAfterMs) => {
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    const { client } = given(text('', { status: 429, headers }));

    expect(await thrownBy(client.post(BEN, MESSAGE))).toMatchObject({ retryAfterMs });
  });

  it('keeps the token out of errors, their causes and the console', async () => {
    const said: unknown[] = [];
    for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((...words) => void said.push(...words));
    }
    const answers = [
      text('<html>'),
      text('', { status: 500 }),
      json({ ok: false, error: 'invalid_auth' }),
      failing(fetchFailed('ECONNRESET')),
      failing(timeout()),
      text('', { status: 429 }),
    ];

    const errors = await Promise.all(answers.map((answer) => thrownBy(given(answer).client.post(BEN, MESSAGE))));

    const spoken = [...errors.flatMap(chainOf), ...said.map(String)].join('\n');
    expect(errors).toHaveLength(6);
    expect(spoken).not.toContain(BOT_TOKEN);
  });
});

/** Everything that a careless log line might show of an error. */
function chainOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.message, error.stack ?? '', JSON.stringify(error), ...chainOf(error.cause)];
}

describe('an answer to a post that tells nothing of the message', () => {
  it.each([
    ['no channel', { ok: true, ts: PLACE.ts }],
    ['no ts', { ok: true, channel: PLACE.channel }],
  ])('leaves unknown whether it arrived: %s', async (_what, body) => {
    const { client } = given(json(body));

    expect(await thrownBy(client.post(BEN, MESSAGE))).toBeInstanceOf(UnknownOutcomeError);
  });
});

describe('a call', () => {
  const posted = json({ ok: true, ...PLACE, message: {} });

  it('posts to the person and tells where the message stands', async () => {
    const { client, calls } = given(posted);

    expect(await client.post(BEN, MESSAGE)).toEqual(PLACE);
    expect(calls.map(({ url }) => url)).toEqual([`${API}chat.postMessage`]);
    expect(calls.map(formOf)).toEqual([
      {
        channel: BEN,
        text: MESSAGE.text,
        blocks: JSON.stringify(MESSAGE.blocks),
        parse: 'none',
        link_names: 'false',
        unfurl_links: 'false',
      },
    ]);
  });

  it('updates in the channel that Slack told, and says again how text is to be read', async () => {
    const { client, calls } = given(posted);

    await client.update(PLACE, MESSAGE);

    expect(calls.map(({ url }) => url)).toEqual([`${API}chat.update`]);
    expect(calls.map(formOf)).toMatchObject([{ ...PLACE, parse: 'none', link_names: 'false' }]);
  });

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

  it('goes to the address that is configured', async () => {
    const { client, calls } = given(posted, 'http://127.0.0.1:4700/api/');

    await client.update(PLACE, MESSAGE);

    expect(calls.map(({ url }) => url)).toEqual(['http://127.0.0.1:4700/api/chat.update']);
  });

  it('asks for a person by the address in lower case', async () => {
    const { client, calls } = given(json({ ok: true, user: { id: BEN } }));

    expect(await client.userByEmail('Ben.Castle@Lighthouse.Example')).toBe(BEN);
    expect(calls.map(formOf)).toEqual([{ email: 'ben.castle@lighthouse.example' }]);
  });

  it('finds nobody where Slack knows nobody', async () => {
    const { client } = given(json({ ok: false, error: 'users_not_found' }));

    expect(await client.userByEmail('nobody@lighthouse.example')).toBeUndefined();
  });

  it('does not take a Slack that is down for a person who is not there', async () => {
    const { client } = given(text('', { status: 503 }));

    expect(await thrownBy(client.userByEmail('ben@lighthouse.example'))).toBeInstanceOf(TransientError);
  });

  it('tells whose token it is', async () => {
    const { client } = given(json({ ok: true, team_id: 'T1', team: 'Lighthouse', user_id: 'UBOT' }));

    expect(await client.whoAmI()).toEqual({ team: 'T1', teamName: 'Lighthouse', botUser: 'UBOT' });
  });
});
