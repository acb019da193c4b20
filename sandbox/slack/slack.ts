import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import { NotEmulatedError } from '../twin';
import type { Workspace } from '../world/world';
import { type Click, createClicks } from './clicks';
import { createForms, type Submission } from './forms';
import type { BareRequest, InteractionOutcome, SlackMessage, SlackScreen } from './model';
import { createPayloads } from './payloads';
import { createLimit } from './rates';
import { createResponseUrls } from './response-url';
import { openScreen } from './screen';
import { createSender } from './sender';
import { createStore, type SlackStore } from './store';
import { createWebApi } from './web-api';

export type { InteractionOutcome, SlackMessage, SlackScreen } from './model';

export type SlackTwin = {
  /** `https://slack.com/api/<method>` and `https://hooks.slack.com/actions/…` (response_url). */
  fetch(request: Request): Promise<Response>;
  seed(workspaces: readonly Workspace[]): void;
  reset(): void;
  /** A person presses a button: makes the signed request that Slack would make. */
  click(input: Click): Promise<InteractionOutcome>;
  /** A person sends a form; `values` by action id or block id. */
  submit(input: Submission): Promise<InteractionOutcome>;
  /** A person closes a modal. */
  close(input: { viewId: string; user: string }): Promise<InteractionOutcome>;
  /** A person writes a message. */
  say(input: { team: string; channel: string; user: string; text: string }): SlackMessage;
  /** What that person sees. */
  open(input: { team: string; user: string }): SlackScreen;
  /** All messages of a workspace with their edits, also those deleted. */
  messages(team: string): SlackMessage[];
  workspaces(): { teamId: string; name: string; members: Workspace['members'] }[];
  /** The token of the workspace is dead from now on. */
  revoke(team: string): void;
  /** The bare request of a click, to be tampered with, replayed or delayed. */
  requestOfClick(input: Click): BareRequest;
  /** Calls by method; `response_url` counts the uses of response URLs. */
  counts(): Record<string, number>;
};

type Deps = {
  documents: Documents;
  clock: SandboxClock;
  interactivityUrl(): string;
  signingSecret(): string;
  /** Carries a signed request to the app. */
  deliver(request: Request): Promise<Response>;
};

export function createSlackTwin(deps: Deps): SlackTwin {
  const { documents, clock } = deps;
  const store = createStore(documents, clock);
  const webApi = createWebApi({ store, clock, limit: createLimit({ store, clock }) });
  const responseUrls = createResponseUrls({ store, clock });
  const sender = createSender(deps);
  const payloads = createPayloads({ store, clock });
  const clicks = createClicks({ store, sender, payloads });
  const forms = createForms({ store, sender, payloads });

  function route(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/actions/')) return responseUrls(request);
    const method = /^\/api\/([a-zA-Z][\w.]*)$/.exec(pathname)?.[1];
    if (method === undefined) throw new NotEmulatedError(`slack ${pathname}`);
    return webApi(method, request);
  }

  return {
    async fetch(request) {
      try {
        return await route(request);
      } catch (error) {
        if (error instanceof NotEmulatedError) return new Response(error.message, { status: 501 });
        throw error;
      }
    },
    seed: (workspaces) => workspaces.forEach(store.seed),
    reset: store.reset,
    click: clicks.click,
    requestOfClick: clicks.request,
    submit: forms.submit,
    close: forms.close,
    say: (input) => say(store, clock.now(), input),
    open: (input) => openScreen(store, input),
    messages: store.messages,
    workspaces: () => store.workspaces.all().map(({ teamId, name, members }) => ({ teamId, name, members })),
    revoke(team) {
      const workspace = store.workspaces.get(team);
      if (workspace === undefined) throw new Error(`no workspace ${team}`);
      store.revoked.put(workspace.app.token, { at: clock.now() });
    },
    counts: () => Object.fromEntries(store.counts.entries()),
  };
}

function say(
  store: SlackStore,
  at: number,
  { team, channel: id, user, text }: Parameters<SlackTwin['say']>[0],
): SlackMessage {
  const channel = store.channel(team, id);
  if (channel === undefined || !channel.members.includes(user)) throw new Error(`${user} is not in a channel ${id}`);
  const message = { team, channel: id, ts: store.nextTs(channel), user, text, blocks: [], postedAt: at, history: [] };
  store.putMessage(message);
  return message;
}
