import type { AdminApi, Answer, SlackCheckView, SlackView } from '../../admin/contract';
import type { Clock } from '../../ports';
import type { AccountId, Instant, SlackTeamId } from '../../shared/brand';
import { ConflictError, PermanentError, TransientError, UnknownOutcomeError } from '../../shared/errors';
import { parseOrThrow } from '../../shared/parse';
import { ok, type Result } from '../../shared/result';
import type { SlackAddresses } from '../app-manifest';
import { createChannels } from '../channels';
import type { SlackClient } from '../client';
import type { Connection, Connections } from '../connections';
import type { OAuth } from '../oauth';
import { remedyFor } from '../remedies';
import type { SelfCheck } from '../self-check';
import * as changes from './changes';
import * as inputs from './desk-input';
import { toAttemptView, toSlackView } from './desk-view';
import { type DeskRefusal, refusedFor } from './desk-words';
import { isUsable, type SlackSecrets } from './model';

export type DeskDeps = {
  clock: Clock;
  connections: Connections;
  oauth: Pick<OAuth, 'begin' | 'look' | 'claim'>;
  /** Where this site is called by Slack. */
  addresses: () => Promise<SlackAddresses>;
  clientOf: (connection: Connection) => Pick<SlackClient, 'revoke' | 'channelInfo' | 'joinChannel' | 'listChannels'>;
  whoAmI: (token: string) => ReturnType<SlackClient['whoAmI']>;
  selfCheck: (connection: Connection, account: AccountId) => Promise<SelfCheck>;
};

type Decide = (present: SlackSecrets, at: Instant) => Result<SlackSecrets, DeskRefusal>;
type Refused = Extract<Answer<never>, { ok: false }>;
type Calls = {
  [Call in Extract<keyof AdminApi, `slack/${string}`>]: (
    by: AccountId,
    payload: unknown,
  ) => Promise<ReturnType<AdminApi[Call]>>;
};

/** What the settings page does with Slack. Whoever calls has checked that it is an administrator. */
export function createSlackDesk(deps: DeskDeps): Calls {
  const { clock, connections, oauth, addresses, clientOf, whoAmI, selfCheck } = deps;

  async function view(): Promise<Answer<SlackView>> {
    const [secrets, urls] = await Promise.all([connections.all(), addresses()]);
    return { ok: true, value: toSlackView(secrets, urls, clock.now()) };
  }

  async function change(decide: Decide): Promise<Answer<SlackView>> {
    const changed = await connections.change(decide);
    return changed.ok ? view() : refusedFor(changed.error);
  }

  async function withConnection<T>(
    team: SlackTeamId,
    work: (found: Connection) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const found = await connections.byTeam(team);
    return found === undefined ? refusedFor('not-connected') : work(found);
  }

  async function connect(by: AccountId, payload: unknown): Promise<Answer<SlackView>> {
    const { botToken, signingSecret } = parseOrThrow(inputs.connectInput, payload, 'Slack connection');
    const identity = await tokenOwner(botToken);
    if ('code' in identity) {
      const error = `Slack does not accept this token (${identity.code}). Copy it anew from OAuth & Permissions.`;
      return { ok: false, error, field: 'botToken' };
    }
    if (identity.orgWide) return refusedFor('org-wide');
    const { team, teamName, botUser, botId, enterprise, scopes } = identity;
    const installed = { team, teamName, botUser, botId, enterprise, scopes, botToken, installedBy: by };
    return change((present, at) =>
      changes.connectWorkspace(changes.replaceSigningSecret(present, signingSecret, at), {
        ...installed,
        installedAt: at,
      }),
    );
  }

  async function tokenOwner(token: string) {
    try {
      return await whoAmI(token);
    } catch (error) {
      if (error instanceof PermanentError) return { code: error.code };
      throw error;
    }
  }

  /** Taken back in Slack first: what is forgotten could never be taken back. What is dead already stays so. */
  async function remove(connection: Connection): Promise<Answer<SlackView>> {
    try {
      await clientOf(connection).revoke();
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
    }
    return change((present) => ok(changes.removeWorkspace(present, connection.team)));
  }

  /** What was just learned of the token is kept: what it may do, and that it works after all. */
  async function check(connection: Connection, account: AccountId): Promise<Answer<SlackCheckView>> {
    const { lines, scopes } = await selfCheck(connection, account);
    const { team, botToken: token } = connection;
    if (scopes !== undefined && (!isUsable(connection) || scopes.join() !== connection.scopes.join())) {
      await connections.change((present) => ok(changes.noteWorking(present, { team, token, scopes })));
    }
    return { ok: true, value: { lines } };
  }

  async function setChannel(connection: Connection, channel: string | null): Promise<Answer<SlackView>> {
    const { team } = connection;
    if (channel === null) {
      return change((present) => changes.setDefaultChannel(present, team, undefined));
    }
    const entered = await createChannels(clientOf(connection)).enter(channel);
    if (!entered.ok) return { ok: false, error: `${entered.problem} ${entered.remedy}`, field: 'channel' };
    const { id, name } = entered.channel;
    return change((present) => changes.setDefaultChannel(present, team, { id, name }));
  }

  const calls: Calls = {
    'slack/get': view,
    'slack/connect': connect,

    async 'slack/save-app'(_by, payload) {
      const { clientId, clientSecret, signingSecret } = parseOrThrow(inputs.saveAppInput, payload, 'Slack app');
      return change((present, at) => changes.saveApp(present, { clientId, clientSecret, signingSecret }, at));
    },
    async 'slack/replace-signing-secret'(_by, payload) {
      const { signingSecret } = parseOrThrow(inputs.signingSecretInput, payload, 'signing secret');
      return change((present, at) => ok(changes.replaceSigningSecret(present, signingSecret, at)));
    },
    async 'slack/save-settings'(_by, payload) {
      const settings = parseOrThrow(inputs.settingsInput, payload, 'Slack settings');
      return change((present) => changes.saveSettings(present, settings));
    },
    'slack/end-overlap': () => change((present) => ok(changes.endOverlap(present))),

    async 'slack/begin'(by, payload) {
      const begun = await oauth.begin(by, parseOrThrow(inputs.beginInput, payload, 'workspace').teamId);
      return begun.ok ? begun : refusedFor(begun.error);
    },
    async 'slack/attempt'(by, payload) {
      const { attempt, token } = parseOrThrow(inputs.attemptInput, payload, 'attempt');
      const found = await oauth.look(attempt, by, token);
      return found === undefined ? refusedFor('attempt-over') : { ok: true, value: toAttemptView(found.progress) };
    },
    async 'slack/claim'(by, payload) {
      const { attempt, token } = parseOrThrow(inputs.attemptInput, payload, 'attempt');
      const claimed = await oauth.claim(attempt, by, token);
      return claimed.ok ? view() : refusedFor(claimed.error);
    },

    async 'slack/rename'(_by, payload) {
      const { teamId, name } = parseOrThrow(inputs.renameInput, payload, 'workspace');
      return change((present) => changes.changeWorkspace(present, teamId, { name }));
    },
    async 'slack/set-default'(_by, payload) {
      const { teamId } = parseOrThrow(inputs.teamInput, payload, 'workspace');
      return change((present) => changes.makeDefault(present, teamId));
    },
    async 'slack/delete'(_by, payload) {
      return withConnection(parseOrThrow(inputs.teamInput, payload, 'workspace').teamId, remove);
    },
    async 'slack/check'(by, payload) {
      return withConnection(parseOrThrow(inputs.teamInput, payload, 'workspace').teamId, (found) => check(found, by));
    },

    async 'slack/channels'(_by, payload) {
      const { teamId, query } = parseOrThrow(inputs.searchInput, payload, 'search');
      return withConnection(teamId, async (found) => ({
        ok: true,
        value: await createChannels(clientOf(found)).search(query),
      }));
    },
    async 'slack/check-channel'(_by, payload) {
      const { teamId, channel } = parseOrThrow(inputs.channelInput, payload, 'channel');
      return withConnection(teamId, async (found) => {
        const verdict = await createChannels(clientOf(found)).check(channel);
        if (!verdict.ok) return { ok: false, error: `${verdict.problem} ${verdict.remedy}`, field: 'channel' };
        return { ok: true, value: { ...verdict.channel, joins: verdict.joins } };
      });
    },
    async 'slack/set-channel'(_by, payload) {
      const { teamId, channel } = parseOrThrow(inputs.setChannelInput, payload, 'channel');
      return withConnection(teamId, (found) => setChannel(found, channel));
    },
  };
  return mapCalls(calls);
}

/** What passes by itself, and what Slack refuses, is told in words instead of failing. */
function mapCalls(calls: Calls): Calls {
  const told = Object.entries(calls).map(([name, call]) => [
    name,
    (by: AccountId, payload: unknown) => call(by, payload).catch(inWords),
  ]);
  // The same names with the same answers, as the line above shows.
  return Object.fromEntries(told) as Calls;
}

function inWords(error: unknown): Refused {
  if (error instanceof ConflictError) return refusedFor('busy');
  if (error instanceof TransientError || error instanceof UnknownOutcomeError) return refusedFor('slack-busy');
  if (!(error instanceof PermanentError)) throw error;
  const remedy = remedyFor(error.code);
  return { ok: false, error: `Slack refused (${error.code}).${remedy === undefined ? '' : ` ${remedy}`}` };
}
