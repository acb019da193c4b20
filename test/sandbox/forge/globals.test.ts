import { kvs } from '@forge/kvs';
import { expect, it } from 'vitest';
import { callHook, fakeSandbox, hookOf } from './fake-app';

const HOUR = 3_600_000;

it('gives the app the clock of its sandbox, and leaves the machine its own', async () => {
  const hook = hookOf(() => [
    Date.now(),
    new Date().toISOString(),
    new Date(0).toISOString(),
    new Date() instanceof Date,
  ]);
  const sandbox = await fakeSandbox({ hook }, { startAt: 5 * HOUR });

  sandbox.clock.advance(HOUR);
  const seen = await (await callHook(sandbox)).json();

  expect(seen).toEqual([6 * HOUR, '1970-01-01T06:00:00.000Z', '1970-01-01T00:00:00.000Z', true]);
  expect(Date.now()).toBeGreaterThan(Date.UTC(2020, 0));
});

it('shows each sandbox its own environment, clock and storage, also at the same time', async () => {
  const hook = hookOf(async ({ body }) => {
    await kvs.set('who', body);
    return [process.env.NAME, Date.now(), await kvs.get('who')];
  });
  const one = await fakeSandbox({ hook }, { startAt: HOUR, env: { NAME: 'one' } });
  const two = await fakeSandbox({ hook }, { startAt: 2 * HOUR, env: { NAME: 'two' } });

  const answers = await Promise.all([callHook(one, 'a'), callHook(two, 'b'), callHook(one, 'a')]);

  const seen = await Promise.all(answers.map((answer) => answer.json()));
  expect(seen).toEqual([
    ['one', HOUR, 'a'],
    ['two', 2 * HOUR, 'b'],
    ['one', HOUR, 'a'],
  ]);
  expect(process.env.NAME).toBeUndefined();
});

it('tells the packages about the invocation', async () => {
  const { getAppContext, permissions } = await import('@forge/api');
  const hook = hookOf(() => {
    const context = getAppContext();
    return {
      moduleKey: context.moduleKey,
      remaining: context.invocationRemainingTimeInMillis(),
      contexts: context.installation?.contexts.map(String),
      scope: permissions.hasScope('storage:app'),
    };
  });
  const sandbox = await fakeSandbox({ hook });

  const seen = await (await callHook(sandbox)).json();

  const site = sandbox.world.site.cloudId;
  expect(seen).toEqual({
    moduleKey: 'hook',
    remaining: 55_000,
    contexts: [`ari:cloud:jira::site/${site}`, `ari:cloud:confluence::site/${site}`],
    scope: true,
  });
});

it('refuses storage to an app without the scope', async () => {
  const { MANIFEST } = await import('./fake-app');
  const hook = hookOf(async () => {
    return await kvs.get('k').catch((error: { responseDetails: { status: number } }) => error.responseDetails.status);
  });
  const sandbox = await fakeSandbox({ hook }, { manifest: MANIFEST.replace("'storage:app', ", '') });

  const answer = await callHook(sandbox);

  expect(await answer.json()).toBe(403);
});
