import { setImmediate } from 'node:timers/promises';
import type { Turnstile } from '../sandbox/forge/gate';
import type { Sandbox } from '../sandbox/sandbox';

/** How many milliseconds of simulated time a call of the app takes, by its label. */
export type LatencyOf = (label: string) => number;

type Sleeper = { readonly wakesAt: number; go(): void };

const STILL_ROUNDS = 3;
/** How often work that is due later is looked for. */
const TICK_MS = 200;

/**
 * Runs the app's queues by the sandbox's clock as a platform would: many invocations side by side, each call to the
 * outside taking its time. Nobody waits for the machine: when all that is under way sleeps, the clock jumps.
 */
export function createPace(latencyOf: LatencyOf, sideBySide: number) {
  let sandbox: Sandbox | undefined;
  let sleepers: readonly Sleeper[] = [];
  let moves = 0;
  let running = 0;
  let started = 0;
  let isDrained = false;

  const turnstile: Turnstile = {
    async pass(label) {
      if (sandbox === undefined) return;
      const wakesAt = sandbox.clock.now() + latencyOf(label);
      await new Promise<void>((go) => {
        sleepers = [...sleepers, { wakesAt, go }];
        moves += 1;
      });
    },
  };

  /** Until everybody sleeps or is done. */
  async function quiet(): Promise<void> {
    for (let still = 0; still < STILL_ROUNDS; ) {
      const before = moves;
      await setImmediate();
      still = moves === before ? still + 1 : 0;
    }
  }

  function begin(present: Sandbox): void {
    running += 1;
    void present.step().then((ran) => {
      running -= 1;
      moves += 1;
      if (ran) started += 1;
      else isDrained = true;
    });
  }

  async function fill(present: Sandbox): Promise<void> {
    isDrained = false;
    while (!isDrained && running < sideBySide) {
      begin(present);
      await setImmediate();
    }
    await quiet();
  }

  async function jump({ clock }: Sandbox): Promise<void> {
    const next = Math.min(clock.now() + TICK_MS, ...sleepers.map(({ wakesAt }) => wakesAt));
    clock.advance(next - clock.now());
    const awake = sleepers.filter(({ wakesAt }) => wakesAt <= next);
    sleepers = sleepers.filter(({ wakesAt }) => wakesAt > next);
    for (const { go } of awake) go();
    await quiet();
  }

  return {
    turnstile,
    /** From the call of `act` on, until `isDone` or the time is over; answers how many invocations the queues made. */
    async run(
      of: Sandbox,
      { act, isDone, withinMs }: { act: () => Promise<unknown>; isDone: () => boolean; withinMs: number },
    ): Promise<number> {
      sandbox = of;
      started = 0;
      const until = of.clock.now() + withinMs;
      let acting = true;
      void act().then(() => {
        acting = false;
        moves += 1;
      });
      while ((acting || !isDone()) && of.clock.now() < until) {
        await fill(of);
        await jump(of);
      }
      while (running > 0) await jump(of);
      sandbox = undefined;
      return started;
    },
  };
}
