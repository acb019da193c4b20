import { z } from 'zod';
import { type Codec, createRecords, type Records, type Stored } from '../../src/ledger/record';
import type { Store } from '../../src/ports';
import { parseOrThrow } from '../../src/shared/parse';
import { err, ok } from '../../src/shared/result';
import { type FakeClock, fakeClock } from '../support/fake-ports';
import { type Around, createMemoryStore, type MemoryStore } from '../support/memory-store';

/** The smallest thing that a ledger can keep: a number, and an event for each step up. */
export type Counted = { readonly type: 'counted'; readonly to: number };
export type StoredCounter = Stored<number, Counted>;

const LIMIT = 1_000;

const row = z.object({
  version: z.number(),
  data: z.object({
    id: z.string(),
    sequence: z.number(),
    state: z.number(),
    owed: z.array(
      z.object({
        sequence: z.number(),
        at: z.number(),
        correlation: z.string(),
        event: z.object({ type: z.literal('counted'), to: z.number() }),
      }),
    ),
    commands: z.array(z.string()),
  }),
});

const codec: Codec<number, Counted> = {
  entity: 'approval',
  parse(value) {
    const { version, data } = parseOrThrow(row, value, 'stored counter');
    return { ...data, version };
  },
  write: ({ version: _, ...data }) => ({ owedSince: data.owed[0]?.at ?? 0, data }),
};

export type Counters = Records<number, Counted>;

/** `count(n)` makes n events at once; past the limit it refuses. */
export const count =
  (events = 1) =>
  (state: number) =>
    state + events > LIMIT
      ? err('too-high' as const)
      : ok({
          next: state + events,
          events: Array.from({ length: events }, (_, n) => ({ type: 'counted' as const, to: state + n + 1 })),
        });

export const command = (id: string) => ({ id, correlation: `c-${id}` });

export type CounterWorld = {
  readonly clock: FakeClock;
  readonly memory: MemoryStore;
  readonly counters: Counters;
  /** The same counters, reached with troubles in the way. */
  through(around: Around): Counters;
};

export async function givenCounter(id = 'apr-1', events = 1): Promise<CounterWorld> {
  const clock = fakeClock();
  const memory = createMemoryStore({ clock });
  const on = (store: Store) => createRecords({ store, clock, codec });
  const counters = on(memory);
  const first = count(events)(0);
  if (first.ok) await counters.create(id, command('first'), first.value);
  return { clock, memory, counters, through: (around) => on(memory.through(around)) };
}
