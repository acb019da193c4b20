import api, { assumeTrustedRoute } from '@forge/api';
import type { ProductApi, ProductRequest, ProductResponse } from '../ports';
import { TransientError } from '../shared/errors';

/** Jira through Forge, as the app or as the person of the present invocation. */
export function createForgeJira(): ProductApi {
  return {
    asApp: (request) => call((path, init) => api.asApp().requestJira(path, init), request),
    asUser: (request) => call((path, init) => api.asUser().requestJira(path, init), request),
  };
}

/** Confluence in the same way. */
export function createForgeConfluence(): ProductApi {
  return {
    asApp: (request) => call((path, init) => api.asApp().requestConfluence(path, init), request),
    asUser: (request) => call((path, init) => api.asUser().requestConfluence(path, init), request),
  };
}

type Send = ReturnType<typeof api.asApp>['requestJira'];

async function call(send: Send, { method, path, query, body }: ProductRequest): Promise<ProductResponse> {
  const init = {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  try {
    const response = await send(assumeTrustedRoute(toPath(path, query)), init);
    const text = await response.text();
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      body: parseBody(text),
      ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
    };
  } catch (error) {
    throw new TransientError(`product ${method} was not answered`, { cause: error });
  }
}

/** Trusted because every segment and value is encoded here, and `..` cannot be one. */
function toPath(path: readonly string[], query: ProductRequest['query']): string {
  const odd = path.find((segment) => segment === '' || segment === '.' || segment === '..');
  if (odd !== undefined) throw new TypeError(`"${odd}" cannot be part of a path`);
  const search = new URLSearchParams(query?.map(([name, value]): [string, string] => [name, value])).toString();
  return `/${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
