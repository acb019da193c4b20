import { asApp, route } from '@forge/api';
import { Queue } from '@forge/events';
import { kvs } from '@forge/kvs';
import { expect, it } from 'vitest';
import type { Fault } from '../../../sandbox/faults';
import { callHook, fakeSandbox, hookOf } from './fake-app';

const jobs = new Queue({ key: 'jobs' });
const slack = (method: string) =>
  fetch(`https://slack.com/api/${method}`, {
    method: 'POST',
    headers: { authorization: 'Bearer xoxb-sandbox-lighthouse', 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'C0RELEASE', text: 'hello' }),
  });
const told = (error: unknown) => (error instanceof Error ? error.name : String(error));

/** What the app sees of the call when the fault strikes. */
async function under(fault: Fault, call: () => Promise<unknown>) {
  const sandbox = await fakeSandbox({ hook: hookOf(() => call().catch(told)) });
  sandbox.faults.add([fault]);
  const answer = await callHook(sandbox);
  return { sandbox, seen: answer.status === 200 ? await answer.json() : answer.status };
}

const shown = async (response: Response) => [response.status, response.headers.get('retry-after')];

it('lets Slack ask for patience', async () => {
  const fault: Fault = { at: 'slack:chat.postMessage', kind: 'rate-limited', retryAfterSeconds: 30 };

  const { sandbox, seen } = await under(fault, () => slack('chat.postMessage').then(shown));

  expect(seen).toEqual([429, '30']);
  expect(sandbox.slack.messages('T0LIGHT01')).toEqual([]);
});

it('lets Slack refuse with an error of its own', async () => {
  const fault: Fault = { at: 'slack:*', kind: 'slack-error', error: 'token_revoked' };

  const { seen } = await under(fault, () => slack('chat.postMessage').then((response) => response.json()));

  expect(seen).toEqual({ ok: false, error: 'token_revoked' });
});

it.each([
  ['before', 0],
  ['after', 1],
] as const)('times a call out %s its effect, five seconds later', async (effect, messages) => {
  const fault: Fault = { at: 'slack:chat.postMessage', kind: 'timeout', effect };

  const { sandbox, seen } = await under(fault, () => slack('chat.postMessage'));

  expect(seen).toBe('TimeoutError');
  expect(sandbox.slack.messages('T0LIGHT01')).toHaveLength(messages);
  expect(sandbox.invocations().at(-1)?.ms).toBeGreaterThanOrEqual(5000);
});

it('lets Jira fail', async () => {
  const fault: Fault = { at: 'jira:GET /rest/api/3/issue/{id}', kind: 'server-error', status: 502 };
  const call = () =>
    asApp()
      .requestJira(route`/rest/api/3/issue/${'SHOP-1'}`)
      .then((response) => response.status);

  const { seen } = await under(fault, call);

  expect(seen).toBe(502);
});

it('lets storage and queues fail', async () => {
  const stored = await under({ at: 'kvs:set', kind: 'rate-limited' }, () => kvs.set('k', 1));
  const pushed = await under({ at: 'queue:push', kind: 'server-error' }, () => jobs.push({ body: {} }));

  expect(stored.seen).toBe('ForgeKvsError');
  expect(pushed.seen).toBe('Error');
  expect((await pushed.sandbox.drain()).ran).toEqual({});
});

it.each([
  ['before', []],
  ['after', [{ key: 'two', value: 2 }]],
] as const)('lets an invocation die %s the effect of its second call', async (effect, kept) => {
  let survived = false;
  const call = async () => {
    await kvs.get('one');
    await kvs.set('two', 2);
    survived = true;
  };

  const { sandbox, seen } = await under({ at: 'function:hook', kind: 'death', atCall: 2, effect }, call);

  expect(seen).toBe(500);
  expect(survived).toBe(false);
  expect(sandbox.invocations().at(-1)?.outcome).toBe('died');
  expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual(kept);
});

it('delivers an event again when its consumer died', async () => {
  const seen: string[] = [];
  const job = async ({ eventId }: { eventId: string }) => {
    seen.push(eventId);
    await kvs.get('k');
  };
  const sandbox = await fakeSandbox({ hook: hookOf(() => jobs.push({ body: {} })), job });

  await callHook(sandbox);
  sandbox.faults.add([{ at: 'function:job', kind: 'death', atCall: 1, effect: 'after' }]);
  await sandbox.drain();

  expect(seen).toEqual(['event-1', 'event-1']);
});

it.each([
  ['twice', { kind: 'duplicate' }, [1, 1, 2]],
  ['behind the others', { kind: 'reorder' }, [2, 1]],
  ['later', { kind: 'delay', delayMs: 1000 }, [2]],
] as const)('delivers an event %s', async (_title, kind, order) => {
  const seen: number[] = [];
  const job = ({ body }: { body: { n: number } }) => void seen.push(body.n);
  const sandbox = await fakeSandbox({ hook: hookOf(({ body }) => jobs.push({ body: { n: Number(body) } })), job });
  sandbox.faults.add([{ at: 'queue:deliver:jobs', ...kind }]);

  await callHook(sandbox, '1');
  await callHook(sandbox, '2');
  await sandbox.drain();

  expect(seen).toEqual(order);
});

it('freezes what an invocation leaves running behind it', async () => {
  let late: Promise<unknown> = Promise.resolve();
  const hook = () => {
    late = Promise.resolve().then(async () => {
      await new Promise((resolve) => setTimeout(resolve));
      await kvs.set('late', 1);
    });
    return { statusCode: 204 };
  };
  const sandbox = await fakeSandbox({ hook });

  await callHook(sandbox);
  const frozen = await Promise.race([late, new Promise((resolve) => setTimeout(resolve, 20, 'frozen'))]);

  expect(frozen).toBe('frozen');
  expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual([]);
});
