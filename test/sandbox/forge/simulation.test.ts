import { scheduler } from 'node:timers/promises';
import { Queue } from '@forge/events';
import { kvs } from '@forge/kvs';
import { expect, it } from 'vitest';
import { callHook, fakeSandbox, hookOf } from './fake-app';

const jobs = new Queue({ key: 'jobs' });

async function orderWith(seed: number): Promise<number[]> {
  const seen: number[] = [];
  const hook = hookOf(() => jobs.push([1, 2, 3, 4, 5, 6].map((n) => ({ body: { n } }))));
  const sandbox = await fakeSandbox(
    { hook, job: ({ body }: { body: { n: number } }) => void seen.push(body.n) },
    { seed },
  );
  await callHook(sandbox);
  while (await sandbox.step());
  return seen;
}

it('steps through due work in an order that the seed decides', async () => {
  const [first, again, other] = [await orderWith(1), await orderWith(1), await orderWith(2)];

  expect(first).toEqual(again);
  expect(first).not.toEqual(other);
  expect(first.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
});

it('lets a turnstile interleave the calls of two invocations', async () => {
  const labels: string[] = [];
  const turns: (() => void)[] = [];
  const turnstile = {
    async pass(label: string) {
      labels.push(label);
      await new Promise<void>((resolve) => turns.push(resolve));
    },
  };
  const hook = hookOf(async ({ body }) => {
    const before = (await kvs.get<number>('n')) ?? 0;
    await kvs.set('n', before + 1);
    return body;
  });
  const sandbox = await fakeSandbox({ hook }, { turnstile });

  const both = [callHook(sandbox, 'a'), callHook(sandbox, 'b')];
  while (labels.length < 4) {
    await new Promise((resolve) => setTimeout(resolve));
    if (turns.length >= 2) for (const turn of turns.splice(0)) turn();
  }
  for (const turn of turns.splice(0)) turn();
  await Promise.all(both);

  expect(labels).toEqual(['kvs:get', 'kvs:get', 'kvs:set', 'kvs:set']);
  expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual([{ key: 'n', value: 1 }]);
});

it('has the app wait at the turnstile, and for nobody where the clock is moved by hand', async () => {
  const labels: string[] = [];
  const turnstile = { pass: async (label: string) => void labels.push(label) };
  const hook = hookOf(async () => {
    await scheduler.wait(3_600_000);
    await kvs.set('waited', true);
  });
  const sandbox = await fakeSandbox({ hook }, { turnstile });
  const before = sandbox.clock.now();

  await callHook(sandbox);

  expect(labels).toEqual(['wait:3600000', 'kvs:set']);
  expect(sandbox.clock.now()).toBe(before);
});
