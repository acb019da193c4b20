import type { Server } from 'node:http';
import { type HttpBindings, serve as listen } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Changes } from './changes';
import { createControl } from './control';
import { bridgeCall, createBridge, type Viewer } from './forge/bridge';
import { createCustomUi } from './forge/custom-ui';
import type { Host } from './forge/host';
import { withoutPoints } from './forge/product-calls';
import type { Sandbox } from './model';
import type { PartsDeps } from './parts';
import { ROOT, readStatic } from './static-files';
import { type Caller, NotEmulatedError } from './twin';

export type Serving = { url: string; close(): Promise<void> };

type Deps = {
  port: number;
  sandbox: Sandbox;
  /** The one of now: a reset makes a new one. */
  host(): Host;
  deps: Pick<PartsDeps, 'manifest'>;
  changes: Changes;
};
type Env = { Bindings: HttpBindings };

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
const NOT_BUILT = 'The page for visitors is not built. Run: npm run build. The control interface is at /sandbox/state.';

/** The control interface ticks by itself, and a frame's calls are told by what they change in the sandbox. */
const isReading = (path: string) => path.startsWith('/sandbox/');

/** One loopback port for everything that a browser, a tool or a test may call. */
export async function serve({ port, sandbox, host, deps: { manifest }, changes }: Deps): Promise<Serving> {
  const app = new Hono<Env>();
  app.use(refuseStrangers);
  app.use(async (c, next) => {
    await next();
    if (c.req.method !== 'GET' && !isReading(c.req.path)) changes.tick();
  });
  app.onError((error, c) => {
    const status = error instanceof NotEmulatedError ? 501 : 400;
    return c.json({ error: error.message }, status);
  });

  app.route('/sandbox', createControl({ sandbox, manifest, changes }));
  app.get('/mail', (c) => c.json(sandbox.mail.all()));
  app.on(WEB_TRIGGER_METHODS, ['/x1/*', '/public/*'], async (c) => host().webTriggers.call(await toCall(c)));
  app.all('/slack/api/*', (c) => sandbox.slack.fetch(forward(c, '/slack/api', 'https://slack.com/api')));
  app.all('/slack/response/*', (c) => sandbox.slack.fetch(forward(c, '/slack/response', 'https://hooks.slack.com')));
  app.get('/slack/apps', (c) => sandbox.slack.fetch(forward(c, '/slack', 'https://api.slack.com')));
  app.all('/slack/*', (c) => sandbox.slack.fetch(forward(c, '/slack', 'https://slack.com')));
  app.all('/jira/*', async (c) => {
    const request = forward(c, '/jira', sandbox.world.site.url);
    return withoutPoints(await sandbox.jira.fetch(request, callerOf(c)));
  });
  app.all('/wiki/*', async (c) => {
    const request = forward(c, '', sandbox.world.site.url);
    return withoutPoints(await sandbox.confluence.fetch(request, callerOf(c)));
  });
  app.post('/apps/:module/__bridge', async (c) => {
    const { jira, confluence, world } = sandbox;
    const bridge = createBridge({ manifest, resolvers: host().resolvers, products: { jira, confluence }, world });
    const viewer = viewerOf(c);
    const result = await bridge(c.req.param('module'), viewer, bridgeCall.parse(await c.req.json()));
    return c.json({ result }, 200, { 'x-sandbox-now': String(sandbox.clock.now()) });
  });
  app.get('/apps/:module', (c) => c.redirect(`/apps/${c.req.param('module')}/${new URL(c.req.url).search}`));
  app.get('/apps/:module/*', (c) => {
    const module = c.req.param('module');
    const surface = createCustomUi({ manifest, siteUrl: sandbox.world.site.url });
    return surface(module, decodeURIComponent(c.req.path.slice(`/apps/${module}/`.length)));
  });
  app.get('/*', (c) => page(c.req.path.slice(1)));

  return await start(app, port);
}

/** Other sites may make a browser call this port; their pages are refused, also behind a rebound name. */
async function refuseStrangers(c: Context<Env>, next: () => Promise<void>): Promise<Response | undefined> {
  const origin = c.req.header('origin');
  if (!LOOPBACK.test(c.req.header('host') ?? '')) return c.text('This is only served to this machine.', 403);
  if (origin !== undefined && origin !== 'null' && !LOOPBACK.test(origin.replace(/^https?:\/\//, '')))
    return c.text('This is only served to this machine.', 403);
  await next();
  return undefined;
}

const WEB_TRIGGER_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Node keeps the spelling and the order of headers; the body is not touched. */
async function toCall(c: Context<Env>) {
  const { rawHeaders, url = '/', method = 'GET' } = c.env.incoming;
  const headers = rawHeaders.flatMap((name, n): [string, string][] =>
    n % 2 === 0 ? [[name, rawHeaders[n + 1] ?? '']] : [],
  );
  const body = Buffer.from(await c.req.arrayBuffer()).toString('utf8');
  return { method, target: url, headers, ...(body === '' ? {} : { body }) };
}

function forward(c: Context<Env>, prefix: string, base: string): Request {
  const { pathname, search } = new URL(c.req.url);
  return new Request(`${base}${pathname.slice(prefix.length)}${search}`, c.req.raw);
}

/** Basic auth `accountId:anything`; the account id itself may hold colons. */
function callerOf(c: Context<Env>): Caller {
  const [, encoded] = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
  if (encoded === undefined) return { type: 'anonymous' };
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return { type: 'user', accountId: pair.slice(0, pair.lastIndexOf(':')) };
}

const viewer: z.ZodType<Viewer> = z.object({
  accountId: z.string({ error: 'accountId is missing in the address of the frame' }),
  issueKey: z.string().optional(),
  contentId: z.string().optional(),
  project: z.string().optional(),
  transition: z.string().optional(),
});
const viewerOf = (c: Context<Env>): Viewer => viewer.parse(c.req.query());

function page(path: string): Response {
  const file = readStatic(`${ROOT}/sandbox/ui/dist`, path === '' ? 'index.html' : path);
  if (file !== undefined) return new Response(file.body, { headers: { 'content-type': file.type } });
  const status = path === '' ? 200 : 404;
  return new Response(path === '' ? NOT_BUILT : 'Not found', { status, headers: { 'content-type': 'text/plain' } });
}

function start(app: Hono<Env>, port: number): Promise<Serving> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, close: () => stop(server as Server) });
    });
    server.once('error', reject);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Streams of changes never end by themselves.
    server.closeAllConnections();
  });
}
