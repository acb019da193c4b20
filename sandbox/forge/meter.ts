/** How an invocation ended: `died` is the end that a death fault made, without a word to anybody. */
export type Outcome = 'running' | 'returned' | 'threw' | 'timed-out' | 'died';

/** One run of a function, with what it used and what that costs. */
export type Invocation = {
  id: string;
  function: string;
  module: string;
  startedAt: number;
  ms: number;
  kvs: KvsUsage;
  queuePushes: number;
  restPoints: number;
  slackCalls: number;
  egress: number;
  outcome: Outcome;
  error?: string;
  costUsd: number;
};

export type KvsUsage = { reads: number; writes: number; readBytes: number; writeBytes: number };

export type Meter = {
  begin(call: { id: string; function: string; module: string; startedAt: number }): Invocation;
  /** Fixes the duration and the price. */
  end(invocation: Invocation, ended: { outcome: Outcome; ms: number; error?: string }): void;
  all(): readonly Invocation[];
  clear(): void;
};

const KEPT = 2000;
const GB = 1e9;
/** Prices of 2026: https://developer.atlassian.com/platform/forge/forge-platform-pricing/ */
const USD = { gbSecond: 0.000025, readGb: 0.055, writtenGb: 1.09 };

export function createMeter(memoryMB: number): Meter {
  const kept: Invocation[] = [];

  return {
    begin(call) {
      const invocation: Invocation = {
        ...call,
        ms: 0,
        kvs: { reads: 0, writes: 0, readBytes: 0, writeBytes: 0 },
        queuePushes: 0,
        restPoints: 0,
        slackCalls: 0,
        egress: 0,
        outcome: 'running',
        costUsd: 0,
      };
      kept.push(invocation);
      if (kept.length > KEPT) kept.shift();
      return invocation;
    },
    end(invocation, { outcome, ms, error }) {
      invocation.outcome = outcome;
      invocation.ms = ms;
      if (error !== undefined) invocation.error = error;
      invocation.costUsd = costUsd(invocation, memoryMB);
    },
    all: () => kept,
    clear() {
      kept.length = 0;
    },
  };
}

/** Before any free tier; log lines are not counted. */
export function costUsd({ ms, kvs }: Pick<Invocation, 'ms' | 'kvs'>, memoryMB: number): number {
  const compute = (ms / 1000) * (memoryMB / 1024) * USD.gbSecond;
  return compute + (kvs.readBytes / GB) * USD.readGb + (kvs.writeBytes / GB) * USD.writtenGb;
}

export function addUsage(to: KvsUsage, usage: KvsUsage): void {
  to.reads += usage.reads;
  to.writes += usage.writes;
  to.readBytes += usage.readBytes;
  to.writeBytes += usage.writeBytes;
}
