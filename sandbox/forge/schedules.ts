import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Functions } from './functions';
import type { Manifest, ScheduleModule } from './manifest';
import { digest, type Site } from './site';

const INTERVAL_MS: Record<ScheduleModule['interval'], number> = {
  fiveMinute: 5 * 60_000,
  hour: 60 * 60_000,
  day: 24 * 60 * 60_000,
  week: 7 * 24 * 60 * 60_000,
};
const FIRST_AFTER_MS = 5 * 60_000;
const LIMIT_MS = 55_000;

export type ScheduleState = { module: string; lastRunAt?: number; nextRunAt: number };

type Deps = { manifest: Manifest; site: Site; functions: Functions; documents: Documents; clock: SandboxClock };

/** Scheduled triggers. However far the clock jumps, a schedule that is due runs once. */
export function createSchedules({ manifest, site, functions, documents, clock }: Deps) {
  const runs = documents.collection<ScheduleState>('forge-schedule');

  /** Spread over the interval by a stable offset of the installation; the five-minute one starts after five minutes. */
  function firstRunAt({ key, interval }: ScheduleModule): number {
    const spread = INTERVAL_MS[interval] - FIRST_AFTER_MS;
    const offset = spread === 0 ? 0 : Number.parseInt(digest(`${site.installationId} ${key}`).slice(0, 8), 16) % spread;
    return clock.now() + FIRST_AFTER_MS + offset;
  }

  function stateOf(module: ScheduleModule): ScheduleState {
    const known = runs.get(module.key);
    if (known !== undefined) return known;
    const first = { module: module.key, nextRunAt: firstRunAt(module) };
    runs.put(module.key, first);
    return first;
  }

  async function run(module: ScheduleModule): Promise<void> {
    const seconds = functions.find(module.function).timeoutSeconds;
    await functions.run({
      module: { type: 'scheduledTrigger', key: module.key },
      function: module.function,
      body: { context: { cloudId: site.cloudId, moduleKey: module.key }, contextToken: 'sandbox' },
      limitMs: seconds === undefined ? LIMIT_MS : seconds * 1000,
    });
  }

  /** Fixes the next run before this one begins, so that nobody else takes it. */
  function start(module: ScheduleModule): () => Promise<void> {
    const now = clock.now();
    const interval = INTERVAL_MS[module.interval];
    const missed = Math.floor((now - stateOf(module).nextRunAt) / interval);
    const nextRunAt = stateOf(module).nextRunAt + (missed + 1) * interval;
    runs.put(module.key, { module: module.key, lastRunAt: now, nextRunAt });
    return () => run(module);
  }

  const state = () => manifest.schedules.map(stateOf);
  // Their clocks start with the installation, not with the first look.
  state();

  return {
    due: () => manifest.schedules.filter((each) => stateOf(each).nextRunAt <= clock.now()),
    start,
    state,
  };
}
