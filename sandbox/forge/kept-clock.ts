import { createClock, type SandboxClock } from '../clock';
import type { Documents } from '../documents';

type Start = { mode: 'manual' | 'running'; at: number };

/** A clock that goes on from where it was when the sandbox is opened again. */
export type KeptClock = SandboxClock & {
  /** Back to the start, and forgotten. */
  restart(): void;
  onAdvance(listener: () => void): void;
};

export function createKeptClock(documents: Documents, { mode, at }: Start): KeptClock {
  const kept = documents.collection<{ at: number; offset: number }>('sandbox-clock');
  const listeners: (() => void)[] = [];
  const fresh = () => createClock(mode, { at });
  const known = kept.get('clock');
  let clock = known === undefined ? fresh() : createClock(mode, known);
  let startedAt = known?.at ?? at;
  const keep = () => kept.put('clock', { at: startedAt, offset: clock.offset() });
  if (known === undefined) keep();

  return {
    now: () => clock.now(),
    offset: () => clock.offset(),
    advance(ms) {
      clock.advance(ms);
      keep();
      for (const listener of listeners) listener();
    },
    restart() {
      clock = fresh();
      startedAt = at;
      keep();
    },
    onAdvance: (listener) => void listeners.push(listener),
  };
}
