import { z } from 'zod';
import { type Caller, NotEmulatedError, POINTS_HEADER } from '../twin';
import { toProxyError, toRefusal } from './answers';
import type { Gate, Live } from './gate';
import type { Manifest } from './manifest';
import type { Site } from './site';

export type ProductFetch = (request: Request, caller: Caller) => Promise<Response>;

export const productTarget = z.looseObject({
  type: z.literal('fpp'),
  provider: z.enum(['app', 'user', 'none']),
  remote: z.string().optional(),
  accountId: z.string().optional(),
  contextAri: z.string().optional(),
});
export type ProductTarget = z.infer<typeof productTarget>;

type Deps = {
  manifest: Manifest;
  site: Site;
  gate: Gate;
  products: Readonly<Record<'jira' | 'confluence', { fetch: ProductFetch }>>;
};

/** `requestJira` and `requestConfluence`, as the app, as a person or as nobody. */
export function createProductCalls({ manifest, site, gate, products }: Deps) {
  /** A list of scopes grants no impersonation: only the person who called can be acted for. */
  function callerOf(target: ProductTarget, live: Live): Caller | undefined {
    const scopes = manifest.scopes;
    if (target.provider === 'app') return { type: 'app', scopes };
    if (target.provider === 'none') return { type: 'anonymous' };
    const accountId = target.accountId ?? live.accountId;
    if (accountId === undefined || accountId !== live.accountId) return undefined;
    return { type: 'user', accountId, scopes };
  }

  return async (live: Live, target: ProductTarget, path: string, init: RequestInit = {}): Promise<Response> => {
    const product = productOf(target);
    const request = toRequest(`${site.url}${path}`, init);
    const caller = callerOf(target, live);
    const label = `${product}:${request.method} ${pathTemplate(new URL(request.url).pathname)}`;

    return await gate.pass(live, {
      label,
      refuse: (fault) =>
        toRefusal(fault, {
          body: { errorMessages: ['Rate limit exceeded.'] },
          headers: { 'ratelimit-reason': `${product}-burst-based` },
        }),
      effect: async () => {
        if (caller === undefined) return toProxyError(401, 'NEEDS_AUTHENTICATION_ERR');
        return countPoints(live, await products[product].fetch(request, caller));
      },
    });
  };
}

function productOf({ remote, contextAri }: ProductTarget): 'jira' | 'confluence' {
  const product = remote ?? contextAri?.split(':')[2];
  if (product === 'jira' || product === 'confluence') return product;
  throw new NotEmulatedError(`product ${product}`);
}

/** Both products take JSON unless the caller says otherwise. */
function toRequest(url: string, init: RequestInit): Request {
  const headers = new Headers(init.headers);
  if (!headers.has('content-type') && typeof init.body === 'string') headers.set('content-type', 'application/json');
  return new Request(url, { ...init, headers });
}

function countPoints(live: Live, response: Response): Response {
  live.record.restPoints += Number(response.headers.get(POINTS_HEADER) ?? 0);
  return withoutPoints(response);
}

export function withoutPoints(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.delete(POINTS_HEADER);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

const ID = /^(\d+|[A-Z][A-Z0-9_]+-\d+|[0-9a-f]{8}-[0-9a-f-]{27})$/;

/** Path segments that name one thing become `{id}`, and the key of a property `{propertyKey}`. */
export function pathTemplate(path: string): string {
  const segments = path.split('/').map(decodeURIComponent);
  return segments.map((segment, n) => templateOf(segment, segments[n - 1])).join('/');
}

function templateOf(segment: string, before: string | undefined): string {
  if (before === 'properties') return '{propertyKey}';
  // The version of a REST API is no id.
  if (before === 'api') return segment;
  return ID.test(segment) ? '{id}' : segment;
}
