import * as z from 'zod';
import type { Clock, Log, Store, StoreRef } from '../ports';
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
/** A channel that is written to too fast has to rest for a second; whoever has to rest longer met another limit. */
const CHANNEL_REST_MS = 1_000;
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
    const waitMs = Math.max(pausedUntil(call) - now, ...waits, 0);
    if (waitMs > 0) return { waitMs };

    for (const { key, limit } of limits) made.set(key, recent(limit, [...(made.get(key) ?? []), now]));
    return 'go';
  }

  /** How long Slack wants nothing like it, as far as is known; long past where nothing is. */
  const pausedUntil = (call: PacedCall): Instant => Math.max(0, ...keysOf(call).map((key) => pauses.get(key) ?? 0));

  /**
   * Slack asked for a pause: nothing more like it leaves this invocation, and the others are told. Besides each channel
   * it limits all posts of a workspace, to a number that it does not tell, and does not say which limit was met.
   */
  async function refused(call: PacedCall, retryAfterMs: number): Promise<void> {
    const now = clock.now();
    const key = retryAfterMs > CHANNEL_REST_MS ? methodKey(call) : keyOf(call);
    const until = now + retryAfterMs;
    remember(key, until);
    await share(async (shared) => {
      const known = untilOf((await shared.getMany([{ key }])).get(key));
      remember(key, known);
      if (known >= until) return;
      const ttlSeconds = Math.max(Math.ceil(retryAfterMs / 1_000), SHORTEST_TTL_SECONDS);
      await shared.setMany([{ key, value: { until } }], ttlSeconds);
    });
  }

  /** Where it stands what other invocations were refused: to be read with whatever else is read, and then learned. */
  const refs = (calls: readonly PacedCall[]): readonly StoreRef[] =>
    [...new Set(calls.flatMap(keysOf))].map((key) => ({ key }));

  function learn(calls: readonly PacedCall[], values: ReadonlyMap<string, unknown>): void {
    for (const { key } of refs(calls)) remember(key, untilOf(values.get(key)));
  }

  function untilOf(value: unknown): Instant {
    const parsed = pause.safeParse(value);
    return parsed.success ? Math.min(parsed.data.until, clock.now() + LONGEST_PAUSE_MS) : 0;
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

  return { before, refused, refs, learn, pausedUntil };
}

function limitsOf(call: PacedCall): readonly { readonly key: string; readonly limit: RateLimit }[] {
  const limit = METHOD_LIMITS.get(call.method) ?? CHANNEL_LIMITS.get(call.method);
  return limit === undefined ? [] : [{ key: keyOf(call), limit }];
}

const methodKey = ({ method, team }: PacedCall): string => `slack-pause:${team}:${method}`;

/** In the alphabet of the store's keys, whatever the channel is called. */
function keyOf(call: PacedCall): string {
  const { method, channel } = call;
  const place = CHANNEL_LIMITS.has(method) && channel !== undefined ? `:${channel.replace(/[^\w.#-]/g, '_')}` : '';
  return `${methodKey(call)}${place}`;
}

/** All that may hold it: a pause of its own channel, and one of the method in the whole workspace. */
const keysOf = (call: PacedCall): readonly string[] => [...new Set([keyOf(call), methodKey(call)])];

export type Pacing = ReturnType<typeof createPacing>;
