import type { AccountId, Instant, SlackTeamId, SlackUserId } from '../../shared/brand';
import { DEFAULT_SETTINGS, type SlackSettings } from '../behaviour';
import type { SigningSecret } from '../verify';

/** Whether Baton can speak through a connection, and since when not. */
export type ConnectionState =
  | { readonly status: 'healthy' }
  | { readonly status: 'revoked' | 'uninstalled'; readonly since: Instant }
  | { readonly status: 'broken'; readonly code: string; readonly since: Instant };

/** What Slack told when the app was installed in a workspace. */
export type Installed = {
  readonly team: SlackTeamId;
  /** As Slack calls it. */
  readonly teamName: string;
  readonly enterprise?: string | undefined;
  readonly botUser: SlackUserId;
  readonly botId?: string | undefined;
  readonly botToken: string;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
  readonly installedBy?: AccountId | undefined;
  readonly authorizedBy?: SlackUserId | undefined;
};

export type DefaultChannel = { readonly id: string; readonly name: string };

/** A Slack workspace that this site is connected to. */
export type Connection = Installed & {
  /** As administrators call it. */
  readonly name: string;
  readonly isDefault: boolean;
  readonly defaultChannel?: DefaultChannel | undefined;
  readonly state: ConnectionState;
  /** When its owner heard last that it does not work. */
  readonly lastToldAt?: Instant | undefined;
};

/** What proves the site's own Slack app to Slack. */
export type AppClient = { readonly id: string; readonly secret: string; readonly changedAt: Instant };

export type KeptSigningSecret = SigningSecret & { readonly since: Instant };

/** Came back from Slack's consent page, and waits for the administrator who began. */
export type Parked = { readonly attempt: string; readonly until: Instant; readonly installed: Installed };

/** All that Slack's requests and calls need, read at once. */
export type SlackSecrets = {
  readonly client?: AppClient | undefined;
  /** The newest last; one that is being replaced has an end. */
  readonly signingSecrets: readonly KeptSigningSecret[];
  readonly connections: readonly Connection[];
  readonly parked: readonly Parked[];
  /** Kept with them, so that one read tells all that a click needs. */
  readonly settings: SlackSettings;
};

export const NO_SECRETS: SlackSecrets = { signingSecrets: [], connections: [], parked: [], settings: DEFAULT_SETTINGS };

export const MAX_CONNECTIONS = 10;

export const isUsable = ({ state }: Pick<Connection, 'state'>): boolean => state.status === 'healthy';

/** The workspace through which Baton speaks where none is named. */
export const defaultOf = (connections: readonly Connection[]): Connection | undefined =>
  connections.find((each) => each.isDefault && isUsable(each)) ?? connections.find(isUsable);
