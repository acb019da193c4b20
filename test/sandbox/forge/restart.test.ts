import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from '@forge/events';
import { kvs } from '@forge/kvs';
import { expect, it, onTestFinished } from 'vitest';
import { callHook, fakeSandbox, hookOf, urlOf } from './fake-app';

const jobs = new Queue({ key: 'jobs' });

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'baton.sqlite');
}

it('goes on from where it was: time, storage, addresses, queues and schedules', async () => {
  const database = databaseFile();
  const hook = hookOf(async () => {
    await kvs.set('k', 1);
    await jobs.push({ body: { n: 7 } });
  });
  const before = await fakeSandbox({ hook }, { database });
  await callHook(before);
  before.clock.advance(60_000);
  const [now, url, schedules] = [before.clock.now(), urlOf(before), before.state().schedules];
  await before.close();

  const seen: unknown[] = [];
  const job = ({ body }: { body: unknown }) => void seen.push(body);
  const after = await fakeSandbox({ job }, { database });
  await after.drain();

  expect(seen).toEqual([{ n: 7 }]);
  expect(after.kvs.dump(after.world.site.installationId)).toEqual([{ key: 'k', value: 1 }]);
  expect([after.clock.now(), urlOf(after), after.state().schedules]).toEqual([now, url, schedules]);
});

it('delivers an event again that was being handled when the process ended', async () => {
  const database = databaseFile();
  const before = await fakeSandbox(
    { hook: hookOf(() => jobs.push({ body: { n: 7 } })), job: () => new Promise(() => {}) },
    { database },
  );
  await callHook(before);
  const step = before.step();
  await before.close();
  await step;

  const seen: unknown[] = [];
  const job = ({ body }: { body: unknown }) => void seen.push(body);
  const after = await fakeSandbox({ job }, { database });
  await after.drain();

  expect(seen).toEqual([{ n: 7 }]);
});

it('starts a fresh world on a reset', async () => {
  const hook = hookOf(async () => {
    await kvs.set('k', 1);
    await jobs.push({ body: {} });
  });
  const sandbox = await fakeSandbox({ hook });
  const { now } = sandbox.clock;
  const start = now();
  await callHook(sandbox);
  sandbox.clock.advance(1000);
  sandbox.faults.add([{ at: 'kvs:get', kind: 'conflict' }]);

  await sandbox.reset();

  expect(sandbox.kvs.dump(sandbox.world.site.installationId)).toEqual([]);
  expect(sandbox.clock.now()).toBe(start);
  expect(sandbox.faults.list()).toEqual([]);
  expect((await sandbox.drain()).ran).toEqual({});
  expect(sandbox.jira.workItem('SHOP-1')).toBeDefined();
});
