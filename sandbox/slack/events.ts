import type { SandboxClock } from '../clock';
import type { Faults } from '../faults';
import { NotEmulatedError } from '../twin';
import type { Workspace } from '../world/world';
import type { App } from './app-settings';
import type { Json } from './model';
import type { WaitingEvent } from './records';
import { ANSWER_WITHIN_MS, type Exchange, type Sender } from './sender';
import type { SlackStore } from './store';

type Deps = { store: SlackStore; clock: SandboxClock; app: App; sender: Sender; faults?: Faults };
export type Events = ReturnType<typeof createEvents>;

/** https://docs.slack.dev/apis/events-api: at once, after a minute, after five. */
const RETRY_AFTER_MS = [0, 60_000, 5 * 60_000];
const HOUR_MS = 60 * 60_000;
const DELAYED_FOR_MS = 24 * HOUR_MS;

/** The Events API: what happens in Slack goes to the app, again and again until it answers in time. */
export function createEvents({ store, clock, app, sender, faults }: Deps) {
  const underway = new Set<string>();

  function emit(workspace: Workspace, event: Json & { type: string }): void {
    const { subscriptions, urls } = app.now();
    if (urls.events === undefined || !subscriptions.includes(event.type)) return;

    const at = clock.now();
    const id = store.nextId('Ev');
    const waiting = { id, body: envelope(workspace, event, id, at), attempts: 0, firstAt: at, dueAt: at };
    const fault = faults?.take(`slack-event:${event.type}`, ['duplicate', 'reorder', 'delay']);
    const delayMs = fault?.kind === 'delay' ? fault.delayMs : 0;
    store.events.put(id, { ...waiting, dueAt: at + delayMs, ...(fault?.kind === 'reorder' ? { last: true } : {}) });
    if (fault?.kind === 'duplicate') store.events.put(`${id} again`, waiting);
  }

  const due = (): [string, WaitingEvent][] =>
    store.events
      .entries()
      .filter(([key, { dueAt }]) => dueAt <= clock.now() && !underway.has(key))
      .sort(([, one], [, other]) => Number(one.last ?? false) - Number(other.last ?? false));

  async function attempt(key: string, waiting: WaitingEvent): Promise<void> {
    const { urls } = app.now();
    if (urls.events === undefined) return void store.events.delete(key);
    const { attempts, reason = 'unknown_error', body } = waiting;
    const again = { 'X-Slack-Retry-Num': String(attempts), 'X-Slack-Retry-Reason': reason };

    const told = await sender.exchange(sender.json(urls.events, body, attempts === 0 ? {} : again));
    const failure = failureOf(told);
    const next = failure === undefined || isLast(told) ? undefined : nextAt(waiting);
    if (failure === undefined || next === undefined) store.events.delete(key);
    else store.events.put(key, { ...waiting, attempts: attempts + 1, reason: failure, dueAt: next });
  }

  /** How the hourly retries are numbered is not documented: they go on counting. */
  function nextAt({ attempts, firstAt }: WaitingEvent): number | undefined {
    const pause = RETRY_AFTER_MS[attempts];
    if (pause !== undefined) return clock.now() + pause;
    const isOver = clock.now() + HOUR_MS > firstAt + DELAYED_FOR_MS;
    return !app.now().delayedEvents || isOver ? undefined : clock.now() + HOUR_MS;
  }

  function take(): (() => Promise<void>) | undefined {
    const [found] = due();
    if (found === undefined) return undefined;
    const [key, waiting] = found;
    underway.add(key);
    return () => attempt(key, waiting).finally(() => underway.delete(key));
  }

  function envelope(workspace: Workspace, event: Json, id: string, at: number): Json {
    const { teamId, enterprise, app: bot } = workspace;
    const isOrganisation = enterprise !== undefined && store.organisations.get(enterprise.id) !== undefined;
    const installed = {
      enterprise_id: enterprise?.id ?? null,
      team_id: isOrganisation ? null : teamId,
      user_id: bot.botUserId,
      is_bot: true,
      is_enterprise_install: isOrganisation,
    };
    return {
      token: 'sandbox-verification-token',
      team_id: teamId,
      ...(enterprise === undefined ? {} : { enterprise_id: enterprise.id }),
      api_app_id: bot.appId,
      event,
      type: 'event_callback',
      event_id: id,
      event_time: Math.floor(at / 1000),
      authorizations: [installed],
    };
  }

  return {
    emit,
    /** Takes one delivery that is due, so that nobody else takes it, and says how to run it. */
    take,
    nextDueAt: (): number | undefined => {
      const times = store.events.all().map(({ dueAt }) => dueAt);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    /** What Slack does when the address is entered: true where the app answers as it must. */
    async verify(): Promise<boolean> {
      const { urls } = app.now();
      if (urls.events === undefined) throw new Error('the app has no events URL');
      const challenge = store.nextSecret();
      const body = { token: 'sandbox-verification-token', challenge, type: 'url_verification' };
      const told = await sender.exchange(sender.json(urls.events, body));
      return told.kind === 'answered' && failureOf(told) === undefined && echoes(told.body, challenge);
    },
  };
}

/** The reason that the next attempt names. */
function failureOf(told: Exchange): string | undefined {
  if (told.kind === 'unreachable') return 'connection_failed';
  if (told.elapsedMs > ANSWER_WITHIN_MS) return 'http_timeout';
  if (told.status >= 300 && told.status < 400) throw new NotEmulatedError('slack events URL that redirects');
  return told.status < 200 || told.status > 299 ? 'http_error' : undefined;
}

const isLast = (told: Exchange): boolean =>
  told.kind === 'answered' && told.status !== 200 && told.headers.get('x-slack-no-retry') === '1';

/** Plain text, JSON and a form are all documented. */
const echoes = (body: string, challenge: string): boolean =>
  [challenge, `challenge=${challenge}`].includes(body.trim()) ||
  new RegExp(`^\\s*\\{\\s*"challenge"\\s*:\\s*"${challenge}"\\s*\\}\\s*$`).test(body);
