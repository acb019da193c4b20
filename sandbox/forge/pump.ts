import { outside } from './globals';

const LANES = 8;
const EVERY_MS = 100;

export type Pump = { wake(): void; stop(): void };

/** Runs due work as it comes, some of it side by side, as long as the clock runs by itself. */
export function createPump(take: () => (() => Promise<void>) | undefined): Pump {
  let lanes = 0;
  let stopped = false;

  function wake(): void {
    while (!stopped && lanes < LANES) {
      const run = take();
      if (run === undefined) return;
      lanes += 1;
      void outside(run).finally(() => {
        lanes -= 1;
        wake();
      });
    }
  }

  const timer = setInterval(wake, EVERY_MS);
  return {
    wake,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
