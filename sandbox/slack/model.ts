export type Json = Record<string, unknown>;

export type Block = Json & { type: string; block_id: string };

export type Channel = {
  id: string;
  team: string;
  kind: 'channel' | 'dm';
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  members: readonly string[];
  /** The newest ts given out here, in microseconds. */
  newest: number;
};

export type SlackMessage = {
  team: string;
  channel: string;
  ts: string;
  threadTs?: string;
  /** Who wrote it: the bot of the app, or a person. */
  user: string;
  /** Of the app; people have none. */
  botId?: string;
  appId?: string;
  text: string;
  blocks: readonly Block[];
  metadata?: Json;
  /** The only person who sees it. */
  ephemeralTo?: string;
  postedAt: number;
  deletedAt?: number;
  edited?: { user: string; ts: string };
  /** What it said before each edit, oldest first. */
  history: readonly { until: number; text: string; blocks: readonly Block[] }[];
};

/** What an app says about a modal or a home tab; Slack adds the rest. */
export type ViewContent = {
  type: 'modal' | 'home';
  /** A home tab has none. */
  title?: Json;
  submit?: Json;
  close?: Json;
  blocks: readonly Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
};

/** What is filled in, by block and action. */
export type Filled = Record<string, Record<string, Json>>;

export type SlackView = ViewContent & {
  id: string;
  team: string;
  user: string;
  hash: string;
  rootViewId: string;
  previousViewId: string | null;
  /** What the app refused in the last submission, by block. */
  errors: Record<string, string>;
  /** What the person has filled in so far, where the app has heard of it. */
  filled: Filled;
  /** The options that the app has offered for an external select, by block and action. */
  offered: Record<string, Json[]>;
};

export type InteractionOutcome = {
  /** 0 where no answer came at all. */
  status: number;
  body: string;
  elapsedMs: number;
  /** What the person sees in Slack when it went wrong. */
  error?: string;
};

export type BareRequest = { url: string; headers: Record<string, string>; body: string };

/** What one person sees of the app in Slack. */
export type SlackScreen = {
  team: { id: string; name: string };
  user: { id: string; name: string };
  conversations: {
    id: string;
    /** Differs where another workspace shares the channel. */
    team: string;
    name: string;
    kind: Channel['kind'];
    isPrivate: boolean;
    isArchived: boolean;
    messages: SlackMessage[];
  }[];
  /** Open modals, the one on top last. */
  views: SlackView[];
  /** What the app has published for this person. */
  home?: SlackView;
  /** The slash commands that work here. */
  commands: readonly string[];
  /** False where the app is not, or no longer, installed. */
  hasApp: boolean;
};
