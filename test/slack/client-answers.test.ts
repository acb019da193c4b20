import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { describeError, PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { createSlackClient } from '../../src/slack/client';
import { exchangeCode } from '../../src/slack/client-oauth';
import { createPacing } from '../../src/slack/rate-pacing';
import { fakeClock } from '../support/fake-ports';
import {
  BOT_TOKEN,
  failing,
  fetchFailed,
  type GivenAnswer,
  givenWeb,
  json,
  MESSAGE,
  methodOf,
  PLACE,
  text,
  thrownBy,
  timeout,
} from './given-web';

const [T, P, U] = [TransientError, PermanentError, UnknownOutcomeError];

function given(answer: GivenAnswer, more: Parameters<typeof givenWeb>[1] = {}) {
  const { calls, web } = givenWeb(answer, more);
  return { calls, client: createSlackClient(web, BOT_TOKEN) };
}

/** Headers came, the rest never does. */
const bodyBreaks = () => new Response(new ReadableStream({ pull: (stream) => stream.error(timeout()) }));
const limited = (headers: Record<string, string>) => text('', { status: 429, headers });
const tooMuch = () => text(JSON.stringify({ ok: true, ...PLACE, filler: 'x'.repeat(2 * 1_024 * 1_024) }));

describe('a fault', () => {
  it.each([
    ['500', text('oops', { status: 500 }), U, T, 'http-500'],
    ['503', text('', { status: 503 }), U, T, 'http-503'],
    ['500 with a reason', json({ ok: false, error: 'channel_not_found' }, { status: 500 }), U, T, 'http-500'],
    ['500 that says ok', json({ ok: true, ...PLACE }, { status: 500 }), U, T, 'http-500'],
    ['403 with a reason', json({ ok: false, error: 'accesslimited' }, { status: 403 }), P, P, 'accesslimited'],
    ['403 of something in between', text('<html>', { status: 403 }), U, T, 'http-403'],
    ['404 that says ok', json({ ok: true, ...PLACE }, { status: 404 }), U, T, 'http-404'],
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
    ['a connection that breaks after sending', failing(fetchFailed('UND_ERR_SOCKET')), U, T, 'no-answer'],
    ['no answer within the time', failing(timeout()), U, T, 'no-answer'],
    ['a body that breaks off', bodyBreaks, U, T, 'no-answer'],
    ['a body that is larger than 2 MB', tooMuch(), U, T, 'answer-too-large'],
    ['429', json({ ok: false, error: 'ratelimited' }, { status: 429 }), T, T, 'ratelimited'],
    ['429 with nothing in it', text('', { status: 429 }), T, T, 'ratelimited'],
    ['429 in HTML', text('<html>', { status: 429 }), T, T, 'ratelimited'],
    ['ok: false, ratelimited', json({ ok: false, error: 'ratelimited' }), T, T, 'ratelimited'],
    ['ok: false, rate_limited', json({ ok: false, error: 'rate_limited' }), T, T, 'rate_limited'],
    ['ok: false, internal_error', json({ ok: false, error: 'internal_error' }), T, T, 'internal_error'],
    ['ok: false, fatal_error', json({ ok: false, error: 'fatal_error' }), U, T, 'fatal_error'],
    ['ok: false, channel_not_found', json({ ok: false, error: 'channel_not_found' }), P, P, 'channel_not_found'],
    ['ok: false, token_revoked', json({ ok: false, error: 'token_revoked' }), P, P, 'token_revoked'],
    ['ok: false and no reason', json({ ok: false }), U, T, 'http-200'],
    ['ok: false and no word as its reason', json({ ok: false, error: `no ${BOT_TOKEN}` }), U, T, 'http-200'],
    ['a page of HTML', text('<html>Maintenance</html>'), U, T, 'http-200'],
    ['an empty body', text(''), U, T, 'http-200'],
    ['no body', () => new Response(null, { status: 204 }), U, T, 'http-204'],
    ['null', text('null'), U, T, 'http-200'],
    ['a number', text('1'), U, T, 'http-200'],
    ['a list', json([{ ok: true }]), U, T, 'http-200'],
    ['an object without ok', json({}), U, T, 'http-200'],
    ['an ok in words', json({ ok: 'true' }), U, T, 'http-200'],
    [
      'an answer over which Slack’s own client stumbles',
      json({ ok: true, ...PLACE, response_metadata: null }, { headers: { 'x-oauth-scopes': 'chat:write' } }),
      U,
      T,
      'answer-unreadable',
    ],
    ['a connection that is refused', failing(fetchFailed('ECONNREFUSED')), T, T, 'slack-not-reached'],
    ['a host that is not found', failing(fetchFailed('ENOTFOUND')), T, T, 'slack-not-reached'],
    ['a network that is not there', failing(fetchFailed('ENETUNREACH')), T, T, 'slack-not-reached'],
    ['a connection that takes too long', failing(fetchFailed('UND_ERR_CONNECT_TIMEOUT')), T, T, 'slack-not-reached'],
    [
      'another server in Slack’s place',
      failing(fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID')),
      T,
      T,
      'slack-not-reached',
    ],
    [
      'a refused connection without more around it',
      failing(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
      T,
      T,
      'slack-not-reached',
    ],
  ])(
    '%s is judged by whether the call may be repeated, after one request',
    async (_fault, answer, once, repeatable, code) => {
      const posting = given(answer);
      const updating = given(answer);

      const [posted, updated] = [
        await thrownBy(posting.client.post('U0BEN0001', MESSAGE)),
        await thrownBy(updating.client.update(PLACE, MESSAGE)),
      ];

      expect(posted).toBeInstanceOf(once);
      expect(updated).toBeInstanceOf(repeatable);
      expect([posted, updated]).toMatchObject([{ message: code }, { message: code }]);
      expect([posting.calls.length, updating.calls.length]).toEqual([1, 1]);
    },
  );

  it.each<[string, Record<string, string>, number]>([
    ['what Slack asks for', { 'retry-after': '7' }, 7_000],
    ['no time where Slack asks for none', { 'retry-after': '0' }, 0],
    ['half a minute where Slack asks for nothing', {}, 30_000],
    ['half a minute where Slack names a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, 30_000],
    ['half a minute where Slack names a time before now', { 'retry-after': '-5' }, 30_000],
    ['half a minute where Slack names nothing', { 'retry-after': '' }, 30_000],
    ['half a minute where Slack names no number', { 'retry-after': 'Infinity' }, 30_000],
    ['an hour where Slack asks for more', { 'retry-after': '86400' }, 3_600_000],
    ['an hour where Slack asks for ever', { 'retry-after': '9'.repeat(400) }, 3_600_000],
  ])('429 is waited out for %s', async (_what, headers, retryAfterMs) => {
    const { client } = given(limited(headers));

    expect(await thrownBy(client.post('U0BEN0001', MESSAGE))).toMatchObject({ retryAfterMs });
  });

  it('a wait that is asked for is kept where the answer has another status', async () => {
    const headers = { 'retry-after': '12' };
    const down = given(text('', { status: 503, headers }));
    const inWords = given(json({ ok: false, error: 'ratelimited' }, { headers }));

    expect(await thrownBy(down.client.update(PLACE, MESSAGE))).toMatchObject({ retryAfterMs: 12_000 });
    expect(await thrownBy(inWords.client.update(PLACE, MESSAGE))).toMatchObject({ retryAfterMs: 12_000 });
  });

  it('no wait is made up for a server that is down', async () => {
    const { client } = given(text('', { status: 503 }));

    expect(await thrownBy(client.update(PLACE, MESSAGE))).toMatchObject({ retryAfterMs: undefined });
  });
});

describe('the deadline', () => {
  /** Its first bytes come, and then it is waited for the next. */
  const bodyThatHangs = (reached: () => void) =>
    new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{')),
      pull: () => {
        reached();
        return never();
      },
    });
  const never = <T>() => new Promise<T>(() => undefined);

  it.each<[string, (reached: () => void) => GivenAnswer]>([
    [
      'an answer that never comes',
      (reached) => () => {
        reached();
        return never();
      },
    ],
    [
      'a body that never ends, on a network that minds no signal',
      (reached) => () => new Response(bodyThatHangs(reached)),
    ],
  ])('ends %s', async (_what, answering) => {
    const end = new AbortController();
    let posting: Promise<unknown> = Promise.resolve();

    await new Promise<void>((reached) => {
      const { client } = given(answering(reached), { deadline: () => end.signal });
      posting = thrownBy(client.post('U0BEN0001', MESSAGE));
    });
    end.abort(timeout());

    expect(await posting).toBeInstanceOf(UnknownOutcomeError);
  });

  it('that is over before the call begins ends it too', async () => {
    const { client } = given(() => never(), { deadline: () => AbortSignal.abort(timeout()) });

    expect(await thrownBy(client.post('U0BEN0001', MESSAGE))).toBeInstanceOf(UnknownOutcomeError);
  });

  it('is ten seconds, and two and a half where somebody waits for a modal', async () => {
    const asked: number[] = [];
    const deadline = (ms: number) => {
      asked.push(ms);
      return new AbortController().signal;
    };
    const answered = { ok: true, ...PLACE, view: { id: 'V1', hash: '1.a' }, user: { id: 'U0BEN0001' } };
    const { client } = given(json(answered), { deadline });
    const view = { type: 'modal', title: { type: 'plain_text', text: 'One moment' }, blocks: [] } as const;

    await client.post('U0BEN0001', MESSAGE);
    await client.openView('1.2.3', { ...view, blocks: [] });
    await client.updateView({ id: 'V1' }, { ...view, blocks: [] });

    await client.userById(toSlackUserId('U0BEN0001'));
    await client.userById(toSlackUserId('U0BEN0001'), 2_500);

    expect(asked).toEqual([10_000, 2_500, 2_500, 10_000, 2_500]);
  });
});

describe('no secret', () => {
  const SECRETS = {
    clientId: '1.2',
    clientSecret: 'the-client-secret',
    code: 'the-code',
    redirectUri: 'https://a.example',
  };
  /** What undici says of a header that it cannot send. */
  const quoting = () => new TypeError(`Headers.append: "Bearer ${BOT_TOKEN} the-client-secret the-code" is invalid`);

  it.each<[string, GivenAnswer]>([
    ['HTML', text(`<html>${BOT_TOKEN} the-client-secret the-code`)],
    ['500', text(`${BOT_TOKEN} the-client-secret the-code`, { status: 500 })],
    ['429', text(`${BOT_TOKEN} the-client-secret the-code`, { status: 429 })],
    ['a refusal', json({ ok: false, error: 'invalid_auth', token: BOT_TOKEN, detail: 'the-client-secret the-code' })],
    ['a refusal that quotes', json({ ok: false, error: `${BOT_TOKEN} the-client-secret the-code` })],
    ['a broken connection', failing(fetchFailed('ECONNRESET'))],
    ['a network that quotes', failing(quoting())],
    ['a network that quotes further down', failing(new TypeError('fetch failed', { cause: quoting() }))],
    ['a refused connection that quotes', failing(Object.assign(quoting(), { code: 'ECONNREFUSED' }))],
    ['no answer in time', failing(timeout())],
    ['an answer without what is asked for', json({ ok: true, access_token: BOT_TOKEN, token_type: 'the-code' })],
    [
      'an answer over which Slack’s own client stumbles',
      json({ ok: true, response_metadata: null }, { headers: { 'x-oauth-scopes': BOT_TOKEN } }),
    ],
  ])('stands in errors, their causes, log lines or the console after %s', async (_what, answer) => {
    const said: unknown[] = [];
    for (const level of ['debug', 'info', 'log', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((...words) => void said.push(...words));
    }

    const errors = [
      await thrownBy(given(answer).client.post('U0BEN0001', MESSAGE)),
      await thrownBy(given(answer).client.whoAmI()),
      await thrownBy(exchangeCode(givenWeb(answer).web, SECRETS)),
    ];

    const spoken = [...errors.flatMap(everythingOf), ...said.map((each) => inspect(each))].join('\n');
    expect(errors.map((each) => each instanceof Error)).toEqual([true, true, true]);
    expect(spoken).not.toContain(BOT_TOKEN);
    expect(spoken).not.toMatch(/the-client-secret|the-code|MS4yOnRoZS/);
  });

  it('leaves in a token that no header can carry', async () => {
    const { calls, web } = givenWeb(json({ ok: true }));

    const error = await thrownBy(createSlackClient(web, `${BOT_TOKEN}\n`).whoAmI());

    expect(error).toMatchObject({ name: 'PermanentError', code: 'invalid_auth' });
    expect(everythingOf(error).join()).not.toContain(BOT_TOKEN);
    expect(calls).toEqual([]);
  });
});

/** Everything that a careless log line might show of an error. */
function everythingOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = [error.message, error.stack ?? '', JSON.stringify(error), JSON.stringify(describeError(error))];
  return [...own, inspect(error, { depth: 10, showHidden: true }), ...everythingOf(error.cause)];
}

describe('a client that is paced', () => {
  const TEAM = toSlackTeamId('T0LIGHT01');

  function givenPaced(answers: GivenAnswer | readonly GivenAnswer[]) {
    const clock = fakeClock();
    const { calls, web } = givenWeb(answers, { pacing: createPacing({ clock }) });
    return {
      clock,
      calls,
      client: createSlackClient(web, BOT_TOKEN, TEAM),
      unpaced: createSlackClient(web, BOT_TOKEN),
    };
  }
  const posted = json({ ok: true, ...PLACE });

  it('sends nothing that has to wait, and names the wait', async () => {
    const { clock, calls, client } = givenPaced(posted);
    await client.post('C1', MESSAGE);
    clock.advance(400);

    const error = await thrownBy(client.post('C1', MESSAGE));

    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ message: 'ratelimited', retryAfterMs: 600 });
    expect(calls).toHaveLength(1);
  });

  it('posts to other channels meanwhile, and to the same one afterwards', async () => {
    const { clock, calls, client } = givenPaced(posted);

    await client.post('C1', MESSAGE);
    await client.post('C2', MESSAGE);
    clock.advance(1_000);
    await client.post('C1', MESSAGE);

    expect(calls).toHaveLength(3);
  });

  it('keeps to the pause that Slack asked for, for that method alone', async () => {
    const { clock, calls, client } = givenPaced([limited({ 'retry-after': '30' }), posted]);
    await thrownBy(client.update(PLACE, MESSAGE));
    clock.advance(10_000);

    const held = await thrownBy(client.update(PLACE, MESSAGE));
    await client.post('C1', MESSAGE);
    clock.advance(20_000);
    await client.update(PLACE, MESSAGE);

    expect(held).toMatchObject({ message: 'ratelimited', retryAfterMs: 20_000 });
    expect(calls.map(methodOf)).toEqual(['chat.update', 'chat.postMessage', 'chat.update']);
  });

  it('is not held by a refusal without a wait', async () => {
    const { calls, client } = givenPaced([text('', { status: 503 }), posted]);

    await thrownBy(client.update(PLACE, MESSAGE));
    await client.update(PLACE, MESSAGE);

    expect(calls).toHaveLength(2);
  });

  it('is not paced without a workspace', async () => {
    const { calls, unpaced } = givenPaced(posted);

    await unpaced.post('C1', MESSAGE);
    await unpaced.post('C1', MESSAGE);

    expect(calls).toHaveLength(2);
  });
});
