import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ClickFixture } from './click-fixture';

/**
 * One cold process: loads one bundle, hands it one click, and says when it was acknowledged. Everything that a platform
 * would have ready is made before the first clock is read.
 */
const [, , kind, bundle = '', fixtureFile = ''] = process.argv;
const fixture: ClickFixture = JSON.parse(readFileSync(fixtureFile, 'utf8'));
const require = createRequire(import.meta.url);
const { body, headers } = fixture.request;
const calls: string[] = [];

const json = (status: number, value: unknown) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

/** The store and the queue of Forge, with nothing between them and the app. */
function answer(path: string, asked: string): Response {
  calls.push(path);
  if (path === '/api/v1/secret/get') return json(200, { key: 'slack', value: fixture.stored.slack });
  if (path === '/api/v1/transaction') return new Response(null, { status: 204 });
  if (path === '/api/v1/batch/get') {
    const keys: { key: string; entityName?: string }[] = JSON.parse(asked);
    return json(200, {
      successfulKeys: keys.map((each) => ({ ...each, value: fixture.stored[each.key] })),
      failedKeys: [],
    });
  }
  if (path.startsWith('/webhook/queue/publish/')) return json(201, {});
  throw new Error(`nobody answers ${path}`);
}

const nothing = () => {};

/** As much of the platform's globals as a web trigger touches. */
const runtime = {
  proxy: { token: 'bench', url: 'https://proxy.example' },
  contextAri: 'ari:cloud:jira::site/bench',
  appContext: {
    appId: 'bench',
    appVersion: '1.0.0',
    environmentId: 'bench',
    environmentType: 'DEVELOPMENT',
    invocationId: '1',
    installationId: 'bench',
    functionKey: 'slack-interactivity',
    moduleType: 'webtrigger',
    moduleKey: 'slack-interactions',
  },
  lambdaContext: { awsRequestId: '1', getRemainingTimeInMillis: () => 55_000 },
  tracing: { traceId: '1', spanId: '1' },
  metrics: {
    counter: () => ({ incr: nothing, incrBy: nothing, decr: nothing, decrBy: nothing }),
    timing: () => ({ measure: () => ({ stop: nothing }) }),
    gauge: () => ({ set: nothing }),
  },
  featureFlags: () => false,
};

function installForge(): void {
  Object.assign(globalThis, {
    __forge_runtime__: runtime,
    __forge_fetch__: async (_to: unknown, path: string, init?: RequestInit) => answer(path, String(init?.body ?? '')),
    fetch: async () => {
      calls.push('response_url');
      return new Response('ok');
    },
  });
  console.info = nothing;
}

type Acknowledged = { statusCode: number };

async function baton(): Promise<Acknowledged> {
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return await require(bundle).slackInteractions({ body, headers: lists });
}

async function bolt(): Promise<Acknowledged> {
  return await require(bundle).handler({ body, headers, isBase64Encoded: false }, {}, () => {});
}

installForge();
// The platform's runtime has long been using fetch when the first request comes.
await new Response('warm').text();
process.env.SLACK_SIGNING_SECRET = fixture.secret;
const spent = process.cpuUsage();
const began = performance.now();
const { statusCode } = await (kind === 'baton' ? baton() : bolt());
const ended = performance.now();
const { user, system } = process.cpuUsage(spent);
const told = { statusCode, calls, loadedMs: ended - began, cpuMs: (user + system) / 1_000, processMs: ended };
process.stdout.write(JSON.stringify(told));
process.exit(0);
