import type { Clock, Log } from '../ports';
import type { AccountId, Instant, SlackTeamId } from '../shared/brand';
import { describeError, PermanentError } from '../shared/errors';
import { ok } from '../shared/result';
import type { SlackClient } from './client';
import type { Connection, Connections } from './connections';
import { changeWorkspace, markWorkspace } from './connections/changes';
import { type ConnectionState, isUsable, type SlackSecrets } from './connections/model';
import { classOf, needsConfirmation } from './errors';
import type { ConnectionEvent } from './tasks';

type Marked = Exclude<ConnectionState, { status: 'healthy' }>;

type Deps = {
  clock: Clock;
  log: Log;
  connections: Pick<Connections, 'all' | 'change'>;
  /** Not watched itself: what it is refused with is judged here. */
  clientOf: (connection: Connection) => Pick<SlackClient, 'whoAmI'>;
  /** How the person who made the connection can be told without it; undefined where there is no way. */
  wayToOwner: (owner: AccountId, connection: Connection) => Promise<(() => Promise<void>) | undefined>;
};

const DAY_MS = 24 * 3_600_000;
const SECOND_MS = 1_000;

/** Whether the connections work. One that does not is marked, and nothing is sent through it until it is made anew. */
export function createConnectionHealth({ clock, log, connections, clientOf, wayToOwner }: Deps) {
  /** Of this invocation: calls that are refused at once, as look-ups of ten people are, are looked into once. */
  const lookedInto = new Map<string, Promise<void>>();

  /** What Slack tells, in any order, twice, or late. Only what happened to the present installation counts. */
  async function heard(event: ConnectionEvent): Promise<void> {
    const connection = await find(event.team);
    if (connection === undefined) return;
    if (event.type === 'tokens-revoked' && !event.bots.includes(connection.botUser)) return;
    if (!(await concerns(connection, event))) return log.info('slack-event-outlived', { team: event.team });

    const status = event.type === 'tokens-revoked' ? 'revoked' : 'uninstalled';
    await mark(connection, { status, since: event.at });
  }

  /**
   * Slack's events know seconds only, and a former app of this site, whose signing secret may still count, is removed in
   * the same words as the present one. So Slack is asked within the second of the installation, and when an app is gone.
   */
  async function concerns(connection: Connection, { type, at }: ConnectionEvent): Promise<boolean> {
    const installed = Math.floor(connection.installedAt / SECOND_MS) * SECOND_MS;
    if (at < installed) return false;
    const isCertain = type === 'tokens-revoked' && at >= installed + SECOND_MS;
    return isCertain || (await refusalOf(connection)) !== undefined;
  }

  /** After a call was refused with `code`: a token may be said to be dead by mistake, so Slack is asked once more. */
  async function suspect(connection: Connection, code: string): Promise<void> {
    if (classOf(code) !== 'permanent-for-connection' || !isUsable(connection)) return;
    const confirmed = needsConfirmation(code) ? await refusalOf(connection) : code;
    if (confirmed === undefined) return log.warn('slack-refusal-passed', { team: connection.team, code });
    await mark(connection, { status: 'broken', code: confirmed, since: clock.now() });
  }

  /** Undefined where the token works, whatever else may stand in the way. Throws where Slack does not say. */
  async function refusalOf(connection: Connection): Promise<string | undefined> {
    try {
      await clientOf(connection).whoAmI();
      return undefined;
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      return classOf(error.code) === 'permanent-for-connection' ? error.code : undefined;
    }
  }

  /** What was told of an installation before it was stored counted for nothing, so it is looked at once it is. */
  async function lookAt(team: SlackTeamId): Promise<void> {
    const connection = await find(team);
    if (connection === undefined || !isUsable(connection)) return;
    try {
      const code = await refusalOf(connection);
      if (code !== undefined) await mark(connection, { status: 'broken', code, since: clock.now() });
    } catch (error) {
      log.warn('slack-connection-not-looked-at', { team, ...describeError(error) });
    }
  }

  async function mark({ team, botToken: token }: Connection, state: Marked): Promise<void> {
    const changed = await connections.change((present) => ok(markWorkspace(present, { team, token, state })));
    const marked = changed.ok ? changed.value.connections.find((each) => each.team === team) : undefined;
    if (marked === undefined || isUsable(marked)) return;
    log.error('slack-connection-lost', { team, status: marked.state.status });
    await tell(marked);
  }

  /** Noted before it is told: rather a day late than twice. Where there is no way, the day is not noted either. */
  async function tell(connection: Connection): Promise<void> {
    const { team, installedBy: owner } = connection;
    if (owner === undefined || !mayBeTold(connection, clock.now())) return;
    try {
      const way = await wayToOwner(owner, connection);
      if (way === undefined) return log.warn('slack-owner-not-told', { team, error: 'no-way' });
      if ((await claimTelling(team)) !== undefined) await way();
    } catch (error) {
      log.warn('slack-owner-not-told', { team, ...describeError(error) });
    }
  }

  async function claimTelling(team: SlackTeamId): Promise<Connection | undefined> {
    let due: Connection | undefined;
    await connections.change<never>((present: SlackSecrets, at: Instant) => {
      due = present.connections.find((each) => each.team === team && mayBeTold(each, at));
      if (due === undefined) return ok(present);
      const told = changeWorkspace(present, team, { lastToldAt: at });
      return told.ok ? told : ok(present);
    });
    return due;
  }

  /** For the daily round: whoever has not mended a connection hears of it again. */
  async function remindOwners(): Promise<void> {
    const { connections: all } = await connections.all();
    for (const each of all) await tell(each);
  }

  const find = async (team: SlackTeamId) => (await connections.all()).connections.find((each) => each.team === team);

  /** The same calls; one that is refused because of the token makes its connection suspect. */
  function watch<C extends object>(connection: Connection, client: C): C {
    return new Proxy(client, {
      get(target, name) {
        const call: unknown = Reflect.get(target, name);
        if (typeof call !== 'function') return call;
        return async (...given: unknown[]) => {
          try {
            return await Reflect.apply(call, target, given);
          } catch (error) {
            if (error instanceof PermanentError) await suspected(connection, error.code);
            throw error;
          }
        };
      },
    });
  }

  function suspected(connection: Connection, code: string): Promise<void> {
    const key = `${connection.team} ${code}`;
    const looking = lookedInto.get(key) ?? lookInto(connection, code).finally(() => lookedInto.delete(key));
    lookedInto.set(key, looking);
    return looking;
  }

  /** What the caller is to hear is Slack's refusal, whatever becomes of the mark: the next call will be refused too. */
  async function lookInto(connection: Connection, code: string): Promise<void> {
    try {
      await suspect(connection, code);
    } catch (error) {
      log.warn('slack-connection-not-marked', { team: connection.team, ...describeError(error) });
    }
  }

  return { heard, suspect, lookAt, watch, remindOwners };
}

const mayBeTold = (connection: Connection, at: Instant): boolean =>
  !isUsable(connection) && (connection.lastToldAt === undefined || at - connection.lastToldAt >= DAY_MS);
