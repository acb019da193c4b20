import type { StoreAnswer } from './recording';

const json = (status: number, value: unknown) =>
  new Response(value === undefined ? null : JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json' },
  });

const nothing = () => {};

/** As much of the platform's globals as a web trigger touches. */
const RUNTIME = {
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

/**
 * Forge and Slack with nothing between them and the app: the store answers at once what it was recorded to answer, and
 * forgets what is written; queues and Slack take whatever comes. `calls` says what was asked since `play`.
 */
export function installPlatform() {
  const calls: string[] = [];
  let exact = new Map<string, StoreAnswer>();
  let byPath = new Map<string, StoreAnswer>();

  function answer(path: string, asked: string): Response {
    if (path.startsWith('/webhook/queue/publish/')) {
      calls.push('queue push');
      return json(201, {});
    }
    calls.push(`kvs ${path.replace('/api/v1/', '')}`);
    const known = exact.get(`${path} ${asked}`) ?? byPath.get(path);
    if (known === undefined) throw new Error(`the store was never asked for ${path} ${asked}`);
    return json(known.status, known.body);
  }

  Object.assign(globalThis, {
    __forge_runtime__: RUNTIME,
    __forge_fetch__: async (_to: unknown, path: string, init?: RequestInit) => answer(path, String(init?.body ?? '')),
    fetch: async () => {
      calls.push('call to Slack');
      return new Response('ok');
    },
  });
  console.info = nothing;

  return {
    calls,
    play(store: readonly StoreAnswer[]): void {
      calls.length = 0;
      exact = new Map(store.map((each) => [`${each.path} ${each.asked}`, each]));
      byPath = new Map(store.map((each) => [each.path, each]));
    },
  };
}
