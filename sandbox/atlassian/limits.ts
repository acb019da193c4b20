import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';

/** Answers how many seconds to wait, or undefined when the request may pass. */
export type Limits = {
  /** One token bucket for each endpoint and method. */
  burst(operation: string, perSecond: number): number | undefined;
  /** Writes to one work item: https://developer.atlassian.com/cloud/jira/platform/rate-limiting/ */
  write(itemId: string): number | undefined;
  clear(): void;
};

const WRITE_WINDOWS = [
  { writes: 20, ms: 2_000 },
  { writes: 100, ms: 30_000 },
] as const;
const LONGEST_WINDOW_MS = 30_000;

type Deps = { documents: Documents; clock: SandboxClock; product: string };

export function createLimits({ documents, clock, product }: Deps): Limits {
  const buckets = documents.collection<{ tokens: number; at: number }>(`${product}:bucket`);
  const writes = documents.collection<number[]>(`${product}:writes`);

  return {
    burst(operation, perSecond) {
      const now = clock.now();
      const bucket = buckets.get(operation) ?? { tokens: perSecond, at: now };
      const tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
      if (tokens < 1) return 1;
      buckets.put(operation, { tokens: tokens - 1, at: now });
      return undefined;
    },
    write(itemId) {
      const now = clock.now();
      const recent = (writes.get(itemId) ?? []).filter((at) => at > now - LONGEST_WINDOW_MS);
      const waits = WRITE_WINDOWS.map((window) => {
        const first = recent.filter((at) => at > now - window.ms).at(-window.writes);
        return first === undefined ? 0 : first + window.ms - now;
      });
      const wait = Math.max(...waits);
      if (wait > 0) return Math.ceil(wait / 1000);
      writes.put(itemId, [...recent, now]);
      return undefined;
    },
    clear() {
      buckets.clear();
      writes.clear();
    },
  };
}
