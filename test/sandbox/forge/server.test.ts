import { request as httpRequest } from 'node:http';
import { Queue } from '@forge/events';
import Resolver from '@forge/resolver';
import { afterEach, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox';
import { ADA, BEN, fakeSandbox, hookOf, readJson, urlOf } from './fake-app';

let open: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()));
  open = [];
});

async function served(handlers: Record<string, unknown> = {}, clock: 'manual' | 'running' = 'manual') {
  const sandbox = await fakeSandbox(handlers, { port: 0, clock });
  open.push(sandbox);
  const url = sandbox.url ?? '';
  const post = (path: string, body: unknown) => fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { sandbox, url, post };
}

/** With headers that `fetch` would not let one set. */
const statusWith = (url: string, headers: Record<string, string>) =>
  new Promise((resolve, reject) => {
    httpRequest(`${url}/sandbox/state`, { headers }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });

it.each([
  ['a name that is bound to this machine', { host: 'evil.example' }, 403],
  ['a page of another site', { host: '127.0.0.1', origin: 'https://evil.example' }, 403],
  ['this machine', { host: 'localhost:1234' }, 200],
])('answers %s with %s: %s', async (_title, headers, status) => {
  const { url } = await served();

  expect(await statusWith(url, headers)).toBe(status);
});

it('passes web triggers on with the spelling of their headers', async () => {
  const { sandbox } = await served({ hook: hookOf((request) => request) });

  const seen = await new Promise<string>((resolve) => {
    const call = httpRequest(`${urlOf(sandbox)}?a=1`, { method: 'POST', headers: { 'X-Slack-Signature': 'v0' } }, (r) =>
      r.setEncoding('utf8').on('data', resolve),
    );
    call.end('a=ü%20');
  });

  expect(JSON.parse(seen)).toMatchObject({
    method: 'POST',
    headers: { 'X-Slack-Signature': ['v0'] },
    body: 'a=ü%20',
    queryParameters: { a: ['1'] },
  });
});

it.each([
  ['/sandbox/clock', { advanceMs: -1 }, 'advanceMs'],
  ['/sandbox/invoke', { module: 'panel', functionKey: 'x' }, 'accountId'],
  ['/sandbox/slack/click', { team: 'T' }, 'channel'],
  ['/sandbox/event', { product: 'trello', event: { eventType: 'x' } }, 'product'],
  ['/sandbox/reset', { seed: 'x' }, 'seed'],
])('%s names the field that is wrong', async (path, body, field) => {
  const { post } = await served();

  const answer = await post(path, body);

  expect(answer.status).toBe(400);
  expect((await readJson<{ error: string }>(answer)).error).toContain(field);
});

it('travels in time, drains and tells its state', async () => {
  const { url, post, sandbox } = await served();
  const start = sandbox.clock.now();

  await post('/sandbox/clock', { advanceMs: 300_000 });
  const report = await readJson<{ ran: object }>(post('/sandbox/drain', {}));
  const state = await (await fetch(`${url}/sandbox/state`)).json();

  expect(report.ran).toEqual({ tick: 1 });
  expect(state).toMatchObject({ now: start + 300_000, invocations: [{ function: 'tick', outcome: 'returned' }] });
});

it('serves the twins: Slack by token, Jira and Confluence by person', async () => {
  const { url } = await served();
  const basic = `Basic ${Buffer.from(`${BEN}:anything`).toString('base64')}`;
  const bearer = 'Bearer xoxb-sandbox-lighthouse';

  const myself = await fetch(`${url}/jira/rest/api/3/myself`, { headers: { authorization: basic } });
  const nobody = await fetch(`${url}/jira/rest/api/3/myself`);
  const page = await fetch(`${url}/wiki/api/v2/pages/50001`, { headers: { authorization: basic } });
  const slack = await fetch(`${url}/slack/api/auth.test`, { method: 'POST', headers: { authorization: bearer } });

  expect((await readJson<{ accountId: string }>(myself)).accountId).toBe(BEN);
  expect([nobody.status, page.status]).toEqual([401, 200]);
  expect(await slack.json()).toMatchObject({ ok: true });
});

it('serves a surface with the bridge before its scripts, under the policy of Forge', async () => {
  const { url } = await served();

  const page = await fetch(`${url}/apps/panel/?accountId=${ADA}&issueKey=SHOP-1`);
  const html = await page.text();
  const script = await fetch(`${url}/apps/panel/main.js`);

  expect(html.indexOf('./__bridge.js')).toBeLessThan(html.indexOf('./main.js'));
  expect(script.headers.get('content-type')).toContain('javascript');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' https:[^;']*;/);
  expect(policy).toContain("'unsafe-inline'");
  expect(policy).not.toContain('report-uri');
});

it('serves no file outside a resource', async () => {
  const { url } = await served();

  const answer = await fetch(`${url}/apps/panel/..%2f..%2f..%2f..%2fpackage.json`);

  expect(answer.status).toBe(404);
});

it('answers the bridge as the person in the address, about the work item in the address', async () => {
  const definitions = new Resolver();
  definitions.define('who', ({ context }) => [context.accountId, context.extension]);
  const { url, post } = await served({ resolver: definitions.getDefinitions() });
  const frame = `/apps/panel/__bridge?accountId=${encodeURIComponent(BEN)}&issueKey=SHOP-1`;
  const fetchRequestInit = { method: 'GET', body: null, headers: [] };
  const jira = { product: 'jira', restPath: '/rest/api/3/myself', fetchRequestInit, isMultipartFormData: false };

  const invoked = await post(frame, { cmd: 'invoke', data: { functionKey: 'who' } });
  const fetched = await post(frame, { cmd: 'fetchProduct', data: jira });
  const unknown = await post(frame, { cmd: 'openRovo' });

  expect((await readJson<{ result: unknown }>(invoked)).result).toEqual([
    BEN,
    {
      type: 'jira:issuePanel',
      issue: { id: '10001', key: 'SHOP-1', type: 'Task' },
      project: { id: '10000', key: 'SHOP', type: 'software' },
    },
  ]);
  const { result } = await readJson<{ result: { status: number; body: string } }>(fetched);
  expect([result.status, JSON.parse(result.body).accountId]).toEqual([200, BEN]);
  expect([unknown.status, await unknown.json()]).toEqual([501, { error: 'not emulated: bridge openRovo' }]);
  expect(url).toContain('127.0.0.1');
});

it('runs queues by itself while its clock runs, and says so to those who look', async () => {
  const seen: unknown[] = [];
  const hook = hookOf(() => new Queue({ key: 'jobs' }).push({ body: {} }));
  const { sandbox, url } = await served({ hook, job: () => void seen.push(1) }, 'running');
  const changes = await fetch(`${url}/sandbox/changes`);
  const reader = changes.body?.getReader();
  await reader?.read();

  await fetch(urlOf(sandbox), { method: 'POST' });

  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('data: 2');
  await reader?.cancel();
});

it('takes an account away in both products at once', async () => {
  const { url, post } = await served();
  const statusOf = async (path: string) => {
    const authorization = `Basic ${Buffer.from(`${BEN}:x`).toString('base64')}`;
    return (await fetch(`${url}${path}`, { headers: { authorization } })).status;
  };
  const statuses = () => Promise.all(['/jira/rest/api/3/myself', '/wiki/api/v2/pages/50001'].map(statusOf));
  const before = await statuses();

  await post('/sandbox/person', { accountId: BEN, active: false });

  expect([before, await statuses()]).toEqual([
    [200, 200],
    [401, 401],
  ]);
});
