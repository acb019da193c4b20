import { describe, expect, it } from 'vitest';
import { toAccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import type { SlackSecrets } from '../../src/slack/connections';
import { createInteractions, type SlackRequest } from '../../src/slack/interactions';
import { fakeClock, fakeLog } from '../support/fake-ports';
import { button, clickPayload, formOf, NOW, SECRET, signed, TEAM } from '../support/slack-requests';

const NOT_APPROVER =
  'You are not one of the approvers, so nothing was changed. Ask the person who started it to add you.';

const connected: SlackSecrets = {
  signingSecrets: [SECRET],
  connections: [
    {
      team: toSlackTeamId(TEAM),
      teamName: 'Lighthouse',
      botUser: toSlackUserId('UBOT'),
      botToken: 'xoxb-1',
      connectedAt: NOW,
    },
  ],
};

/** The edge alone, which writes down what it asks for, in order. */
function given({ secrets = connected }: { secrets?: SlackSecrets } = {}) {
  const log = fakeLog();
  const asked: string[] = [];
  const replies: string[] = [];
  const handle = createInteractions({
    clock: fakeClock(NOW),
    log,
    connections: {
      async all() {
        asked.push('secret');
        return secrets;
      },
    },
    async reply(_url, text) {
      replies.push(text);
    },
    async findMessage(token) {
      asked.push(`message ${token}`);
      return undefined;
    },
  });
  return { log, asked, replies, handle };
}

const bytes = (count: number, character = 'x') => character.repeat(count / Buffer.byteLength(character));

describe('the size of a body', () => {
  it.each([
    ['512 KB', bytes(512 * 1_024), 200],
    ['512 KB and one byte', bytes(512 * 1_024 + 1), 413],
    ['512 KB of two-byte characters', bytes(512 * 1_024, 'ö'), 200],
    ['as many two-byte characters as one-byte ones would be allowed', 'ö'.repeat(512 * 1_024), 413],
  ])('is counted in bytes: %s', async (_what, body, status) => {
    const { handle } = given();

    expect(await handle(signed(body))).toMatchObject({ status });
  });

  it('is refused before anything is read or written', async () => {
    const { handle, asked, replies } = given();

    const answer = await handle(signed(bytes(512 * 1_024 + 1)));

    expect(answer).toEqual({ status: 413, body: 'body: larger than 512 KB' });
    expect([asked, replies]).toEqual([[], []]);
  });
});

describe('a request that Slack did not send', () => {
  const good = signed(formOf(clickPayload()));
  const { headers } = good;

  it.each<[string, SlackRequest, string]>([
    ['no headers', { ...good, headers: {} }, 'header-missing'],
    ['two signatures', { ...good, headers: { ...headers, 'x-slack-signature': ['v0=a', 'v0=b'] } }, 'header-malformed'],
    ['another secret', signed(good.body, { secret: 'another' }), 'signature-wrong'],
    ['a changed body', { ...good, body: `${good.body}&a=1` }, 'signature-wrong'],
    ['an old timestamp', signed(good.body, { at: NOW - 301_000 }), 'timestamp-stale'],
    ['a timestamp ahead', signed(good.body, { at: NOW + 301_000 }), 'timestamp-stale'],
  ])('is refused after reading nothing but the secret: %s', async (_what, request, reason) => {
    const { handle, asked, replies, log } = given();

    const answer = await handle(request);

    expect(answer).toEqual({ status: 401, body: `signature: ${reason}` });
    expect([asked, replies]).toEqual([['secret'], []]);
    expect(log.lines).toEqual([{ level: 'warn', event: 'slack-request-refused', fields: { reason } }]);
  });

  it('is refused while no workspace is connected', async () => {
    const { handle } = given({ secrets: { signingSecrets: [], connections: [] } });

    expect(await handle(good)).toMatchObject({ status: 401 });
  });
});

describe('what Baton does not know', () => {
  it.each([
    ['a modal that is sent', { ...clickPayload(), type: 'view_submission' }],
    ['a modal that is closed', { ...clickPayload(), type: 'view_closed' }],
    ['a shortcut', { type: 'shortcut', callback_id: 'a' }],
    ['something of 2027', { type: 'something_of_2027' }],
    ['a button that only leads to Jira', clickPayload({ actions: [button({ action_id: 'open', value: undefined })] })],
    ['a button of somebody else', clickPayload({ actions: [button({ action_id: 'other' })] })],
  ])('is acknowledged, and nothing else happens: %s', async (_what, payload) => {
    const { handle, asked, replies } = given();

    const answer = await handle(signed(formOf(payload)));

    expect(answer).toEqual({ status: 200, body: '' });
    expect([asked, replies]).toEqual([['secret'], []]);
  });

  it('is written down by its type alone', async () => {
    const { handle, log } = given();

    await handle(signed(formOf({ type: 'view_submission', view: { state: 'a secret comment' } })));

    expect(log.lines).toEqual([{ level: 'info', event: 'slack-payload-ignored', fields: { type: 'view_submission' } }]);
  });
});

describe('somebody from elsewhere', () => {
  it.each([
    [
      'in a workspace that is not connected',
      clickPayload({ team: { id: 'T0OTHER' }, user: { id: 'U1', team_id: 'T0OTHER' } }),
    ],
    ['who is a guest of another workspace', clickPayload({ user: { id: 'U0EVE', team_id: 'T0OTHER' } })],
  ])('is told that they are no approver, before anything is looked up: %s', async (_who, payload) => {
    const { handle, asked, replies } = given();

    const answer = await handle(signed(formOf(payload)));

    expect(answer.status).toBe(200);
    expect(asked).toEqual(['secret']);
    expect(replies).toEqual([NOT_APPROVER]);
  });
});

it('tells who presses a button that nobody knows where to decide instead', async () => {
  const { handle, replies } = given();

  const answer = await handle(signed(formOf(clickPayload())));

  expect(answer.status).toBe(200);
  expect(replies).toEqual([
    'Baton does not know this message, so nothing was changed. Open the work item in Jira to decide there.',
  ]);
});

it('acknowledges with an honest answer when what is stored cannot be read', async () => {
  const replies: string[] = [];
  const log = fakeLog();
  const handle = createInteractions({
    clock: fakeClock(NOW),
    log,
    connections: { all: async () => connected },
    reply: async (_url, text) => void replies.push(text),
    findMessage: () => Promise.reject(new Error(`${toAccountId('ben')} is unreadable`)),
  });

  const answer = await handle(signed(formOf(clickPayload())));

  expect(answer).toEqual({ status: 200, body: '' });
  expect(replies).toEqual([
    'Something went wrong on our side. Please click again in a minute: a decision is only ever recorded once.',
  ]);
  expect(log.lines).toMatchObject([{ level: 'error', event: 'click-failed', fields: { error: 'Error' } }]);
  expect(JSON.stringify(log.lines)).not.toContain('unreadable');
});
