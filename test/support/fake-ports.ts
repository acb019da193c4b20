import type { Clock, Log, QueueName, TaskQueue, Wait } from '../../src/ports';
import type { Instant } from '../../src/shared/brand';

/** A Monday morning. */
export const START: Instant = Date.UTC(2026, 2, 2, 9);

export type FakeClock = Clock & { advance(ms: number): void };

export function fakeClock(at: Instant = START): FakeClock {
  let now = at;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
  };
}

/** Time stands still for it. */
export const noWait: Wait = async () => {};

export type QueuedTask = {
  readonly queue: QueueName;
  readonly task: Readonly<Record<string, unknown>>;
  readonly delaySeconds: number;
};

export type FakeQueue = TaskQueue & {
  readonly tasks: QueuedTask[];
  /** Takes out what waits in one queue, oldest first. */
  take(queue: QueueName): readonly QueuedTask[];
};

export function fakeQueue(): FakeQueue {
  const tasks: QueuedTask[] = [];
  return {
    tasks,
    async push(queue, task, delaySeconds = 0) {
      tasks.push({ queue, task: JSON.parse(JSON.stringify(task)), delaySeconds });
    },
    take(queue) {
      const taken = tasks.filter((each) => each.queue === queue);
      tasks.splice(0, tasks.length, ...tasks.filter((each) => each.queue !== queue));
      return taken;
    },
  };
}

/** A queue that takes nothing. */
export const brokenQueue = (error: Error): TaskQueue => ({ push: () => Promise.reject(error) });

export type LogLine = { readonly level: keyof Log; readonly event: string; readonly fields: Record<string, unknown> };

export type FakeLog = Log & { readonly lines: LogLine[]; events(): readonly string[] };

export function fakeLog(): FakeLog {
  const lines: LogLine[] = [];
  const writer =
    (level: keyof Log): Log['info'] =>
    (event, fields) => {
      lines.push({ level, event, fields: { ...fields } });
    };
  return {
    lines,
    events: () => lines.map(({ event }) => event),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  };
}
