import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { callHook, fakeSandbox, hookOf } from './fake-app';

const tryFetch = (url: string, init?: RequestInit) =>
  fetch(url, init).then(
    async (response) => ({ status: response.status, body: await response.text() }),
    (error: { name: string; status?: number; message: string }) => ({
      name: error.name,
      ...(error.status !== undefined && { status: error.status }),
    }),
  );
const fetching = hookOf(({ body }) => tryFetch(body));

it.each([
  ['a host that is not declared', 'https://example.org/'],
  ['plain HTTP', 'http://slack.com/api/auth.test'],
  ['a port that is closed', 'https://slack.com:9999/api/auth.test'],
  ['the machine itself', 'http://127.0.0.1:8787/'],
  ['the domain above a wildcard', 'https://example.com/'],
  ['a name that only ends alike', 'https://notslack.com/'],
])('refuses %s', async (_title, url) => {
  const sandbox = await fakeSandbox({ hook: fetching });

  const answer = await (await callHook(sandbox, url)).json();

  expect(answer).toEqual({ name: 'REQUEST_EGRESS_ALLOWLIST_ERR', status: 403 });
});

it('says that a declared host other than Slack is not emulated', async () => {
  const sandbox = await fakeSandbox({ hook: fetching });

  const answer = await (await callHook(sandbox, 'https://mail.example.com/send')).json();

  expect(answer).toEqual({ name: 'NotEmulatedError' });
});

it('answers for Slack, also through the fetch of @forge/api', async () => {
  const { fetch: forgeFetch } = await import('@forge/api');
  const token = 'xoxb-sandbox-lighthouse';
  const init = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
  const hook = hookOf(async () => {
    const answers = await Promise.all([fetch(AUTH_TEST, init), forgeFetch(AUTH_TEST, init)]);
    return await Promise.all(answers.map((answer) => answer.json()));
  });
  const sandbox = await fakeSandbox({ hook });

  const answers = await (await callHook(sandbox)).json();

  expect(answers).toMatchObject([
    { ok: true, team_id: 'T0LIGHT01' },
    { ok: true, team_id: 'T0LIGHT01' },
  ]);
  expect(sandbox.invocations().at(-1)).toMatchObject({ egress: 2, slackCalls: 2 });
});

const AUTH_TEST = 'https://slack.com/api/auth.test';

it('calls another Slack on loopback when SLACK_API_URL names one', async () => {
  const server = createServer((_request, response) => response.end('another Slack'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}/api/`;
  const sandbox = await fakeSandbox({ hook: fetching }, { env: { SLACK_API_URL: base } });

  const answer = await (await callHook(sandbox, `${base}auth.test`)).json();

  expect(answer).toEqual({ status: 200, body: 'another Slack' });
});

it('gives up a call when the app does', async () => {
  const hook = hookOf(() => tryFetch(AUTH_TEST, { signal: AbortSignal.abort() }));
  const sandbox = await fakeSandbox({ hook });

  expect(await (await callHook(sandbox)).json()).toEqual({ name: 'AbortError' });
});
