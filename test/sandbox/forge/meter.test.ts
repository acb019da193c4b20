import { asApp, route } from '@forge/api';
import { Queue } from '@forge/events';
import { kvs } from '@forge/kvs';
import { expect, it } from 'vitest';
import { costUsd } from '../../../sandbox/forge/meter';
import { callHook, fakeSandbox, hookOf } from './fake-app';

it('counts what an invocation used', async () => {
  const hook = hookOf(async () => {
    await kvs.set('k', 'value');
    await kvs.get('k');
    await kvs.get('missing');
    await new Queue({ key: 'jobs' }).push([{ body: {} }, { body: {} }]);
    const response = await asApp().requestJira(route`/rest/api/3/issue/${'SHOP-1'}`);
    return response.headers.get('x-sandbox-points');
  });
  const sandbox = await fakeSandbox({ hook });

  const points = await (await callHook(sandbox)).json();

  const [invocation] = sandbox.invocations();
  expect(invocation).toMatchObject({
    function: 'hook',
    module: 'hook',
    startedAt: sandbox.clock.now(),
    kvs: { reads: 2, writes: 1 },
    queuePushes: 1,
    egress: 0,
    outcome: 'returned',
  });
  expect(invocation?.restPoints).toBeGreaterThan(0);
  expect(invocation?.costUsd).toBeGreaterThan(0);
  expect(points).toBeNull();
});

it('prices a second of 256 MB, a gigabyte read and a gigabyte written as Forge does', () => {
  const kvs = { reads: 1, writes: 1, readBytes: 0, writeBytes: 0 };

  expect(costUsd({ ms: 1000, kvs }, 256)).toBeCloseTo(0.000_006_25, 12);
  expect(costUsd({ ms: 0, kvs: { ...kvs, readBytes: 1e9 } }, 256)).toBeCloseTo(0.055, 12);
  expect(costUsd({ ms: 0, kvs: { ...kvs, writeBytes: 1e9 } }, 256)).toBeCloseTo(1.09, 12);
});
