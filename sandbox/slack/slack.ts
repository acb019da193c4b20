import type { SandboxClock } from '../clock';
import type { Documents } from '../documents';
import type { Faults } from '../faults';
import { NotEmulatedError } from '../twin';
import type { Workspace } from '../world/world';
import { type Credentials, createAppSettings } from './app-settings';
import { createClicks } from './clicks';
import { createCommands } from './commands';
import { createConsent } from './consent';
import { createEvents } from './events';
import { createForms } from './forms';
import { createHome } from './home';
import { createInstalls } from './installs';
import type { BareRequest, Json, SlackMessage } from './model';
import { newAppPage } from './new-app-page';
import { toPage } from './page';
import { createPayloads } from './payloads';
import { createLimit } from './rates';
import type { SlackUrls } from './records';
import { createResponseUrls } from './response-url';
import { openScreen } from './screen';
import { createSender } from './sender';
import { createStore, type SlackStore } from './store';
import type { SlackTwin } from './twin';
import { createViewActs } from './view-acts';
import { createWebApi } from './web-api';
import { createWorkplace } from './workplace';

export type { SlackMessage } from './model';
export type { SlackUrls } from './records';
export type { SlackTwin } from './twin';

type Deps = {
  documents: Documents;
  clock: SandboxClock;
  /** `slack-event:<type>`: duplicate, reorder, delay. */
  faults?: Faults;
  credentials(): Credentials;
  urls(): SlackUrls;
  deliver(request: Request): Promise<Response>;
};

/** The stand-in for Slack: its Web API, its consent page, and its people. */
export function createSlackTwin(deps: Deps): SlackTwin {
  const { documents, clock } = deps;
  const store = createStore(documents, clock);
  const app = createAppSettings({ ...deps, store });
  const sender = createSender({ ...deps, app });
  const events = createEvents({ ...deps, store, app, sender });
  const installs = createInstalls({ store, clock, events });
  const webApi = createWebApi({ store, clock, limit: createLimit({ store, clock, app }), app, installs });
  const consent = createConsent({ store, clock, app, installs });
  const responseUrls = createResponseUrls({ store, clock });
  const payloads = createPayloads({ store, clock });
  const clicks = createClicks({ store, sender, payloads });
  const viewActs = createViewActs({ store, app, sender, payloads });
  const forms = createForms({ store, sender, payloads });
  const commands = createCommands({ store, clock, app, sender, payloads });

  async function route(request: Request): Promise<Response> {
    const { hostname, pathname, searchParams } = new URL(request.url);
    if (hostname === 'api.slack.com' && pathname === '/apps') return toPage(newAppPage(app.now(), searchParams));
    if (/^\/(actions|commands|app)\//.test(pathname)) return await responseUrls(request);
    if (pathname === '/oauth/v2/authorize') return await consent.answer(request);
    const method = /^\/api\/([a-zA-Z][\w.]*)$/.exec(pathname)?.[1];
    if (method === undefined) throw new NotEmulatedError(`slack ${pathname}`);
    return await webApi(method, request);
  }

  async function deliverEvents(): Promise<number> {
    for (let delivered = 0; ; delivered += 1) {
      const run = events.take();
      if (run === undefined) return delivered;
      await run();
    }
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
    app: app.now,
    configure: app.configure,
    authorize: consent.decide,
    click: (input) => ('viewId' in input ? viewActs.click(input) : clicks.click(input)),
    requestOfClick: (input) => ('viewId' in input ? viewActs.request(input) : clicks.request(input)),
    search: viewActs.search,
    submit: forms.submit,
    close: forms.close,
    command: commands.run,
    requestOfCommand: commands.request,
    home: createHome({ store, clock, events }),
    say: (input) => say(store, clock.now(), input),
    open: (input) => openScreen(store, app, input),
    messages: store.messages,
    workspaces: () => store.workspaces.all().map(shown),
    revoke: (team, user) => (user === undefined ? installs.revoke(team) : installs.revokeOfUser(team, user)),
    uninstall: installs.uninstall,
    ...createWorkplace({ store, events }),
    sign: (payload: Json): BareRequest => sender.request(payload),
    verifyEventsUrl: events.verify,
    takeEvent: events.take,
    nextEventAt: events.nextDueAt,
    deliverEvents,
    counts: () => Object.fromEntries(store.counts.entries()),
  };
}

const shown = ({ teamId, name, members, app, disabled = false }: Workspace) => ({
  teamId,
  name,
  members,
  installed: app.installed !== false,
  disabled,
});

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
