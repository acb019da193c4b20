import type { Clock } from '../../../src/ports';
import type { Instant } from '../../../src/shared/brand';

type Ending = 'done' | 'failed' | 'dead';
export type Invocation = { readonly startedAt: Instant; status: 'running' | Ending; over(ending: Ending): void };

/** A consumer of the queue is ended by then. */
const LIFE_MS = 55_000;

/**
 * Runs invocations side by side, one call of one invocation at a time: whoever calls out waits for its turn, and the
 * turns are given in the order that chance makes.
 */
export function createStage({ clock, random }: { clock: Clock; random: () => number }) {
  const running = new Set<Invocation>();
  let waiting: { readonly invocation: Invocation; readonly go: () => void }[] = [];
  let stragglers = 0;

  /** The dead, and those who have answered already, wait for ever. */
  function turn(invocation: Invocation): Promise<void> {
    if (invocation.status !== 'running') stragglers += 1;
    return new Promise((go) => {
      if (invocation.status === 'running') waiting.push({ invocation, go });
    });
  }

  function invoke(work: (invocation: Invocation) => Promise<void>, after: (ending: Ending) => void = () => {}): void {
    const invocation: Invocation = {
      startedAt: clock.now(),
      status: 'running',
      over(ending) {
        if (invocation.status !== 'running') return;
        invocation.status = ending;
        running.delete(invocation);
        const left = waiting.filter((each) => each.invocation === invocation).length;
        if (ending !== 'dead') stragglers += left;
        waiting = waiting.filter((each) => each.invocation !== invocation);
        after(ending);
      },
    };
    running.add(invocation);
    work(invocation).then(
      () => invocation.over('done'),
      () => invocation.over('failed'),
    );
  }

  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];

  /** Lets one call happen, and everything that follows from it up to the next call. */
  async function letOneGo(): Promise<void> {
    const next = pick(waiting);
    waiting = waiting.filter((each) => each !== next);
    next?.go();
    await stillness();
  }

  return {
    turn,
    invoke,
    pick,
    letOneGo,
    isBusy: () => waiting.length > 0,
    /** Calls that were still under way when their invocation had answered: Forge may freeze them for hours. */
    stragglers: () => stragglers,
    killOne: () => pick([...running])?.over('dead'),
    killOverdue() {
      for (const each of [...running]) if (clock.now() - each.startedAt >= LIFE_MS) each.over('dead');
    },
  };
}

/** All that can go on without a turn has gone on. */
const stillness = () => new Promise((resolve) => setImmediate(resolve));
