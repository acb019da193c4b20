/**
 * What goes wrong, on demand. `at` names the place; `*` at its end matches any rest:
 *   `slack:chat.postMessage`, `slack:response_url`, `jira:POST /rest/api/3/issue/{id}/comment`, `confluence:*`,
 *   `kvs:get`, `kvs:set`, `kvs:transaction`, `kvs:entity/set`, …, `queue:push`,
 *   `queue:deliver:<queue key>` (duplicate, reorder, delay), `event:<eventType>` (duplicate, reorder, delay),
 *   `slack-event:<event type>` (duplicate, reorder, delay), `function:<function key>` (death).
 */
export type Fault = {
  at: string;
  /** How often it strikes; 1 where it is not given. */
  times?: number;
  /** How many passes it lets through before it strikes. */
  skip?: number;
} & FaultKind;

export type FaultKind =
  | { kind: 'rate-limited'; retryAfterSeconds?: number }
  | { kind: 'server-error'; status?: number }
  /** The caller sees a time-out. `after`: the effect has happened and only the answer is lost. */
  | { kind: 'timeout'; effect: 'before' | 'after' }
  /** A Slack answer `{ok: false, error}`, as for a revoked token. */
  | { kind: 'slack-error'; error: string }
  /** A conditional or FAIL_IF_EXISTS write is refused although nobody else wrote. */
  | { kind: 'conflict' }
  | { kind: 'duplicate' }
  | { kind: 'reorder' }
  | { kind: 'delay'; delayMs: number }
  /** The invocation ends, without a word, at its n-th call to the host: `before` that call has its effect, or `after`. */
  | { kind: 'death'; atCall: number; effect: 'before' | 'after' };

export type Faults = {
  add(faults: readonly Fault[]): void;
  /** The fault that strikes at this place now, if any; each strike uses one of its times. */
  take(at: string, kinds?: readonly FaultKind['kind'][]): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
};

export function createFaults(): Faults {
  let pending: (Fault & { times: number; skip: number })[] = [];

  return {
    add(faults) {
      pending.push(...faults.map((fault) => ({ ...fault, times: fault.times ?? 1, skip: fault.skip ?? 0 })));
    },
    take(at, kinds) {
      const fault = pending.find((each) => matches(each.at, at) && (kinds === undefined || kinds.includes(each.kind)));
      if (fault === undefined) return undefined;
      if (fault.skip > 0) {
        fault.skip -= 1;
        return undefined;
      }
      fault.times -= 1;
      pending = pending.filter((each) => each.times > 0);
      return fault;
    },
    list: () => pending,
    clear() {
      pending = [];
    },
  };
}

const matches = (pattern: string, at: string) =>
  pattern.endsWith('*') ? at.startsWith(pattern.slice(0, -1)) : pattern === at;
