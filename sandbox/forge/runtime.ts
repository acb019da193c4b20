import type { Manifest } from './manifest';
import { APP_VERSION, contextAri, digest, ENVIRONMENT_TYPE, installationOf, type Site } from './site';

export type RuntimeCall = {
  invocationId: string;
  functionKey: string;
  moduleType: string;
  moduleKey: string;
  accountId?: string;
  remainingMs(): number;
};

/** While the app is loaded there is no invocation, but the packages already look: above all, there is no `kvs`. */
export const LOAD_TIME_RUNTIME = Object.freeze({});

/** `__forge_runtime__` of one invocation, with every field that the packages read. */
export function toRuntime(site: Site, manifest: Manifest, call: RuntimeCall): object {
  const trace = digest(`trace ${call.invocationId}`);
  return {
    proxy: { token: 'sandbox', url: 'https://proxy.sandbox.example' },
    contextAri: contextAri(site),
    container: { region: 'sandbox', runtime: 'nodejs24.x', handler: call.functionKey },
    appContext: {
      appId: site.appId,
      appVersion: APP_VERSION,
      environmentId: site.environmentId,
      environmentType: ENVIRONMENT_TYPE,
      invocationId: call.invocationId,
      installationId: site.installationId,
      functionKey: call.functionKey,
      moduleType: call.moduleType,
      moduleKey: call.moduleKey,
      installation: installationOf(site),
      permissions: { scopes: [...manifest.scopes], external: manifest.external },
    },
    ...(call.accountId === undefined ? {} : { aaid: call.accountId }),
    // Called unbound by the packages, hence arrow functions.
    lambdaContext: { awsRequestId: call.invocationId, getRemainingTimeInMillis: () => call.remainingMs() },
    tracing: { traceId: trace.slice(0, 32), spanId: trace.slice(32, 48) },
    realtime: {},
    metrics: SILENT_METRICS,
    externalAuth: [],
    featureFlags: () => false,
  };
}

const nothing = () => {};

/** The packages count their own calls; the sandbox has its own meter. */
const SILENT_METRICS = {
  counter: () => ({ incr: nothing, incrBy: nothing, decr: nothing, decrBy: nothing }),
  timing: () => ({ measure: () => ({ stop: nothing }) }),
  gauge: () => ({ set: nothing }),
};
