import { createSlackClient } from '../../src/slack/client';
import { exchangeCode } from '../../src/slack/client-oauth';
import { saveApp } from '../../src/slack/connections/changes';
import { createOAuth, type OAuthDeps } from '../../src/slack/oauth';
import { CLIENT_ID, CLIENT_SECRET, START as TWIN_START } from '../sandbox/slack/given-slack';
import { fakeClock } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { AMY, fakeIds, givenConnections, givenTwin, SIGNING } from './given-connections';

const BACK = 'https://app.example/x1/oauth';
/** Somebody of a workspace where the app is not installed yet. */
export const FAY = { team: 'T3', user: 'UFAY', allow: true };

type Setting = Parameters<typeof givenTwin>[0] & {
  clientSecret?: string;
  configured?: boolean;
  deps?: Partial<OAuthDeps>;
};

/** The whole way against the twin: each step is an invocation of its own. */
export async function givenOAuth({
  clientSecret = CLIENT_SECRET,
  configured = true,
  deps = {},
  ...setting
}: Setting = {}) {
  const twin = givenTwin(setting);
  const clock = fakeClock(TWIN_START);
  const advance = (ms: number) => {
    clock.advance(ms);
    twin.clock.advance(ms);
  };
  const { store, log, open } = givenConnections({ clock, store: createMemoryStore({ clock }) });
  const ids = fakeIds();
  const connected: string[] = [];
  const oauth = (more: Partial<OAuthDeps> = {}) =>
    createOAuth({
      store,
      clock,
      ids,
      log,
      connections: open(),
      authorizeUrl: 'https://slack.com/oauth/v2/authorize',
      redirectUrl: async () => BACK,
      exchange: (code) => exchangeCode(twin.web, code),
      clientOf: (token) => createSlackClient(twin.web, token),
      connected: async (team) => void connected.push(team),
      ...deps,
      ...more,
    });
  if (configured) {
    await open().change((present, at) =>
      saveApp(present, { clientId: CLIENT_ID, clientSecret, signingSecret: SIGNING }, at),
    );
  }

  async function begin(team?: Parameters<ReturnType<typeof oauth>['begin']>[1]) {
    const begun = await oauth().begin(AMY, team);
    if (!begun.ok) throw new Error(begun.error);
    return begun.value;
  }

  /** What the browser does after the decision on Slack's page. */
  function come(location: string, method = 'GET') {
    const query: Record<string, string[]> = {};
    for (const [name, value] of new URL(location).searchParams) query[name] = [...(query[name] ?? []), value];
    return oauth().callback({ method, query });
  }

  const decide = (url: string, decision: Parameters<typeof twin.slack.authorize>[1] = FAY) =>
    come(twin.slack.authorize(url, decision));

  return { ...twin, clock, advance, store, log, open, oauth, connected, begin, come, decide };
}
