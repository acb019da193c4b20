import { expect, it } from 'vitest';
import { playSeed } from './days';

/** A simulation that no broken app could fail would prove nothing: each of these is the real app with one thing wrong. */
const loadApp = (): Promise<Readonly<Record<string, unknown>>> => import('../../src/index');

type Handler = (...args: unknown[]) => unknown;
const isHandler = (value: unknown): value is Handler => typeof value === 'function';

const DAYS = 40;

/** What the first day that breaks a promise tells. */
async function brokenBy(change: (app: Readonly<Record<string, unknown>>) => Record<string, unknown>): Promise<string> {
  const real = await loadApp();
  const app = { ...real, ...change(real) };
  for (let seed = 1; seed <= DAYS; seed += 1) {
    const { broken } = await playSeed(seed, { app });
    if (broken.length > 0) return broken.join('\n');
  }
  return 'nothing';
}

it.each([2, 7, 8])('tells the same story of day %i twice', async (seed) => {
  const [first, again] = [await playSeed(seed), await playSeed(seed)];

  expect(again.hash).toBe(first.hash);
  expect(again.story({ whole: true })).toBe(first.story({ whole: true }));
});

it('catches an app whose sweep does nothing', async () => {
  const broken = await brokenBy(() => ({ runSweep: () => ({ statusCode: 204 }) }));

  expect(broken).toContain('still owed');
});

it('catches an app that drops what product events tell', async () => {
  const broken = await brokenBy(() => ({ productEvents: () => undefined }));

  expect(broken).toContain('still runs on a work item that was deleted');
});

it('catches an app that takes every click for a proven one', async () => {
  const broken = await brokenBy(() => ({ slackInteractions: () => ({ statusCode: 200, headers: {}, body: '' }) }));

  expect(broken).toContain('answered 200 instead of 401');
});

it('catches an app that gives a task up when it fails', async () => {
  const broken = await brokenBy(({ runRelay, runDelivery }) => {
    const once = (handler: unknown) => async (event: unknown) => {
      if (isHandler(handler)) await handler(event);
    };
    return { runRelay: once(runRelay), runDelivery: once(runDelivery), runSweep: () => ({ statusCode: 204 }) };
  });

  expect(broken).not.toBe('nothing');
});
