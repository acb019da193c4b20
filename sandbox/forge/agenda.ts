import type { SandboxClock } from '../clock';
import type { createDeliveries } from './deliveries';
import type { createSchedules } from './schedules';
import type { WorkStore } from './work-store';

/** Which of `count` things is taken: the first, unless a simulation chooses. */
export type Choose = (count: number) => number;

export type DrainReport = {
  /** Runs by module key. */
  ran: Record<string, number>;
  /** Deliveries that are not due yet. */
  waiting: number;
  nextDueAt?: number;
};

type Job = { module: string; run(): Promise<void> };
type Deps = {
  works: WorkStore;
  deliveries: ReturnType<typeof createDeliveries>;
  schedules: ReturnType<typeof createSchedules>;
  clock: SandboxClock;
};

export type Agenda = {
  /** Takes one due piece of work, so that nobody else takes it, and says how to run it. */
  take(choose?: Choose): (() => Promise<void>) | undefined;
  /** Runs until nothing is due and nothing is under way. */
  drain(): Promise<DrainReport>;
  idle(): Promise<void>;
};

const LOOKAHEAD = 64;
const MAX_RUNS = 100_000;
const first: Choose = () => 0;

/** All that is due: deliveries in the order in which they came, then schedules. */
export function createAgenda({ works, deliveries, schedules, clock }: Deps): Agenda {
  const running = new Set<Promise<void>>();

  function due(): { module: string; start(): () => Promise<void> }[] {
    const owed = works.due(clock.now(), LOOKAHEAD).map((work) => ({
      module: work.module,
      start() {
        works.start(work.position);
        return () => deliveries.run(work);
      },
    }));
    const ticks = schedules.due().map((schedule) => ({
      module: schedule.key,
      start: () => schedules.start(schedule),
    }));
    return [...owed, ...ticks];
  }

  function takeJob(choose: Choose): Job | undefined {
    const candidates = due();
    const chosen = candidates.length === 0 ? undefined : candidates[choose(candidates.length)];
    if (chosen === undefined) return undefined;
    const run = chosen.start();
    return { module: chosen.module, run: () => track(run()) };
  }

  function track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  }

  async function drain(): Promise<DrainReport> {
    const ran: Record<string, number> = {};
    for (let runs = 0; runs < MAX_RUNS; runs += 1) {
      const job = takeJob(first);
      if (job === undefined && running.size === 0) return { ran, ...rest() };
      if (job === undefined) await Promise.race(running);
      else {
        ran[job.module] = (ran[job.module] ?? 0) + 1;
        await job.run();
      }
    }
    throw new Error(`the queues do not come to rest: ${MAX_RUNS} runs, the clock standing still`);
  }

  function rest() {
    const nextDueAt = works.nextDueAt();
    const waiting = Object.values(works.counts()).reduce((sum, each) => sum + each.waiting, 0);
    return { waiting, ...(nextDueAt === undefined ? {} : { nextDueAt }) };
  }

  return {
    take: (choose = first) => takeJob(choose)?.run,
    drain,
    async idle() {
      while (running.size > 0) await Promise.race(running);
    },
  };
}
