import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { buttonsOf } from './slack-reading';
import { PEOPLE, type Story, TEAM, tell } from './story';

export const payloadOf = (body: string) =>
  z.looseObject({}).parse(JSON.parse(new URLSearchParams(body).get('payload') ?? ''));

export async function started(): Promise<Story> {
  const story = await tell();
  await story.start('Release approval');
  return story;
}

/** All that a refused request must leave as it is. */
export function everything(story: Story) {
  const messages = story.sandbox.slack.messages(TEAM).filter(({ ephemeralTo }) => ephemeralTo === undefined);
  return {
    approvals: story.stored('approval'),
    audit: story.stored('audit'),
    messages: messages.map(({ ts, text, blocks }) => ({ ts, text, buttons: buttonsOf({ blocks }) })),
    comments: story.comments(),
    property: story.property(),
    mails: story.sandbox.mail.all(),
  };
}

type Bare = { url: string; headers: Record<string, string>; body: string };

export function requestOf(story: Story, by: 'ben' | 'cleo' = 'ben'): Bare {
  const { channel, ts } = story.message(by);
  return story.sandbox.slack.requestOfClick({ team: TEAM, channel, ts, user: PEOPLE[by].slack, actionId: 'approve' });
}

/** Signed anew, as only Slack and who knows the secret can. */
export function signed(story: Story, url: string, payload: unknown, at = story.sandbox.clock.now()): Bare {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(at / 1_000));
  const digest = createHmac('sha256', story.sandbox.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { url, body, headers: { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` } };
}

export async function send(story: Story, { url, headers, body }: Bare) {
  const response = await story.sandbox.webTrigger(url, { headers, body });
  await story.sandbox.drain();
  return { status: response.status, body: await response.text() };
}

/** A click that Slack could send, with something in it exchanged. */
export async function sendChanged(story: Story, change: (payload: Record<string, unknown>) => Record<string, unknown>) {
  const { url, body } = requestOf(story);
  return send(story, signed(story, url, change(payloadOf(body))));
}
