import type { Clock, Log } from '../ports';
import type { AccountId, Instant, SlackTeamId } from '../shared/brand';
import { describeError, PermanentError, TransientError } from '../shared/errors';
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
  /** Tells the person who made the connection, by other means than Slack. */
  tellOwner: (owner: AccountId, connection: Connection) => Promise<void>;
};

const DAY_MS = 24 * 3_600_000;
const SECOND_MS = 1_000;

/** Whether the connections work. One that does not is marked, and nothing is sent through it until it is made anew. */
export function createConnectionHealth({ clock, log, connections, clientOf, tellOwner }: Deps) {
  /** What Slack tells, in any order, twice, or late. Only what happened to the present installation counts. */
  async function heard(event: ConnectionEvent): Promise<void> {
    const connection = await find(event.team);
    if (connection === undefined) return;
    if (event.type === 'tokens-revoked' && !event.bots.includes(connection.botUser)) return;
    if (!(await concerns(connection, event.at))) return log.info('slack-event-outlived', { team: event.team });

    const status = event.type === 'tokens-revoked' ? 'revoked' : 'uninstalled';
    await mark(connection, { status, since: event.at });
  }

  /** Slack's events know seconds only. Within the second of the installation Slack is asked. */
  async function concerns(connection: Connection, at: Instant): Promise<boolean> {
    const installed = Math.floor(connection.installedAt / SECOND_MS) * SECOND_MS;
    if (at < installed) return false;
    return at >= installed + SECOND_MS || (await refusalOf(connection)) !== undefined;
  }

  /** After a call was refused with `code`: a token may be said to be dead by mistake, so Slack is asked once more. */
  async function suspect(connection: Connection, code: string): Promise<void> {
    if (classOf(code) !== 'permanent-for-connection' || !isUsable(connection)) return;
    const confirmed = needsConfirmation(code) ? await refusalOf(connection) : code;
    if (confirmed === undefined) return log.warn('slack-refusal-passed', { team: connection.team, code });
    await mark(connection, { status: 'broken', code: confirmed, since: clock.now() });
  }

  /** Undefined where the token works, or where Slack does not say. */
  async function refusalOf(connection: Connection): Promise<string | undefined> {
    try {
      await clientOf(connection).whoAmI();
      return undefined;
    } catch (error) {
      if (error instanceof PermanentError) return error.code;
      if (error instanceof TransientError) return undefined;
      throw error;
    }
  }

  async function mark({ team, botToken: token }: Connection, state: Marked): Promise<void> {
    const changed = await connections.change((present) => ok(markWorkspace(present, { team, token, state })));
    const marked = changed.ok ? changed.value.connections.find((each) => each.team === team) : undefined;
    if (marked === undefined || isUsable(marked)) return;
    log.error('slack-connection-lost', { team, status: marked.state.status });
    await tell(marked);
  }

  /** Noted before it is told: rather a day late than twice. */
  async function tell({ team }: Connection): Promise<void> {
    const due = await claimTelling(team);
    if (due?.installedBy === undefined) return;
    try {
      await tellOwner(due.installedBy, due);
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
    const at = clock.now();
    const { connections: all } = await connections.all();
    for (const each of all) if (mayBeTold(each, at)) await tell(each);
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

  /** What the caller is to hear is Slack's refusal, whatever becomes of the mark: the next call will be refused too. */
  async function suspected(connection: Connection, code: string): Promise<void> {
    try {
      await suspect(connection, code);
    } catch (error) {
      log.warn('slack-connection-not-marked', { team: connection.team, ...describeError(error) });
    }
  }

  return { heard, suspect, watch, remindOwners };
}

const mayBeTold = (connection: Connection, at: Instant): boolean =>
  !isUsable(connection) && (connection.lastToldAt === undefined || at - connection.lastToldAt >= DAY_MS);
