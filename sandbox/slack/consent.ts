import type { SandboxClock } from '../clock';
import type { Workspace } from '../world/world';
import type { App } from './app-settings';
import { consentPage, refusalPage } from './consent-page';
import type { Installs } from './installs';
import { toPage } from './page';
import { SlackRefusal } from './refusal';
import { SCOPE_WORDS } from './scopes';
import type { SlackStore } from './store';
import { actorOf } from './who';

export type Decision = {
  team: string;
  user: string;
  allow: boolean;
  /** For every workspace of the organisation. */
  organisation?: boolean;
};

type Asked = {
  scopes: readonly string[];
  userScopes: readonly string[];
  redirectUri?: string;
  target: string;
  state?: string;
  team?: string;
};
type Deps = { store: SlackStore; clock: SandboxClock; app: App; installs: Installs };

const ENTERPRISE_TOKEN = 'xoxb-org-';

/** https://slack.com/oauth/v2/authorize: who somebody is, and whether the app may come in. */
export function createConsent({ store, clock, app, installs }: Deps) {
  function read(query: URLSearchParams): Asked {
    const { clientId, urls } = app.now();
    if (query.get('client_id') !== clientId) throw new SlackRefusal('invalid_client_id');
    const [scopes, userScopes] = [listOf(query.get('scope')), listOf(query.get('user_scope'))];
    const unknown = [...scopes, ...userScopes].filter((scope) => SCOPE_WORDS[scope] === undefined);
    if (unknown.length > 0 || scopes.length === 0) throw new SlackRefusal('invalid_scope');

    const redirectUri = query.get('redirect_uri') ?? undefined;
    const target = redirectUri ?? urls.redirect;
    if (target === undefined || urls.redirect === undefined || !isBelow(target, urls.redirect)) {
      throw new SlackRefusal('bad_redirect_uri');
    }
    const [state, team] = [query.get('state') ?? undefined, query.get('team') ?? undefined];
    return { scopes, userScopes, redirectUri, target, state, team };
  }

  /** Where the browser goes then. */
  function decide(query: URLSearchParams, decision: Decision): string {
    const asked = read(query);
    const { team, user, allow } = decision;
    const { workspace, person } = actorOf(store, team, user);
    if (person.guest === true || person.home.teamId !== team)
      throw new Error(`${user} may not install apps in ${team}`);
    if (!allow) return back(asked, { error: 'access_denied' });

    const isHome = store.workspaces.all()[0]?.teamId === team;
    if (!app.now().distributed && !isHome) throw new SlackRefusal('invalid_team_for_non_distributed_app');
    return back(asked, { code: install(workspace, asked, decision) });
  }

  function install({ enterprise }: Workspace, asked: Asked, { team, user, organisation = false }: Decision): string {
    if (organisation && enterprise === undefined) throw new Error(`${team} belongs to no organisation`);
    const { scopes, userScopes, redirectUri } = asked;
    installs.install(team, scopes);
    if (organisation && enterprise !== undefined) {
      const token = `${ENTERPRISE_TOKEN}${store.nextSecret()}`;
      store.organisations.put(enterprise.id, { token, team, scopes });
    }
    const code = `${store.nextId('O')}.${store.nextSecret()}`;
    const issuedAt = clock.now();
    store.codes.put(code, { team, user, userScopes, redirectUri, isOrganisation: organisation, issuedAt, used: false });
    return code;
  }

  async function submitted(request: Request, query: URLSearchParams): Promise<string> {
    const form = new URLSearchParams(await request.text());
    const [team = '', user = ''] = (form.get('as') ?? '').split('/');
    const organisation = form.get('organisation') !== null && store.workspaces.get(team)?.enterprise !== undefined;
    return decide(query, { team, user, allow: form.get('decision') === 'allow', organisation });
  }

  async function answer(request: Request): Promise<Response> {
    const query = new URL(request.url).searchParams;
    try {
      if (request.method === 'POST') return redirect(await submitted(request, query));
      const { scopes, userScopes, team } = read(query);
      return toPage(consentPage({ scopes: [...scopes, ...userScopes], team, workspaces: store.workspaces.all() }));
    } catch (error) {
      if (error instanceof SlackRefusal) return toPage(refusalPage(error.error), 400);
      throw error;
    }
  }

  return { answer, decide: (url: string, decision: Decision) => decide(new URL(url).searchParams, decision) };
}

function back({ target, state }: Asked, told: Record<string, string>): string {
  const url = new URL(target);
  for (const [name, value] of Object.entries(told)) url.searchParams.set(name, value);
  // The organisation's own page sends none.
  url.searchParams.set('state', state ?? '');
  return url.href;
}

const listOf = (text: string | null): string[] => (text ?? '').split(/[,\s]+/).filter((each) => each !== '');

/** The configured address, or a directory below it. */
function isBelow(given: string, configured: string): boolean {
  if (!URL.canParse(given)) return false;
  const [one, base] = [new URL(given), new URL(configured)];
  if (one.origin !== base.origin) return false;
  return one.pathname === base.pathname || one.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
}

const redirect = (location: string) => new Response(null, { status: 302, headers: { location } });
