import * as z from 'zod';
import type { Clock, Log, Store } from '../ports';
import { toSlackTeamId, toSlackUserId } from '../shared/brand';
import { jsonOrUndefined } from './parse';
import { type Arrival, answer, type Route, type SlackAnswer } from './requests';
import type { Enqueue, SlackTask } from './tasks';

type Deps = { clock: Clock; log: Log; store: Pick<Store, 'getMany' | 'setMany'>; enqueue: Enqueue };

/** An event as far as Baton minds it. */
export type SlackEvent =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'event'; readonly id: string; readonly team: string; readonly task: SlackTask }
  | { readonly kind: 'unsupported'; readonly type: string };

/** Slack repeats an event at once, after one and after five minutes, and then hourly for a day. */
const REMEMBERED_SECONDS = 26 * 3_600;

const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().max(1_000) });
const users = z.array(z.string().transform(toSlackUserId)).default([]);
const event = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('app_home_opened'),
    user: z.string().transform(toSlackUserId),
    tab: z.string().optional(),
  }),
  z.object({ type: z.literal('app_uninstalled') }),
  z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: users }) }),
]);
const callback = z.object({
  type: z.literal('event_callback'),
  event_id: z.string().regex(/^\w{1,100}$/),
  event_time: z.number(),
  team_id: z.string().nullish(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
  event,
});
const anyEvent = z.object({ type: z.string(), event: z.object({ type: z.string() }).optional() });

/** https://docs.slack.dev/apis/events-api */
export function parseEvent(body: string): SlackEvent {
  const payload = jsonOrUndefined(body);
  const asked = challenge.safeParse(payload).data;
  if (asked !== undefined) return { kind: 'challenge', challenge: asked.challenge };

  const { data } = callback.safeParse(payload);
  // The outer workspace may be the other company of a shared channel.
  const team = data?.authorizations?.[0]?.team_id ?? data?.team_id;
  const task = data && team != null ? toTask(data, team) : undefined;
  if (data === undefined || team == null || task === undefined) return { kind: 'unsupported', type: typeOf(payload) };
  return { kind: 'event', id: data.event_id, team, task };
}

function toTask({ event: about, event_time }: z.output<typeof callback>, name: string): SlackTask | undefined {
  const team = toSlackTeamId(name);
  const at = event_time * 1_000;
  switch (about.type) {
    case 'app_home_opened':
      return about.tab === undefined || about.tab === 'home' ? { type: 'home', team, user: about.user } : undefined;
    case 'app_uninstalled':
      return { type: 'connection', event: { type: 'app-uninstalled', team, at } };
    case 'tokens_revoked':
      return about.tokens.bot.length === 0
        ? undefined
        : { type: 'connection', event: { type: 'tokens-revoked', team, bots: about.tokens.bot, at } };
  }
}

function typeOf(payload: unknown): string {
  const known = anyEvent.safeParse(payload).data;
  return known?.event?.type ?? known?.type ?? 'unreadable';
}

/** Events only store what is to be done. One that could not be stored is answered with a fault: Slack sends it again. */
export function createEvents({ clock, log, store, enqueue }: Deps): Route {
  return async function handle(body, arrival) {
    const parsed = parseEvent(body);
    switch (parsed.kind) {
      case 'challenge':
        return answer(200, parsed.challenge);
      case 'unsupported':
        log.info('slack-event-ignored', { type: parsed.type });
        return answer(200);
      case 'event':
        return take(parsed, arrival);
    }
  };

  async function take(
    { id, team, task }: Extract<SlackEvent, { kind: 'event' }>,
    { connections }: Arrival,
  ): Promise<SlackAnswer> {
    if (!connections.some((each) => each.team === team)) return answer(200);
    const key = `slack-event:${id}`;
    const found = await store.getMany([{ key }]);
    const seen = remembered.safeParse(found.get(key)).data;
    if (seen !== undefined && clock.now() < seen.expiresAt) return answer(200);

    // Marked afterwards: done twice does no harm, and not done at all would.
    await enqueue(task);
    const value = { v: 1, expiresAt: clock.now() + REMEMBERED_SECONDS * 1_000 };
    await store.setMany([{ key, value }], REMEMBERED_SECONDS);
    return answer(200);
  }
}

const remembered = z.object({ v: z.literal(1), expiresAt: z.number() });
