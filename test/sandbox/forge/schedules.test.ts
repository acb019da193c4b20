import { expect, it } from 'vitest';
import { fakeSandbox } from './fake-app';

const FIVE_MINUTES = 300_000;

it('runs a schedule each time its interval has passed', async () => {
  const bodies: unknown[] = [];
  const sandbox = await fakeSandbox({ tick: (body: unknown) => void bodies.push(body) });

  const early = await sandbox.drain();
  sandbox.clock.advance(FIVE_MINUTES);
  const first = await sandbox.drain();
  sandbox.clock.advance(FIVE_MINUTES);
  const second = await sandbox.drain();

  expect([early.ran, first.ran, second.ran]).toEqual([{}, { tick: 1 }, { tick: 1 }]);
  const { cloudId } = sandbox.world.site;
  expect(bodies[0]).toEqual({ context: { cloudId, moduleKey: 'tick' }, contextToken: 'sandbox' });
});

it('runs a schedule once, however far the clock jumps', async () => {
  const sandbox = await fakeSandbox({});

  sandbox.clock.advance(10 * FIVE_MINUTES + 1);
  const report = await sandbox.drain();

  expect(report.ran).toEqual({ tick: 1 });
  const [schedule] = sandbox.state().schedules;
  expect(schedule?.nextRunAt).toBe(sandbox.clock.now() - 1 + FIVE_MINUTES);
});

it('goes on after a run that threw', async () => {
  const tick = () => {
    throw new Error('broken');
  };
  const sandbox = await fakeSandbox({ tick });

  sandbox.clock.advance(FIVE_MINUTES);
  await sandbox.drain();
  sandbox.clock.advance(FIVE_MINUTES);

  expect((await sandbox.drain()).ran).toEqual({ tick: 1 });
});
