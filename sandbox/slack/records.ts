import type { Json } from './model';

/** Where Slack sends what; the addresses that are not given are not called. */
export type SlackUrls = {
  interactivity: string;
  events?: string;
  commands?: string;
  /** Where the choices of an external select come from. */
  options?: string;
  /** Where the browser comes back to from the consent page: this address, or one below it. */
  redirect?: string;
};

/** What the pages of api.slack.com/apps hold. */
export type AppSettings = {
  clientId: string;
  clientSecret: string;
  signingSecret: string;
  urls: SlackUrls;
  commands: readonly string[];
  /** The bot events that the app has subscribed to. */
  subscriptions: readonly string[];
  homeTab: boolean;
  /** May be installed to other workspaces than the first. */
  distributed: boolean;
  /** Hourly retries for a day after the first three. */
  delayedEvents: boolean;
  /** How much of each rate limit the app is left with: Slack may ask for a pause sooner than its documents say. */
  rateShare: number;
};

/** What the consent page hands to the browser. */
export type Code = {
  team: string;
  user: string;
  userScopes: readonly string[];
  /** As it was sent to the consent page. */
  redirectUri?: string;
  isOrganisation: boolean;
  issuedAt: number;
  used: boolean;
};

export type WaitingEvent = {
  id: string;
  body: Json;
  /** What was tried, and why it did not do. */
  attempts: number;
  reason?: string;
  firstAt: number;
  dueAt: number;
  /** Behind all others. */
  last?: boolean;
};

/** `view` is the modal in which it was issued. */
export type Trigger = { team: string; user: string; issuedAt: number; used: boolean; view?: string };
export type ResponseUrl = {
  team: string;
  channel: string;
  user: string;
  /** Of the message that was clicked; commands and forms have none. */
  ts?: string;
  issuedAt: number;
  uses: number;
};

/** The app as it is installed for a whole organisation; it was begun in `team`. */
export type OrganisationInstall = { token: string; team: string; scopes: readonly string[] };
