import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { ADA, givenSlack, question, SECRET, START, TEAM, URL_OF_APP } from './given-slack';

async function givenClick() {
  const given = givenSlack();
  const { channel, ts } = await given.api('chat.postMessage', { channel: ADA, text: 'Release?', blocks: question });
  return { ...given, click: { team: TEAM, channel, ts, user: ADA, actionId: 'approve' } };
}

it('signs a click as an independent computation over the bytes that arrive', async () => {
  const { slack, received, click } = await givenClick();

  await slack.click(click);

  const [request] = received;
  const timestamp = String(START / 1000);
  const hmac = createHmac('sha256', SECRET).update(Buffer.from(`v0:${timestamp}:${request?.body}`, 'utf8'));
  expect(request?.headers.get('x-slack-request-timestamp')).toBe(timestamp);
  expect(request?.headers.get('x-slack-signature')).toBe(`v0=${hmac.digest('hex')}`);
});

it('signs with the time of the clock', async () => {
  const { slack, clock, click } = await givenClick();
  clock.advance(90_000);

  const { headers } = slack.requestOfClick(click);

  expect(headers['X-Slack-Request-Timestamp']).toBe(String(START / 1000 + 90));
});

it('hands out the bare request with the header names that Slack uses', async () => {
  const { slack, received, click } = await givenClick();

  const { url, headers, body } = slack.requestOfClick(click);

  expect(url).toBe(URL_OF_APP);
  expect(Object.keys(headers)).toEqual([
    'Content-Type',
    'User-Agent',
    'X-Slack-Request-Timestamp',
    'X-Slack-Signature',
  ]);
  expect(headers['User-Agent']).toBe('Slackbot 1.0 (+https://api.slack.com/robots)');
  expect(headers['Content-Type']).toBe('application/x-www-form-urlencoded');
  expect(body).toMatch(/^payload=%7B/);
  expect(received).toEqual([]);
});
