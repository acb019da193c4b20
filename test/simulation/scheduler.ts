import { AsyncLocalStorage } from 'node:async_hooks';
import type { Turnstile } from '../../sandbox/forge/gate';

/** One thing that somebody does, or one delivery: at most one invocation of the app, from its start to its end. */
export type Errand = {
  readonly name: string;
  done: boolean;
  /** Faults that struck its calls, as `label kind`, and of a time-out whether it was before or after the effect. */
  readonly faults: string[];
  /** A death was put on it, the process ended, or the clock jumped while it was under way. */
  mayDie: boolean;
  mayTimeOut: boolean;
  /** Texts that reached somebody through a response URL. */
  readonly replies: string[];
};

export const newErrand = (name: string): Errand => ({
  name,
  done: false,
  faults: [],
  mayDie: false,
  mayTimeOut: false,
  replies: [],
});

export type Waiter = { readonly label: string; readonly errand: Errand | undefined; go(): void };

const STILL_ROUNDS = 3;
/** Of this machine's time: far longer than the slowest first import takes on a busy one. */
const GIVE_UP_MS = 60_000;

/** Holds every call of the app to the host until it is let pass, so that invocations interleave as the seed says. */
export function createScheduler() {
  const current = new AsyncLocalStorage<Errand>();
  const beside = new AsyncLocalStorage<boolean>();
  const waiting: Waiter[] = [];
  const errands = new Set<Errand>();
  let open = true;
  let changes = 0;

  const turnstile: Turnstile = {
    async pass(label) {
      if (open || beside.getStore() === true) return;
      await new Promise<void>((go) => {
        waiting.push({ label, errand: current.getStore(), go });
        changes += 1;
      });
    },
  };

  function start(errand: Errand, work: () => Promise<void>): Promise<void> {
    errands.add(errand);
    return current.run(errand, async () => {
      await work();
      errand.done = true;
      errands.delete(errand);
      changes += 1;
    });
  }

  const isBusy = () => [...errands].some((errand) => !waiting.some((waiter) => waiter.errand === errand));

  /** Until every errand waits at the turnstile or is over, and nothing moves any more. */
  async function quiet(): Promise<void> {
    let still = 0;
    const until = performance.now() + GIVE_UP_MS;
    while (still < STILL_ROUNDS) {
      if (performance.now() > until) throw new Error('the app does not come to rest between two calls');
      const before = changes;
      await new Promise((resolve) => setImmediate(resolve));
      still = changes === before && !isBusy() ? still + 1 : 0;
    }
  }

  return {
    turnstile,
    start,
    quiet,
    /** What only prepares an errand waits for nobody. */
    aside: <T>(work: () => Promise<T>): Promise<T> => beside.run(true, work),
    waiting: () => waiting.length,
    underWay: () => [...errands],
    /** Takes one who waits out of the line; the caller lets it go. */
    take(index: number): Waiter | undefined {
      return waiting.splice(index, 1)[0];
    },
    hold() {
      open = false;
    },
    /** Lets everything pass from now on, also those who wait. */
    letPass() {
      open = true;
      for (const waiter of waiting.splice(0)) waiter.go();
    },
    /** The process ended: whoever waited never goes on. */
    forget() {
      waiting.length = 0;
    },
  };
}

export type Scheduler = ReturnType<typeof createScheduler>;
