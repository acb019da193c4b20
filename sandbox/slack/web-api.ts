import type { SandboxClock } from '../clock';
import { NotEmulatedError } from '../twin';
import type { Workspace } from '../world/world';
import { type Arguments, readArguments, textOf } from './arguments';
import { isSlackMethod } from './catalogue';
import { METHODS, type Method } from './methods';
import type { Json } from './model';
import type { Limit } from './rates';
import { RateLimited, SlackRefusal } from './refusal';
import type { SlackStore } from './store';

type Deps = { store: SlackStore; clock: SandboxClock; limit: Limit };

/** https://slack.com/api/<method> */
export function createWebApi({ store, clock, limit }: Deps): (method: string, request: Request) => Promise<Response> {
  async function answer(method: string, request: Request): Promise<Response> {
    const known = METHODS.get(method);
    if (known === undefined) {
      if (isSlackMethod(method)) throw new NotEmulatedError(`slack ${method}`);
      throw new SlackRefusal('unknown_method');
    }

    const args = await readArguments(request, known.takesJson);
    const workspace = authenticate(request, args);
    limit(`${workspace.teamId}:${method}`, known.perMinute);
    checkScopes(known, workspace);

    const result = known.run({ method, args, workspace, store, clock, limit });
    return toResponse({ ok: true, ...result }, scopeHeaders(known, workspace));
  }

  function authenticate(request: Request, args: Arguments): Workspace {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    const token = bearer ?? textOf(args, 'token');
    if (token === undefined) throw new SlackRefusal('not_authed');
    if (store.revoked.get(token) !== undefined) throw new SlackRefusal('account_inactive');

    const workspace = store.byToken(token);
    if (workspace === undefined) throw new SlackRefusal('invalid_auth');
    return workspace;
  }

  return async (method, request) => {
    store.counts.put(method, (store.counts.get(method) ?? 0) + 1);
    try {
      return await answer(method, request);
    } catch (error) {
      return refuse(error);
    }
  };
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
