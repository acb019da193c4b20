import { Hono } from 'hono';
import { type Caller, NotEmulatedError, POINTS_HEADER } from '../twin';
import type { Actor } from './people';

export type Operation = {
  /** What an app must have been granted: all of them. */
  scopes: readonly string[];
  /** Granular scopes that do instead, again all of them. */
  granular?: readonly string[];
  /** Requests a second, where it is not the default of the method. */
  perSecond?: number;
  anonymous?: true;
};

export type Call = {
  actor: Actor;
  param(name: string): string;
  query: URLSearchParams;
  /** The body as it came; `readJson` parses it. */
  text: string;
};

/** `points` are what a read costs; a write is 1 flat. */
export type Answer = { status: number; body?: unknown; points?: number };
export type Handler = (call: Call) => Answer | Promise<Answer>;

/** Ends a call with an error answer. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

type Product<Name extends string> = {
  name: 'jira' | 'confluence';
  operations: Record<Name, Operation>;
  handlers: Record<Name, Handler>;
  actorOf(caller: Caller): Actor | undefined;
  unauthenticated(path: string): Refused;
  /** Throws when the endpoint has had too many requests in this second. */
  admit(operation: string, perSecond: number): void;
};

const NOBODY: Actor = { accountId: '', name: '', type: 'anonymous', admin: false, throughApp: false };
const DEFAULT_PER_SECOND: Record<string, number> = { GET: 100, POST: 100, PUT: 50, DELETE: 50 };

/** Routes named as the OpenAPI documents name them: `GET /rest/api/3/issue/{issueIdOrKey}`. */
export function createRest<Name extends string>(product: Product<Name>) {
  const app = new Hono<{ Bindings: { caller: Caller } }>();
  for (const name of Object.keys(product.operations) as Name[]) {
    const [method = '', path = ''] = name.split(' ');
    app.on(method, path.replace(/\{([^}]+)\}/g, ':$1'), async (c) => {
      const operation = product.operations[name];
      const actor = admitted(product, operation, c.env.caller, c.req.path);
      product.admit(name, operation.perSecond ?? DEFAULT_PER_SECOND[method] ?? 100);
      const answer = await product.handlers[name]({
        actor,
        param: (key) => c.req.param(key) ?? '',
        query: new URL(c.req.url).searchParams,
        text: await c.req.text(),
      });
      return toResponse(answer);
    });
  }
  app.notFound((c) => notEmulated(new NotEmulatedError(`${product.name} ${c.req.method} ${c.req.path}`)));
  app.onError((error) => {
    if (error instanceof Refused) return toResponse(error, error.headers);
    if (error instanceof NotEmulatedError) return notEmulated(error);
    throw error;
  });
  return async (request: Request, caller: Caller): Promise<Response> => app.fetch(request, { caller });
}

function admitted<N extends string>(product: Product<N>, operation: Operation, caller: Caller, path: string): Actor {
  const actor = product.actorOf(caller);
  if (actor === undefined) {
    if (operation.anonymous) return NOBODY;
    throw product.unauthenticated(path);
  }
  const granted = caller.type === 'anonymous' ? undefined : caller.scopes;
  if (granted !== undefined && !isGranted(operation, granted)) {
    // The gateway in front of the products answers this, in an envelope of its own.
    throw new Refused(401, { code: 401, message: 'Unauthorized; scope does not match' });
  }
  return actor;
}

function isGranted({ scopes, granular }: Operation, granted: readonly string[]): boolean {
  const has = (wanted: readonly string[]) => wanted.every((scope) => granted.includes(scope));
  return has(scopes) || (granular !== undefined && has(granular));
}

function toResponse({ status, body, points = 1 }: Answer, headers: Record<string, string> = {}): Response {
  const content = body === undefined ? null : JSON.stringify(body);
  const type: Record<string, string> = content === null ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  return new Response(content, { status, headers: { ...type, [POINTS_HEADER]: String(points), ...headers } });
}

const notEmulated = (error: NotEmulatedError) => new Response(error.message, { status: 501 });

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
