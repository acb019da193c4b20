import type { DeliveryMode } from '../../approvals/core/definition';
import type { Answer } from './answer';

export type SlackChannelView = { id: string; name: string; kind: 'public' | 'private' };

export type ConnectionView = {
  teamId: string;
  /** As Slack calls the workspace; `name` is what administrators call it. */
  teamName: string;
  name: string;
  isDefault: boolean;
  installedAt: number;
  /** The account that connected it; unknown for one that was connected by a token. */
  installedBy?: string;
  state: 'healthy' | 'revoked' | 'uninstalled' | 'broken';
  defaultChannel?: { id: string; name: string };
};

export type SlackSettingsView = {
  /** Buttons decide at once; off: they lead to the subject, where people sign in. */
  actWithoutLogin: boolean;
  /** Off: messages offer nothing but to view the approval. */
  actionButtons: boolean;
  /** Where people are asked unless a definition says otherwise. */
  delivery: DeliveryMode;
};

export type SlackWarning = { about: string; text: string; remedy: string };

export type SlackView = {
  /** What the site's own Slack app is made from, and Slack's page for a new app filled in with it. */
  manifest: { yaml: string; json: string; createUrl: string };
  scopes: readonly { scope: string; why: string }[];
  /** The client secret itself is never shown; `isOld` says that it should be replaced. */
  client?: { id: string; changedAt: number; isOld: boolean };
  /** The newest last; one that is being replaced still counts until `validUntil`. */
  signingSecrets: readonly { since: number; validUntil?: number; isOld: boolean }[];
  connections: readonly ConnectionView[];
  most: number;
  settings: SlackSettingsView;
  warnings: readonly SlackWarning[];
};

/** Where the way to Slack's consent page and back stands. */
export type SlackAttemptView =
  | { state: 'waiting' }
  /** `again`: the workspace is connected already, and is authorized anew. */
  | { state: 'ready'; teamName: string; again: boolean }
  | { state: 'refused'; title: string; text: string }
  | { state: 'connected'; teamName: string };

export type SlackCheckView = {
  lines: readonly {
    check: 'token' | 'scopes' | 'channel' | 'mapping' | 'round-trip';
    state: 'ok' | 'problem' | 'skipped';
    text: string;
    remedy?: string;
  }[];
};

export type SlackApi = {
  'slack/get': () => Answer<SlackView>;
  /** Kept as secrets and never shown again. What is left empty stays as it is. */
  'slack/save-app': (input: { clientId: string; clientSecret?: string; signingSecret?: string }) => Answer<SlackView>;
  /** The former one goes on for a day. */
  'slack/replace-signing-secret': (input: { signingSecret: string }) => Answer<SlackView>;
  'slack/save-settings': (input: SlackSettingsView) => Answer<SlackView>;
  'slack/end-overlap': () => Answer<SlackView>;
  /** With `teamId` that workspace is authorized again. `token` stays in this browser, and is asked for later. */
  'slack/begin': (input: { teamId?: string }) => Answer<{
    url: string;
    attempt: string;
    token: string;
    expiresAt: number;
  }>;
  'slack/attempt': (input: { attempt: string; token: string }) => Answer<SlackAttemptView>;
  'slack/claim': (input: { attempt: string; token: string }) => Answer<SlackView>;
  /** The workspace of a bot token, without the way over Slack's consent page. */
  'slack/connect': (input: { botToken: string; signingSecret: string }) => Answer<SlackView>;
  'slack/rename': (input: { teamId: string; name: string }) => Answer<SlackView>;
  'slack/set-default': (input: { teamId: string }) => Answer<SlackView>;
  /** Takes Baton's access back in Slack, then forgets the workspace. */
  'slack/delete': (input: { teamId: string }) => Answer<SlackView>;
  /** Posts a test message. */
  'slack/check': (input: { teamId: string }) => Answer<SlackCheckView>;
  /** Not `complete` where there are more than can be shown. */
  'slack/channels': (input: { teamId: string; query: string }) => Answer<{
    channels: readonly SlackChannelView[];
    complete: boolean;
  }>;
  'slack/check-channel': (input: { teamId: string; channel: string }) => Answer<SlackChannelView & { joins: boolean }>;
  /** Baton joins a public channel that it is not in; null for none. */
  'slack/set-channel': (input: { teamId: string; channel: string | null }) => Answer<SlackView>;
};
