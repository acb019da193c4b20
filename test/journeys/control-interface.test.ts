import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';
import { PEOPLE, TEAM } from '../support/story';

const { ada, ben } = PEOPLE;
let sandbox: Sandbox;
let url = '';

beforeAll(async () => {
  sandbox = await createSandbox({ port: 0, log: () => {} });
  url = sandbox.url ?? '';
});
afterAll(() => sandbox.close());

async function post(path: string, body: unknown) {
  const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return {
    status: answer.status,
    body: z
      .looseObject({})
      .or(z.array(z.unknown()))
      .parse(await answer.json()),
  };
}
const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${url}${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
};
const basic = (accountId: string) => `Basic ${Buffer.from(`${accountId}:anything`).toString('base64')}`;

const panel = {
  module: 'approval-panel',
  accountId: ada.accountId,
  context: { extension: { issue: { id: '10001' } } },
};
const listed = z.object({ value: z.object({ definitions: z.array(z.object({ id: z.string(), name: z.string() })) }) });
const screen = z.looseObject({
  conversations: z.array(z.looseObject({ messages: z.array(z.object({ channel: z.string(), ts: z.string() })) })),
});

async function start(): Promise<void> {
  const list = await post('/sandbox/invoke', { ...panel, functionKey: 'approvals/list' });
  const [definition] = listed.parse(list.body).value.definitions.filter(({ name }) => name === 'Release approval');
  const payload = { definitionId: definition?.id, requestId: 'request-1' };
  const started = await post('/sandbox/invoke', { ...panel, functionKey: 'approvals/start', payload });
  expect(started).toMatchObject({ status: 200, body: { ok: true, value: { state: 'pending' } } });
}

async function messageOfBen() {
  const seen = screen.parse((await post('/sandbox/slack/open', { team: TEAM, user: ben.slack })).body);
  const [message] = seen.conversations.flatMap(({ messages }) => messages);
  return { team: TEAM, channel: message?.channel ?? '', ts: message?.ts ?? '', user: ben.slack };
}

describe('over HTTP, in the order of a story', () => {
  it('/sandbox/reset makes a fresh world with the seed that is asked for', async () => {
    const answer = await post('/sandbox/reset', { seed: 7 });

    expect(answer).toMatchObject({ status: 200, body: { seed: 7 } });
  });

  it('/sandbox/invoke does what the bridge does, and /sandbox/drain says what ran', async () => {
    await start();

    const { status, body } = await post('/sandbox/drain', {});

    expect([status, body]).toMatchObject([200, { ran: { 'relay-consumer': 1 } }]);
  });

  it('/sandbox/slack/open shows what the person sees, and /sandbox/slack/click presses a button', async () => {
    const click = await post('/sandbox/slack/click', { ...(await messageOfBen()), actionId: 'approve' });

    expect(click).toMatchObject({ status: 200, body: { status: 200, body: '' } });
  });

  it('a click on a button that is not there is a mistake of the caller', async () => {
    const click = await post('/sandbox/slack/click', { ...(await messageOfBen()), actionId: 'dance' });

    expect(click).toMatchObject({ status: 400, body: { error: expect.stringContaining('has no button dance') } });
  });

  it('/sandbox/clock travels forward', async () => {
    const before = sandbox.clock.now();

    const answer = await post('/sandbox/clock', { advanceMs: 60_000 });

    expect(answer.body).toEqual({ now: before + 60_000 });
  });

  it('/sandbox/state tells addresses, queues, invocations with their counts, and what they cost', async () => {
    const state = JSON.parse((await get('/sandbox/state')).text);

    expect(state.webTriggers).toContainEqual({
      moduleKey: 'slack-interactions',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/public\/\w+$/),
    });
    const click = state.invocations.find((each: { function: string }) => each.function === 'slack-interactivity');
    expect(click).toMatchObject({ outcome: 'returned', kvs: { reads: 4, writes: 1 }, queuePushes: 1, restPoints: 0 });
    expect(state.deliveries['relay-consumer']).toBeDefined();
    expect(state.costUsd).toBeGreaterThan(0);
  });

  it('/sandbox/faults takes one or several, and lists what is left', async () => {
    const answer = await post('/sandbox/faults', [{ at: 'slack:chat.update', kind: 'rate-limited' }]);

    expect(answer).toMatchObject({ status: 200, body: [{ at: 'slack:chat.update', kind: 'rate-limited', times: 1 }] });
    expect(await (await fetch(`${url}/sandbox/faults`, { method: 'DELETE' })).json()).toEqual([]);
  });

  it('/sandbox/event delivers a product event', async () => {
    const event = { eventType: 'avi:jira:deleted:issue', issue: { id: '10001', key: 'SHOP-1', fields: {} } };

    const answer = await post('/sandbox/event', { product: 'jira', event });
    const { body } = await post('/sandbox/drain', {});

    expect(answer.status).toBe(200);
    expect(body).toMatchObject({ ran: { 'work-item-events': 1, 'commands-consumer': 1 } });
  });

  it('/mail is the mailbox', async () => {
    expect(JSON.parse((await get('/mail')).text)).toEqual([]);
  });

  it('the twins answer at their addresses, as the person of the basic authentication', async () => {
    const authorization = basic(ben.accountId);

    expect(JSON.parse((await get('/jira/rest/api/3/myself', { authorization })).text).accountId).toBe(ben.accountId);
    expect((await get('/wiki/api/v2/pages/50001', { authorization })).status).toBe(200);
    expect((await get('/jira/rest/api/3/myself')).status).toBe(401);
    const token = { authorization: 'Bearer xoxb-sandbox-lighthouse' };
    expect(JSON.parse((await get('/slack/api/auth.test', token)).text)).toMatchObject({ ok: true, team_id: TEAM });
  });

  it('a web trigger is a public address: unsigned requests get no further', async () => {
    const { webTriggers } = sandbox.state();

    const answer = await fetch(webTriggers[0]?.url ?? '', { method: 'POST', body: 'payload={}' });

    expect([answer.status, await answer.text()]).toEqual([401, 'signature: header-missing']);
  });

  it('/ answers a visitor', async () => {
    expect((await get('/')).status).toBe(200);
  });
});

describe('a wrong body', () => {
  it.each([
    ['reset', { seed: 'one' }, 'seed'],
    ['reset', { world: { people: [] } }, 'world.site'],
    ['clock', { advanceMs: -5 }, 'advanceMs'],
    ['clock', {}, 'advanceMs'],
    ['faults', [{ at: 'kvs:get', kind: 'meteor' }], 'kind'],
    ['faults', [{ kind: 'conflict' }], 'at'],
    ['invoke', { module: 'approval-panel', accountId: 'a' }, 'functionKey'],
    ['event', { product: 'trello', event: { eventType: 'x' } }, 'product'],
    ['event', { product: 'jira', event: {} }, 'event.eventType'],
    ['slack/click', { team: TEAM, channel: 'C', ts: '1', user: 'U' }, 'actionId'],
    ['slack/submit', { user: 'U', values: {} }, 'viewId'],
    ['slack/open', { team: TEAM }, 'user'],
  ])('of /sandbox/%s is refused with its field: %o', async (path, body, field) => {
    const answer = await post(`/sandbox/${path}`, body);

    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(field);
  });

  it('that is not JSON is refused too', async () => {
    const answer = await fetch(`${url}/sandbox/clock`, { method: 'POST', body: '{' });

    expect(answer.status).toBe(400);
  });
});

it.each([
  ['a foreign host', { host: 'baton.example' }],
  ['a page of another site', { host: '127.0.0.1', origin: 'https://baton.example' }],
])('%s is refused at every address', async (_title, headers) => {
  for (const path of ['/', '/sandbox/state', '/mail', '/slack/api/auth.test', '/jira/rest/api/3/myself', '/apps/x/']) {
    const status = await new Promise((resolve, reject) => {
      httpRequest(`${url}${path}`, { headers }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect([path, status]).toEqual([path, 403]);
  }
});
