import { expect, it } from 'vitest';
import { accountOf } from './cast';
import { playSeed } from './days';
import { pretended, rewritten, type Tamper, tampered, twice } from './defects';

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

/** The app is as it is, and what passes between it and the world is not. */
const brokenOutside = (tamper: Tamper): Promise<string> => brokenBy((app) => tampered(app, tamper));

it.each([2, 7, 8])('tells the same story of day %i twice', async (seed) => {
  const [first, again] = [await playSeed(seed), await playSeed(seed)];

  expect(again.hash).toBe(first.hash);
  expect(again.story({ whole: true })).toBe(first.story({ whole: true }));
});

it('catches an app whose sweep does nothing', async () => {
  const broken = await brokenBy(() => ({ runSweep: () => ({ statusCode: 204 }) }));

  expect(broken).not.toBe('nothing');
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

it('catches an app that lets somebody decide for another who never asked them to', async () => {
  const gail = { id: accountOf('gail'), until: Date.UTC(2030, 0) };
  const broken = await brokenOutside(rewritten('"delegates":[]', `"delegates":${JSON.stringify([gail])}`));

  expect(broken).not.toBe('nothing');
});

it('catches an app that loses a reminder', async () => {
  const broken = await brokenOutside(pretended(/chat\.postMessage$/, /Reminder: /));

  expect(broken).toMatch(/messages on \w+ to/);
});

it('catches an app that leaves a message as it was', async () => {
  const broken = await brokenOutside(pretended(/chat\.update$/, /./));

  expect(broken).toContain('still has buttons');
});

it('catches an app that mails twice', async () => {
  const broken = await brokenOutside(twice(/\/notify$/));

  expect(broken).toMatch(/mails on \w+ to/);
});

it('catches an app that says twice what became of an approval', async () => {
  const broken = await brokenOutside(async (call) => {
    const answer = await call.send();
    if (/\/comment$/.test(call.where) && call.body.includes('What follows')) await call.send();
    return answer;
  });

  expect(broken).toMatch(/effects of/);
});
