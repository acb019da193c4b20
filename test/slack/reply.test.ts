import { expect, it } from 'vitest';
import type { HttpFetch } from '../../src/ports';
import { createReply } from '../../src/slack/reply';
import { fakeLog } from '../support/fake-ports';
import { RESPONSE_URL } from '../support/slack-requests';

const ORIGINS = ['https://hooks.slack.com', 'http://127.0.0.1:4700'];

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

function given(answer: () => Promise<Response> = async () => new Response()) {
  const log = fakeLog();
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const http: HttpFetch = (url, init) => {
    calls.push({ url, init });
    return answer();
  };
  return { log, calls, reply: createReply({ http, log, origins: ORIGINS }) };
}

it('answers the person alone, and leaves the message as it is', async () => {
  const { reply, calls } = given();

  await reply(RESPONSE_URL, 'You approved SHOP-1.');

  expect(calls.map(({ url }) => url)).toEqual([RESPONSE_URL]);
  expect(JSON.parse(String(calls[0]?.init?.body))).toEqual({
    response_type: 'ephemeral',
    replace_original: false,
    text: 'You approved SHOP-1.',
    blocks: [section('You approved SHOP-1.')],
  });
});

it('has Slack look for no addresses of its own in what others called things, and keeps its limits', async () => {
  const { reply, calls } = given();

  await reply(RESPONSE_URL, 'You approved https://evil.example.');
  await reply(RESPONSE_URL, 'x'.repeat(5_000));

  const [named, long] = calls.map(({ init }) => JSON.parse(String(init?.body)));
  expect(named.blocks).toEqual([section('You approved https://evil.example.')]);
  expect([long.text.length, long.blocks[0].text.text.length]).toEqual([3_900, 3_000]);
});

it('follows no redirect and does not wait for ever', async () => {
  const { reply, calls } = given();

  await reply(RESPONSE_URL, 'text');

  expect(calls[0]?.init).toMatchObject({ method: 'POST', redirect: 'error', signal: expect.any(AbortSignal) });
});

it.each([
  ['another host', 'https://evil.example/actions/1'],
  ['a host that only begins alike', 'https://hooks.slack.com.evil.example/actions/1'],
  ['a host behind what looks like a person', 'https://hooks.slack.com@evil.example/actions/1'],
  ['Slack with a name and a password', 'https://ben:secret@hooks.slack.com/actions/1'],
  ['Slack without encryption', 'http://hooks.slack.com/actions/1'],
  ['another port', 'https://hooks.slack.com:8443/actions/1'],
  ['a neighbour of the loopback', 'http://127.0.0.1:4701/actions/1'],
  ['no address at all', 'actions/1'],
  ['an empty address', ''],
  ['a file', 'file:///etc/passwd'],
])('sends nothing to %s', async (_what, url) => {
  const { reply, calls, log } = given();

  await reply(url, 'text');

  expect(calls).toEqual([]);
  expect(log.lines).toEqual([{ level: 'warn', event: 'reply-refused', fields: { reason: 'foreign-host' } }]);
});

it('sends nothing where the click came without an address', async () => {
  const { reply, calls, log } = given();

  await reply(undefined, 'text');

  expect([calls, log.lines]).toEqual([[], []]);
});

it('answers on loopback where another Slack is configured', async () => {
  const { reply, calls } = given();

  await reply('http://127.0.0.1:4700/actions/1', 'text');

  expect(calls).toHaveLength(1);
});

it.each<[string, () => Promise<Response>, object]>([
  ['a time-out', () => Promise.reject(new DOMException('too late', 'TimeoutError')), { error: 'TimeoutError' }],
  ['a redirect', () => Promise.reject(new TypeError('fetch failed')), { error: 'TypeError' }],
  ['an address that is used up', async () => new Response('used_url', { status: 404 }), { status: 404 }],
])('only writes a line about %s, without the address or the text', async (_what, answer, fields) => {
  const { reply, log } = given(answer);

  await reply(RESPONSE_URL, 'You approved SHOP-1.');

  expect(log.lines).toMatchObject([{ level: 'warn', event: 'reply-lost', fields }]);
  expect(JSON.stringify(log.lines)).not.toMatch(/hooks\.slack|SHOP-1/);
});
