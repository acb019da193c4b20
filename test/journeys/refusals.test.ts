import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defaultWorld } from '../../sandbox/world/world';
import { buttonsOf, choicesOf } from '../support/slack-reading';
import { PEOPLE, type Story, TEAM, tell } from '../support/story';

const payloadOf = (body: string) => z.looseObject({}).parse(JSON.parse(new URLSearchParams(body).get('payload') ?? ''));

async function started(): Promise<Story> {
  const story = await tell();
  await story.start('Release approval');
  return story;
}

/** All that a refused request must leave as it is. */
function everything(story: Story) {
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

function requestOf(story: Story, by: 'ben' | 'cleo' = 'ben'): Bare {
  const { channel, ts } = story.message(by);
  return story.sandbox.slack.requestOfClick({ team: TEAM, channel, ts, user: PEOPLE[by].slack, actionId: 'approve' });
}

/** Signed anew, as only Slack and who knows the secret can. */
function signed(story: Story, url: string, payload: unknown, at = story.sandbox.clock.now()): Bare {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(at / 1_000));
  const digest = createHmac('sha256', story.sandbox.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { url, body, headers: { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` } };
}

async function send(story: Story, { url, headers, body }: Bare) {
  const response = await story.sandbox.webTrigger(url, { headers, body });
  await story.sandbox.drain();
  return { status: response.status, body: await response.text() };
}

/** A click that Slack could send, with something in it exchanged. */
async function sendChanged(story: Story, change: (payload: Record<string, unknown>) => Record<string, unknown>) {
  const { url, body } = requestOf(story);
  return send(story, signed(story, url, change(payloadOf(body))));
}

it('a person who is not an approver is told so in the panel, and nothing changes', async () => {
  const story = await started();
  const before = everything(story);

  const answer = await story.decide('dev', 'approve');

  expect(answer).toEqual({
    ok: false,
    error: 'You are not one of the approvers. Ask the person who started the approval.',
  });
  expect(everything(story)).toEqual(before);
});

it('a colleague who presses the buttons of another person’s message decides nothing', async () => {
  const story = await started();
  const before = everything(story);

  const user = { id: PEOPLE.ada.slack, username: 'ada', name: 'ada', team_id: TEAM };
  const answer = await sendChanged(story, (payload) => ({ ...payload, user }));

  expect(answer).toEqual({ status: 200, body: '' });
  expect(story.whispers('ben').at(-1)).toContain('These buttons belong to somebody else, so nothing was changed.');
  expect(everything(story)).toEqual(before);
});

it('a second decision is refused with the reason', async () => {
  const story = await started();
  const second = requestOf(story);
  story.sandbox.clock.advance(1_000);
  await story.press('ben', 'approve');
  const before = everything(story);

  await send(story, second);

  expect(story.whispers('ben').at(-1)).toBe('Your decision is already recorded, so nothing was changed.');
  expect(everything(story)).toEqual(before);
});

it('the same click delivered twice counts once and is answered as the first', async () => {
  const story = await started();
  const click = requestOf(story);
  await send(story, click);
  const before = everything(story);

  await send(story, click);

  expect(new Set(story.whispers('ben'))).toEqual(
    new Set(['You approved SHOP-1. The other approvers are still to decide.']),
  );
  expect(everything(story)).toEqual(before);
});

it('a click after the end is refused with the reason and what to look at', async () => {
  const story = await started();
  const late = requestOf(story, 'cleo');
  await story.press('ben', 'reject');
  const before = everything(story);

  await send(story, late);

  expect(story.whispers('cleo').at(-1)).toBe(
    'This approval is already over, so nothing was changed. Its message shows the outcome.',
  );
  expect(everything(story)).toEqual(before);
});

it('a late click also brings the message up to date that still offered the button', async () => {
  const story = await started();
  const late = requestOf(story, 'cleo');
  story.sandbox.faults.add([{ at: 'slack:chat.update', times: 9, kind: 'slack-error', error: 'cant_update_message' }]);
  await story.press('ben', 'reject');
  story.sandbox.faults.clear();

  await send(story, late);

  expect(story.whispers('cleo').at(-1)).toContain('This approval is already over');
  expect(choicesOf(story.message('cleo'))).toEqual([]);
});

it('the token of one approval inside the message of another decides neither', async () => {
  const story = await started();
  const [, , other] = buttonsOf(story.message('ben'));
  expect(other?.action_id).toBe('open');
  const stolen = buttonsOf(story.message('ben'))[0]?.value;
  await story.start('Purchase');
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => {
    const [action] = z.array(z.looseObject({})).parse(payload.actions);
    return { ...payload, actions: [{ ...action, value: stolen }] };
  });

  expect(answer.status).toBe(200);
  expect(story.whispers('ben').at(-1)).toContain('Baton does not know this message, so nothing was changed.');
  expect(everything(story)).toEqual(before);
});

it.each([
  ['nobody knows', 'apr-00000000000000000000:000000000000000000000000'],
  ['is no token', '../../etc/passwd'],
  ['is empty', ''],
])('a token that %s decides nothing', async (_title, value) => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => {
    const [action] = z.array(z.looseObject({})).parse(payload.actions);
    return { ...payload, actions: [{ ...action, value }] };
  });

  expect(answer.status).toBe(200);
  expect(story.whispers('ben').at(-1)).toContain('Baton does not know this message');
  expect(everything(story)).toEqual(before);
});

it.each([
  ['comes from another workspace', { id: PEOPLE.ben.slack, team_id: 'T0HARBOUR' }, TEAM],
  ['is of a workspace that is not connected', { id: PEOPLE.ben.slack, team_id: 'T0HARBOUR' }, 'T0HARBOUR'],
])('a click by a person who %s decides nothing', async (_title, user, team) => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => ({ ...payload, user, team: { id: team } }));

  expect(answer.status).toBe(200);
  expect(story.whispers('ben').at(-1)).toContain('You are not one of the approvers');
  expect(everything(story)).toEqual(before);
});

it.each([
  ['unknown action', { action_id: 'approve_everything' }],
  ['select menu', { type: 'static_select' }],
])('an %s does nothing at all', async (_title, change) => {
  const story = await started();
  const before = everything(story);

  const answer = await sendChanged(story, (payload) => {
    const [action] = z.array(z.looseObject({})).parse(payload.actions);
    return { ...payload, actions: [{ ...action, ...change }] };
  });

  expect(answer).toEqual({ status: 200, body: '' });
  expect(everything(story)).toEqual(before);
});

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

it('a work item that the person may not see cannot be looked at or decided on', async () => {
  const story = await started();

  const answer = await story.onItem('approvals/list', 'dev', {}, '99999');

  expect(answer).toEqual({ ok: false, error: 'Jira does not show you this work item, so Baton does not either.' });
});

it('an approval is not decided from the panel of another work item', async () => {
  const story = await started();
  const before = everything(story);
  const [approval] = (await story.panel()).approvals;

  const input = { approvalId: approval?.id, decision: 'approve', requestId: 'request-elsewhere' };
  const answer = await story.onItem('approvals/decide', 'ben', input, '10002');

  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining('does not exist on this work item') });
  expect(everything(story)).toEqual(before);
});

it('the settings answer nobody but an administrator', async () => {
  const story = await tell();
  const call = { module: 'settings', accountId: defaultWorld.people[1]?.accountId ?? '', payload: {} };

  for (const functionKey of [
    'slack/get',
    'slack/connect',
    'definitions/list',
    'definitions/save',
    'notifications/list',
  ]) {
    expect(await story.sandbox.invoke({ ...call, functionKey })).toEqual({
      ok: false,
      error: 'Only a Jira administrator can do this. Ask one, or sign in as one.',
    });
  }
});
