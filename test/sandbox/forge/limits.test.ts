import { kvs } from '@forge/kvs';
import { afterEach, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../../sandbox/sandbox';
import { ADA, callHook, fakeSandbox } from './fake-app';

afterEach(() => {
  vi.useRealTimers();
});

/** Runs until the clock has passed `ms`, then calls the host once more. */
function slow(ms: number) {
  const box: { sandbox?: Sandbox; finished: boolean } = { finished: false };
  const handler = async () => {
    box.sandbox?.clock.advance(ms);
    await kvs.get('k');
    box.finished = true;
    return { statusCode: 204 };
  };
  return { box, handler };
}

it.each([
  ['within 55 seconds', 54_000, 204],
  ['later', 56_000, 424],
])('lets a web trigger answer %s', async (_title, ms, status) => {
  const { box, handler } = slow(ms);
  const sandbox = await fakeSandbox({ hook: handler });
  box.sandbox = sandbox;

  const answer = await callHook(sandbox);

  expect(answer.status).toBe(status);
  expect(box.finished).toBe(status === 204);
});

it('gives a resolver 25 seconds', async () => {
  const { box, handler } = slow(26_000);
  const sandbox = await fakeSandbox({ resolver: handler });
  box.sandbox = sandbox;

  await expect(sandbox.invoke({ module: 'panel', functionKey: 'any', accountId: ADA })).rejects.toThrow('timed-out');
});

it('ends an invocation that waits for something of its own, when the clock passes its limit', async () => {
  const sandbox = await fakeSandbox({ hook: () => new Promise(() => {}) });

  const answer = callHook(sandbox);
  await vi.waitFor(() => expect(sandbox.invocations().at(-1)?.outcome).toBe('running'));
  sandbox.clock.advance(56_000);

  expect((await answer).status).toBe(424);
});

it('ends an invocation that hangs in real time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sandbox = await fakeSandbox({ hook: () => new Promise(() => {}) });

  const answer = callHook(sandbox);
  await vi.advanceTimersByTimeAsync(55_000);

  expect((await answer).status).toBe(424);
  expect(sandbox.invocations().at(-1)?.outcome).toBe('timed-out');
});
