import { expect, it } from 'vitest';
import { fakeSandbox, MANIFEST } from './fake-app';

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

it.each([
  ['hour', 60],
  ['day', 24 * 60],
  ['week', 7 * 24 * 60],
])(
  'runs a schedule of each %s once in its first interval and once in every one after it',
  async (interval, minutes) => {
    const manifest = MANIFEST.replace('interval: fiveMinute', `interval: ${interval}`);
    const sandbox = await fakeSandbox({}, { manifest });
    const runs: number[] = [];

    for (let n = 0; n < 3; n += 1) {
      sandbox.clock.advance(minutes * 60_000);
      runs.push((await sandbox.drain()).ran.tick ?? 0);
    }

    expect(runs).toEqual([1, 1, 1]);
  },
);
