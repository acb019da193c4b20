/** The one clock of the sandbox, in milliseconds since the epoch. */
export type SandboxClock = {
  now(): number;
  /** Jumps forward; due work runs at the next drain. */
  advance(ms: number): void;
  /** What has been jumped so far, so that a restart goes on from the same time. */
  offset(): number;
};

/** `running` follows the machine's clock plus what was advanced; `manual` stands still until it is advanced. */
export function createClock(mode: 'running' | 'manual', start: { at: number; offset?: number }): SandboxClock {
  let offset = start.offset ?? 0;
  const base = mode === 'manual' ? () => start.at : realNow;
  return {
    now: () => base() + offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`advanceMs must be a number of at least 0, got ${ms}`);
      offset += ms;
    },
    offset: () => offset,
  };
}

/** Captured before the host hands the app a clock of its own. */
const realNow = Date.now.bind(Date);
