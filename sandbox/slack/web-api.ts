import type { SandboxClock } from '../clock';
import { NotEmulatedError } from '../twin';
import type { Workspace } from '../world/world';
import type { App } from './app-settings';
import { type Arguments, readArguments, textOf } from './arguments';
import { isSlackMethod } from './catalogue';
import type { Installs } from './installs';
import { METHODS, type Method } from './methods';
import type { Json } from './model';
import { createExchange } from './oauth';
import { type Limit, PER_MINUTE } from './rates';
import { RateLimited, SlackRefusal } from './refusal';
import type { SlackStore } from './store';

type Deps = { store: SlackStore; clock: SandboxClock; limit: Limit; app: App; installs: Installs };

/** What an organisation's token is good for here: to find out what it is, and to be rid of it. */
const FOR_ORGANISATIONS = ['auth.test', 'auth.revoke'];

/** https://slack.com/api/<method> */
export function createWebApi(deps: Deps): (method: string, request: Request) => Promise<Response> {
  const { store, clock, limit, app, installs } = deps;
  const exchangeCode = createExchange(deps);

  async function answer(method: string, request: Request): Promise<Response> {
    if (method === 'oauth.v2.access') {
      limit(method, PER_MINUTE.tier4);
      return toResponse({ ok: true, ...exchangeCode(request, await readArguments(request, false)) });
    }
    const known = METHODS.get(method);
    if (known === undefined) {
      if (isSlackMethod(method)) throw new NotEmulatedError(`slack ${method}`);
      throw new SlackRefusal('unknown_method');
    }

    const args = await readArguments(request, known.takesJson);
    const { workspace, isOrganisation } = authenticate(request, args);
    if (isOrganisation && !FOR_ORGANISATIONS.includes(method)) {
      throw new NotEmulatedError(`slack ${method} with the token of an organisation`);
    }
    limit(`${workspace.teamId}:${method}`, known.perMinute);
    checkScopes(known, workspace);

    const { isClientSecret } = app;
    const by = { method, args, workspace, isOrganisation, app: app.now(), isClientSecret, installs };
    return toResponse({ ok: true, ...known.run({ ...by, store, clock, limit }) }, scopeHeaders(known, workspace));
  }

  function authenticate(request: Request, args: Arguments): { workspace: Workspace; isOrganisation: boolean } {
    const token = tokenOf(request, args);
    if (store.revoked.get(token) !== undefined) throw new SlackRefusal('account_inactive');

    const wide = store.organisations.all().find((each) => each.token === token);
    const workspace = wide === undefined ? store.byToken(token) : store.workspaces.get(wide.team);
    if (workspace === undefined) throw new SlackRefusal('invalid_auth');
    if (workspace.disabled === true) throw new SlackRefusal('account_inactive');
    return { workspace, isOrganisation: wide !== undefined };
  }

  const count = (what: string) => store.counts.put(what, (store.counts.get(what) ?? 0) + 1);

  return async (method, request) => {
    count(method);
    try {
      return await answer(method, request);
    } catch (error) {
      if (error instanceof RateLimited) count('ratelimited');
      return refuse(error);
    }
  };
}

function tokenOf(request: Request, args: Arguments): string {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const token = bearer ?? textOf(args, 'token');
  if (token === undefined) throw new SlackRefusal('not_authed');
  if (token.startsWith('xoxp-')) throw new NotEmulatedError('slack user token');
  return token;
}

function checkScopes({ scopes }: Method, { app }: Workspace): void {
  if (scopes.length === 0 || scopes.some((scope) => app.scopes.includes(scope))) return;
  throw new SlackRefusal('missing_scope', { needed: scopes.join(','), provided: app.scopes.join(',') });
}

const scopeHeaders = ({ scopes }: Method, { app }: Workspace): Record<string, string> => ({
  'x-oauth-scopes': app.scopes.join(','),
  ...(scopes.length === 0 ? {} : { 'x-accepted-oauth-scopes': scopes.join(',') }),
});

function refuse(error: unknown): Response {
  if (error instanceof RateLimited) {
    const headers = { 'retry-after': String(error.retryAfterSeconds) };
    return toResponse({ ok: false, error: 'ratelimited' }, headers, 429);
  }
  if (error instanceof SlackRefusal) {
    const { provided } = error.details;
    const headers: Record<string, string> = typeof provided === 'string' ? { 'x-oauth-scopes': provided } : {};
    return toResponse({ ok: false, error: error.error, ...error.details }, headers);
  }
  throw error;
}

function toResponse(body: Json, headers: Record<string, string> = {}, status = 200): Response {
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return new Response(JSON.stringify(body), { status, headers: { ...type, ...headers } });
}
