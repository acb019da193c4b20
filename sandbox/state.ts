import type { SandboxClock } from './clock';
import type { Fault, Faults } from './faults';
import type { Invocation } from './forge/meter';
import type { ScheduleState } from './forge/schedules';
import type { Failure } from './forge/work-store';
import type { Parts } from './parts';

/** What `GET /sandbox/state` answers. */
export type SandboxState = {
  now: number;
  seed: number;
  webTriggers: { moduleKey: string; url: string }[];
  /** By the key of the module that receives; `failed` counts what was dropped. */
  deliveries: Record<string, { waiting: number; running: number; failed: number }>;
  dropped: Failure[];
  nextDueAt?: number;
  schedules: ScheduleState[];
  faults: readonly Fault[];
  slackCalls: Record<string, number>;
  invocations: readonly Invocation[];
  /** All invocations that are still listed, together. */
  costUsd: number;
};

export function stateOf(
  { host, slack, seed }: Parts,
  { clock, faults }: { clock: SandboxClock; faults: Faults },
): SandboxState {
  const invocations = host.meter.all();
  const dueAts = [host.works.nextDueAt(), slack.nextEventAt()].filter((at) => at !== undefined);
  const nextDueAt = dueAts.length === 0 ? undefined : Math.min(...dueAts);
  return {
    now: clock.now(),
    seed,
    webTriggers: host.webTriggers.all(),
    deliveries: host.works.counts(),
    dropped: host.works.failures(),
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
    schedules: host.schedules.state(),
    faults: faults.list(),
    slackCalls: slack.counts(),
    invocations,
    costUsd: invocations.reduce((sum, each) => sum + each.costUsd, 0),
  };
}
