import * as z from 'zod';
import type { Clock, Log, Store } from '../ports';
import type { Instant, SlackTeamId } from '../shared/brand';
import { describeError } from '../shared/errors';
import { CHANNEL_LIMITS, METHOD_LIMITS, type RateLimit, recent, waitFor } from './rate-limit';

/** A method in a workspace; the channel counts where Slack limits the method by channel. */
export type PacedCall = { readonly method: string; readonly team: SlackTeamId; readonly channel?: string | undefined };

type Deps = {
  readonly clock: Clock;
  /** Where pauses are told to other invocations; without it each finds out for itself. */
  readonly store?: Pick<Store, 'getMany' | 'setMany'>;
  readonly log?: Log;
};

const SHORTEST_TTL_SECONDS = 60;
/** What stands in the store is only ever believed for as long as Slack may ask for. */
const LONGEST_PAUSE_MS = 3_600_000;
const pause = z.object({ until: z.number() });

/**
 * Keeps the calls of one invocation within Slack's limits, and remembers the pauses that Slack asks for. Nothing waits
 * here: a call that may not go yet is refused with the time after which it may. Invocations know nothing of each
 * other's calls; what one of them was refused stands in the store for those that are about to make many.
 */
export function createPacing({ clock, store, log }: Deps) {
  const made = new Map<string, readonly Instant[]>();
  const pauses = new Map<string, Instant>();

  /** `go` counts as a call. No read and no write, so that a click is answered as fast as without. */
  function before(call: PacedCall): 'go' | { readonly waitMs: number } {
    const now = clock.now();
    const limits = limitsOf(call);
    const waits = limits.map(({ key, limit }) => waitFor(limit, made.get(key) ?? [], now));
    const waitMs = Math.max((pauses.get(keyOf(call)) ?? 0) - now, ...waits, 0);
    if (waitMs > 0) return { waitMs };

    for (const { key, limit } of limits) made.set(key, recent(limit, [...(made.get(key) ?? []), now]));
    return 'go';
  }

  /** Slack asked for a pause: nothing more like it leaves this invocation, and the others are told. */
  async function refused(call: PacedCall, retryAfterMs: number): Promise<void> {
    const now = clock.now();
    const key = keyOf(call);
    const until = now + retryAfterMs;
    remember(key, until);
    await share(async (shared) => {
      const known = await load(shared, [key]);
      if ((known.get(key) ?? 0) >= until) return;
      const ttlSeconds = Math.max(Math.ceil(retryAfterMs / 1_000), SHORTEST_TTL_SECONDS);
      await shared.setMany([{ key, value: { until } }], ttlSeconds);
    });
  }

  /** Learns in one read what other invocations were refused: for those who are about to make several calls. */
  async function recall(calls: readonly PacedCall[]): Promise<void> {
    const keys = [...new Set(calls.map(keyOf))];
    if (keys.length > 0) await share((shared) => load(shared, keys));
  }

  async function load(shared: Pick<Store, 'getMany'>, keys: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    const values = await shared.getMany(keys.map((key) => ({ key })));
    const known = new Map<string, Instant>();
    for (const [key, value] of values) {
      const parsed = pause.safeParse(value);
      if (parsed.success) known.set(key, Math.min(parsed.data.until, clock.now() + LONGEST_PAUSE_MS));
    }
    for (const [key, until] of known) remember(key, until);
    return known;
  }

  /** A pause that is not told costs one more refusal, so a store that fails is only noted. */
  async function share(work: (shared: Pick<Store, 'getMany' | 'setMany'>) => Promise<unknown>): Promise<void> {
    if (store === undefined) return;
    try {
      await work(store);
    } catch (error) {
      log?.warn('slack-pause-not-shared', { ...describeError(error) });
    }
  }

  const remember = (key: string, until: Instant) => pauses.set(key, Math.max(pauses.get(key) ?? 0, until));

  return { before, refused, recall };
}

function limitsOf(call: PacedCall): readonly { readonly key: string; readonly limit: RateLimit }[] {
  const limit = METHOD_LIMITS.get(call.method) ?? CHANNEL_LIMITS.get(call.method);
  return limit === undefined ? [] : [{ key: keyOf(call), limit }];
}

/** In the alphabet of the store's keys, whatever the channel is called. */
function keyOf({ method, team, channel }: PacedCall): string {
  const place = CHANNEL_LIMITS.has(method) && channel !== undefined ? `:${channel.replace(/[^\w.#-]/g, '_')}` : '';
  return `slack-pause:${team}:${method}${place}`;
}

export type Pacing = ReturnType<typeof createPacing>;
