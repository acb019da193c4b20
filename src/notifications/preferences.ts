import * as z from 'zod';
import type { Clock, Store, StoreRef } from '../ports';
import type { AccountId, Instant, PersonId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import { type Preferences, quietUntil } from './core/quiet';

const row = z.object({
  version: z.number(),
  data: z.object({
    v: z.literal(1),
    timeZone: z.string(),
    quietHours: z.object({ from: z.string(), to: z.string() }).optional(),
  }),
});

const ref = (account: PersonId) => ({ entity: 'preference', key: account }) as const;

/** What each person has set for themselves. The last saving counts. */
export function createPreferences({ store, clock }: { store: Store; clock: Clock }) {
  function parse(value: unknown): Preferences {
    const { v: _, ...preferences } = readOrThrow(row, value, 'stored preferences').data;
    return preferences;
  }

  return {
    async load(account: AccountId): Promise<Preferences | undefined> {
      const value = await store.getEntity('preference', account);
      return value === undefined ? undefined : parse(value);
    },

    async save(account: AccountId, preferences: Preferences): Promise<void> {
      const value = { version: 1, data: { v: 1, ...preferences } };
      await store.commit([{ ...ref(account), value }]);
    },

    refs: (people: readonly AccountId[]): readonly StoreRef[] => people.map(ref),

    /** Out of what was read with `refs`: until when this person is to hear nothing. */
    quietOf(account: AccountId, values: ReadonlyMap<string, unknown>): Instant | undefined {
      const value = values.get(account);
      if (value === undefined) return undefined;
      const preferences = parse(value);
      const at = clock.now();
      return quietUntil(preferences, wallClockIn(preferences.timeZone, at), at);
    },
  };
}

export type PreferenceStore = ReturnType<typeof createPreferences>;

/** Made where it is used: few people have quiet hours, and making it takes long. */
const wallClockIn = (timeZone: string, at: Instant) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(at);
