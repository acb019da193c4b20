import type { Instant, SlackTeamId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { SlackSettings } from '../behaviour';
import {
  type Connection,
  type ConnectionState,
  defaultOf,
  type Installed,
  MAX_CONNECTIONS,
  type SlackSecrets,
} from './model';

/** Slack lets a former client secret go on for a day too. */
export const OVERLAP_MS = 24 * 3_600_000;

export type ChangeRefusal = 'too-many' | 'not-connected' | 'channel-needed' | 'default-needs-channel';

type Changed = Result<SlackSecrets, ChangeRefusal>;

/**
 * The same workspace again keeps its name, its place and its channel. Ids of workspaces are unique across
 * organisations, so one that has joined an organisation since is still the same.
 */
export function connectWorkspace(secrets: SlackSecrets, installed: Installed): Changed {
  const { connections } = secrets;
  const present = connections.find(({ team }) => team === installed.team);
  if (present !== undefined) {
    const { name, isDefault, defaultChannel, teamName } = present;
    const renamed = name === teamName ? installed.teamName : name;
    const again: Connection = { ...installed, name: renamed, isDefault, defaultChannel, state: { status: 'healthy' } };
    return ok({ ...secrets, connections: connections.map((each) => (each === present ? again : each)) });
  }
  if (connections.length >= MAX_CONNECTIONS) return err('too-many');

  const isDefault = connections.every((each) => !each.isDefault);
  const added: Connection = { ...installed, name: installed.teamName, isDefault, state: { status: 'healthy' } };
  return ok({ ...secrets, connections: [...connections, added] });
}

/** The first of those that are left takes the place of a default that goes. */
export function removeWorkspace(secrets: SlackSecrets, team: SlackTeamId): SlackSecrets {
  const left = secrets.connections.filter((each) => each.team !== team);
  const hasDefault = left.some(({ isDefault }) => isDefault);
  return {
    ...secrets,
    connections: hasDefault ? left : left.map((each, index) => ({ ...each, isDefault: index === 0 })),
  };
}

export function changeWorkspace(
  secrets: SlackSecrets,
  team: SlackTeamId,
  changes: Partial<Pick<Connection, 'name' | 'defaultChannel' | 'lastToldAt'>>,
): Changed {
  return changeOne(secrets, team, (each) => ({ ...each, ...changes }));
}

export function makeDefault(secrets: SlackSecrets, team: SlackTeamId): Changed {
  if (!secrets.connections.some((each) => each.team === team)) return err('not-connected');
  const connections = secrets.connections.map((each) => ({ ...each, isDefault: each.team === team }));
  const changed = { ...secrets, connections };
  return lacksChannel(changed) && !lacksChannel(secrets) ? err('default-needs-channel') : ok(changed);
}

/** Undefined leaves the workspace without one. */
export function setDefaultChannel(
  secrets: SlackSecrets,
  team: SlackTeamId,
  channel: Connection['defaultChannel'],
): Changed {
  const changed = changeWorkspace(secrets, team, { defaultChannel: channel });
  return changed.ok && lacksChannel(changed.value) && !lacksChannel(secrets) ? err('channel-needed') : changed;
}

export function saveSettings(
  secrets: SlackSecrets,
  settings: SlackSettings,
): Result<SlackSecrets, 'no-default-channel'> {
  const changed = { ...secrets, settings };
  const isSame = settings.delivery === secrets.settings.delivery;
  return lacksChannel(changed) && !isSame ? err('no-default-channel') : ok(changed);
}

/** Whether people are to be asked in a channel by default, and there is none. */
export const lacksChannel = ({ settings, connections }: SlackSecrets): boolean =>
  settings.delivery !== 'direct' && defaultOf(connections)?.defaultChannel === undefined;

/**
 * Only the installation that was found dead is marked: `token` is the one that it had. An app that is gone says more
 * than a token that is; what is known already keeps its time.
 */
export function markWorkspace(
  secrets: SlackSecrets,
  { team, token, state }: { team: SlackTeamId; token: string; state: Exclude<ConnectionState, { status: 'healthy' }> },
): SlackSecrets {
  const present = secrets.connections.find((each) => each.team === team && each.botToken === token);
  if (present === undefined || RANK[state.status] <= RANK[present.state.status]) return secrets;
  const since = present.state.status === 'healthy' ? state.since : present.state.since;
  const connections = secrets.connections.map((each) =>
    each === present ? { ...each, state: { ...state, since } } : each,
  );
  return { ...secrets, connections };
}

/** The token was seen to work, and the scopes that Slack named for it are those that it has. */
export function noteWorking(secrets: SlackSecrets, { team, token, scopes }: Working): SlackSecrets {
  const present = secrets.connections.find((each) => each.team === team && each.botToken === token);
  if (present === undefined) return secrets;
  const known = scopes.length > 0 ? scopes : present.scopes;
  const working: Connection = { ...present, scopes: known, state: { status: 'healthy' }, lastToldAt: undefined };
  return { ...secrets, connections: secrets.connections.map((each) => (each === present ? working : each)) };
}

type Working = { readonly team: SlackTeamId; readonly token: string; readonly scopes: readonly string[] };

const RANK: Record<ConnectionState['status'], number> = { healthy: 0, broken: 1, revoked: 2, uninstalled: 3 };

function changeOne(secrets: SlackSecrets, team: SlackTeamId, to: (each: Connection) => Connection): Changed {
  if (!secrets.connections.some((each) => each.team === team)) return err('not-connected');
  return ok({ ...secrets, connections: secrets.connections.map((each) => (each.team === team ? to(each) : each)) });
}

/** `clientSecret` and `signingSecret` keep what is there where they are undefined. */
export function saveApp(
  secrets: SlackSecrets,
  given: { clientId: string; clientSecret: string | undefined; signingSecret: string | undefined },
  at: Instant,
): Result<SlackSecrets, 'client-secret-missing' | 'signing-secret-missing'> {
  const { client } = secrets;
  const secret = given.clientSecret ?? (client?.id === given.clientId ? client.secret : undefined);
  if (secret === undefined) return err('client-secret-missing');
  if (given.signingSecret === undefined && secrets.signingSecrets.length === 0) return err('signing-secret-missing');

  const unchanged = client !== undefined && client.id === given.clientId && client.secret === secret;
  const next = { ...secrets, client: unchanged ? client : { id: given.clientId, secret, changedAt: at } };
  return ok(given.signingSecret === undefined ? next : replaceSigningSecret(next, given.signingSecret, at));
}

/** The former one stays good for a day, so that nothing is lost between Slack’s page and ours. */
export function replaceSigningSecret(secrets: SlackSecrets, secret: string, at: Instant): SlackSecrets {
  const present = secrets.signingSecrets.at(-1);
  if (present?.secret === secret) return secrets;
  const former = present === undefined ? [] : [{ ...present, validUntil: at + OVERLAP_MS }];
  return { ...secrets, signingSecrets: [...former, { secret, since: at }] };
}

export const endOverlap = (secrets: SlackSecrets): SlackSecrets => ({
  ...secrets,
  signingSecrets: secrets.signingSecrets.slice(-1),
});
