import type { Clock, Log } from '../ports';
import type { Instant } from '../shared/brand';
import { inParallel } from '../shared/parallel';

type Page<T> = { readonly items: readonly T[]; readonly cursor?: string | undefined };

/** One kind of unfinished work: how to find it, and how to have it taken up again. */
export type Leftover<T> = {
  readonly name: string;
  /** How long work may lie before somebody must have lost it. */
  readonly graceMs: number;
  find(before: Instant, cursor?: string): Promise<Page<T>>;
  takeUp(item: T): Promise<void>;
};

const PAGES = 20;
const AT_ONCE = 5;

/** Takes up what a lost kick, a lost task or a dead invocation left behind. What it finds twice is done once. */
export function createSweep({ clock, log }: { clock: Clock; log: Log }) {
  return async function sweep<T>({ name, graceMs, find, takeUp }: Leftover<T>): Promise<number> {
    const before = clock.now() - graceMs;
    let found = 0;
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const { items, cursor: next } = await find(before, cursor);
      await inParallel(AT_ONCE, items, takeUp);
      found += items.length;
      if (next === undefined) break;
      cursor = next;
    }
    if (found > 0) log.warn('swept', { leftover: name, found });
    return found;
  };
}
