import type { Workspace } from '../world/world';
import type { Click } from './clicks';
import type { Command } from './commands';
import type { Decision } from './consent';
import type { Closing, Submission } from './forms';
import type { HomeVisit } from './home';
import type { Order } from './installs';
import type { BareRequest, InteractionOutcome, Json, SlackMessage, SlackScreen, SlackView } from './model';
import type { AppSettings } from './records';
import type { Search, ViewClick } from './view-acts';
import type { Person } from './workplace';

type ShownWorkspace = Pick<Workspace, 'teamId' | 'name' | 'members'> & { installed: boolean; disabled: boolean };

export type SlackTwin = {
  /**
   * `https://slack.com/api/<method>`, `…/oauth/v2/authorize`, `https://hooks.slack.com/…` (response_url), and
   * `https://api.slack.com/apps` for a look.
   */
  fetch(request: Request): Promise<Response>;
  seed(workspaces: readonly Workspace[]): void;
  reset(): void;

  /** The Slack app: its secrets, its addresses, what it has subscribed to. */
  app(): AppSettings;
  configure(changes: Partial<AppSettings>): AppSettings;
  /** What somebody decides on the consent page at `url`; answers where the browser goes then. */
  authorize(url: string, decision: Decision): string;
  /** The token of the bot is dead from now on; with `user`, one of that person is. */
  revoke(team: string, user?: string): void;
  uninstall(team: string, order?: Order): void;

  /** A person presses or chooses something: makes the signed request that Slack would make. */
  click(input: Click | ViewClick): Promise<InteractionOutcome>;
  /** A person types into an external select. */
  search(input: Search): Promise<InteractionOutcome>;
  /** A person sends a form; `values` by action id or block id. */
  submit(input: Submission): Promise<InteractionOutcome>;
  /** A person closes a modal. */
  close(input: Closing): Promise<InteractionOutcome>;
  /** A person enters a slash command. */
  command(input: Command): Promise<InteractionOutcome>;
  /** A person opens the app's home; answers what is published there by now. */
  home(input: HomeVisit): SlackView | undefined;
  /** A person writes a message. */
  say(input: { team: string; channel: string; user: string; text: string }): SlackMessage;
  /** What that person sees. */
  open(input: { team: string; user: string }): SlackScreen;
  /** A person brings the bot into a channel. */
  invite(input: { team: string; channel: string; user: string }): void;
  /** A person comes into a channel, or goes out of it; the bot can be taken out in the same way. */
  join(input: { team: string; channel: string; user: string }): void;
  leave(input: { team: string; channel: string; user: string }): void;
  archive(input: { team: string; channel: string; archived: boolean }): void;
  disable(input: { team: string; disabled: boolean }): void;
  deactivate(input: Person): void;

  /** All messages of a workspace with their edits, also those deleted. */
  messages(team: string): SlackMessage[];
  workspaces(): ShownWorkspace[];
  /** The bare request of a click or a command, to be tampered with, replayed or delayed. */
  requestOfClick(input: Click | ViewClick): BareRequest;
  requestOfCommand(input: Command): BareRequest;
  /** Any payload, signed as an interaction. */
  sign(payload: Json): BareRequest;

  /** Sends the challenge of a new events URL; true where the app answers as it must. */
  verifyEventsUrl(): Promise<boolean>;
  /** Takes one delivery of an event that is due, so that nobody else takes it, and says how to run it. */
  takeEvent(): (() => Promise<void>) | undefined;
  nextEventAt(): number | undefined;
  /** Delivers all that is due; answers how much it was. */
  deliverEvents(): Promise<number>;
  /** Calls by method; `response_url` counts the uses of response URLs, `ratelimited` the calls that came too often. */
  counts(): Record<string, number>;
};
