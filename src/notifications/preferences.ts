import * as z from 'zod';
import type { Clock, Store, StoreRef } from '../ports';
import { type AccountId, type Instant, type PersonId, toAccountId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { digestDueOf } from './core/digest';
import { type Preferences, quietUntil } from './core/quiet';

/** Never due: the last instant that a date can hold. */
const NEVER = 8.64e15;
const ATTEMPTS = 6;

const outcome = z.object({
  at: z.number(),
  status: z.enum(['sent', 'fallen-back', 'nothing-to-tell', 'not-seen', 'not-sent']),
  reason: z.string().optional(),
  mail: z.string().optional(),
});
const plan = z.object({ at: z.string(), days: z.array(z.number()) });
const run = z.object({
  since: z.number(),
  attempts: z.number(),
  retryAt: z.number(),
  fallback: z.string().optional(),
  claim: z.object({ doing: z.enum(['post', 'email']), until: z.number() }).optional(),
});
const digest = z.discriminatedUnion('status', [
  z.object({ status: z.literal('off'), last: outcome.optional() }),
  z.object({
    status: z.literal('planned'),
    plan,
    nextAt: z.number(),
    run: run.optional(),
    last: outcome.optional(),
  }),
  z.object({ status: z.literal('suspended'), plan, reason: z.string(), last: outcome.optional() }),
]);
const row = z.object({
  version: z.number(),
  data: z.object({
    v: z.literal(1),
    timeZone: z.string(),
    quietHours: z.object({ from: z.string(), to: z.string() }).optional(),
    digest: digest.optional(),
  }),
});

const ref = (account: PersonId) => ({ entity: 'preference', key: account }) as const;

export type StoredPreferences = { readonly version: number; readonly preferences: Preferences };

/** What each person has set for themselves, with what became of what they asked for. */
export function createPreferences({ store, clock }: { store: Store; clock: Clock }) {
  function parse(value: unknown): StoredPreferences {
    const { version, data } = readOrThrow(row, value, 'stored preferences');
    const { v: _, ...preferences } = data;
    return { version, preferences };
  }

  async function stored(account: AccountId): Promise<StoredPreferences | undefined> {
    const value = await store.getEntity('preference', account);
    return value === undefined ? undefined : parse(value);
  }

  /** Moves them on from the version that was read; undefined when somebody else wrote them first. */
  async function replace(
    account: AccountId,
    { version, preferences }: StoredPreferences,
  ): Promise<StoredPreferences | undefined> {
    const next = { version: version + 1, preferences };
    const outcomeOf = await store.commit([{ ...ref(account), value: toValue(next), ifVersion: version }]);
    return outcomeOf === 'committed' ? next : undefined;
  }

  async function write(
    account: AccountId,
    present: StoredPreferences | undefined,
    preferences: Preferences,
  ): Promise<boolean> {
    if (present !== undefined) return (await replace(account, { ...present, preferences })) !== undefined;
    return (await store.createEntity('preference', account, toValue({ version: 1, preferences }))) === 'created';
  }

  return {
    load: async (account: AccountId): Promise<Preferences | undefined> => (await stored(account))?.preferences,
    stored,
    replace,

    /** The same change is made again on what somebody else has written meanwhile. */
    async change(account: AccountId, change: (present: Preferences | undefined) => Preferences): Promise<Preferences> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const present = await stored(account);
        const next = change(present?.preferences);
        if (await write(account, present, next)) return next;
      }
      throw new ConflictError(`preferences changed ${ATTEMPTS} times while they were being saved`);
    },

    /** Whose digest is due, or was taken up by somebody who never came back. By key alone: the index lags behind. */
    async digestsDue(at: Instant, cursor?: string) {
      const page = await store.query({
        entity: 'preference',
        index: 'by-digest',
        range: { from: 0, to: at },
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return { accounts: page.rows.map(({ key }) => toAccountId(key)), cursor: page.cursor };
    },

    refs: (people: readonly AccountId[]): readonly StoreRef[] => people.map(ref),

    /** Out of what was read with `refs`: until when this person is to hear nothing. */
    quietOf(account: AccountId, values: ReadonlyMap<string, unknown>): Instant | undefined {
      const value = values.get(account);
      if (value === undefined) return undefined;
      return quietAt(parse(value).preferences, clock.now());
    },
  };
}

export type PreferenceStore = ReturnType<typeof createPreferences>;

/** Until when somebody with these preferences is to hear nothing. */
export const quietAt = (preferences: Preferences, at: Instant): Instant | undefined =>
  preferences.quietHours === undefined ? undefined : quietUntil(preferences, wallClockIn(preferences.timeZone, at), at);

function toValue({ version, preferences }: StoredPreferences) {
  const digestAt = digestDueOf(preferences.digest) ?? NEVER;
  return { version, digestAt, data: { v: 1, ...preferences } };
}

/** Made where it is used: few people have quiet hours, and making it takes long. */
const wallClockIn = (timeZone: string, at: Instant) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(at);
