import { expect, it } from 'vitest';
import { choicesOf } from '../support/slack-reading';
import { everything, payloadOf, requestOf, send, sendChanged, signed, started } from '../support/tampering';

it.each([
  ['a signature of another secret', { 'X-Slack-Signature': `v0=${'0'.repeat(64)}` }, 'signature: signature-wrong'],
  ['a signature that is none', { 'X-Slack-Signature': 'v0=abc' }, 'signature: header-malformed'],
  ['a timestamp of another second', { 'X-Slack-Request-Timestamp': '1791792001' }, 'signature: signature-wrong'],
])('a request with %s is refused and has no effect', async (_title, headers, body) => {
  const story = await started();
  const before = everything(story);
  const request = requestOf(story);

  const answer = await send(story, { ...request, headers: { ...request.headers, ...headers } });

  expect(answer).toEqual({ status: 401, body });
  expect(everything(story)).toEqual(before);
});

it('a request without a signature is refused', async () => {
  const story = await started();

  const answer = await send(story, { ...requestOf(story), headers: {} });

  expect(answer).toEqual({ status: 401, body: 'signature: header-missing' });
});

it.each([
  ['six minutes old', 6 * 60_000, 401],
  ['four minutes old', 4 * 60_000, 200],
])('a click that is %s is answered with its status', async (_title, ageMs, status) => {
  const story = await started();
  const click = requestOf(story);
  story.sandbox.clock.advance(ageMs);

  const answer = await send(story, click);

  expect(answer.status).toBe(status);
  expect(choicesOf(story.message('ben'))).toEqual(status === 200 ? [] : ['approve', 'reject']);
});

it('a click from six minutes ahead is refused', async () => {
  const story = await started();
  const { url, body } = requestOf(story);

  const answer = await send(story, signed(story, url, payloadOf(body), story.sandbox.clock.now() + 6 * 60_000));

  expect(answer).toEqual({ status: 401, body: 'signature: timestamp-stale' });
});

it('a body over 512 KB is refused before anything is read', async () => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => ({ ...payload, padding: 'x'.repeat(513 * 1_024) }));

  expect(answer.status).toBe(413);
  expect(story.sandbox.invocations().at(-1)).toMatchObject({ kvs: { reads: 0, writes: 0 }, slackCalls: 0 });
  expect(everything(story)).toEqual(before);
});
