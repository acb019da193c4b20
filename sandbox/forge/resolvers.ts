import { type Functions, wordsOf } from './functions';
import type { Manifest, UiModule } from './manifest';
import { ENVIRONMENT_TYPE, type Site } from './site';

export type ResolverCall = {
  module: string;
  functionKey: string;
  payload?: unknown;
  accountId: string;
  context?: { extension?: Record<string, unknown> };
};

type Deps = { manifest: Manifest; site: Site; functions: Functions };

const LIMIT_MS = 25_000;
const MAX_REQUEST_BYTES = 500 * 1024;
const MAX_RESPONSE_BYTES = 5 * 1024 * 1024;

/** What the bridge's `invoke` does: calls the resolver of a surface as the person who looks at it. */
export function createResolvers({ manifest, site, functions }: Deps) {
  function surface(key: string): UiModule {
    const found = manifest.ui.find((each) => each.key === key);
    if (found === undefined) throw new Error(`manifest.yml has no surface ${key}`);
    return found;
  }

  /** The platform makes it; nothing of it comes from the frame. */
  function contextOf(module: UiModule, { accountId, context }: Pick<ResolverCall, 'accountId' | 'context'>) {
    return {
      accountId,
      cloudId: site.cloudId,
      siteUrl: site.url,
      localId: `ari:cloud:ecosystem::extension/${site.appId}/${site.environmentId}/static/${module.module ?? module.key}`,
      moduleKey: module.module ?? module.key,
      locale: 'en-US',
      timezone: 'UTC',
      environmentId: site.environmentId,
      environmentType: ENVIRONMENT_TYPE,
      extension: { type: module.type, ...context?.extension },
    };
  }

  async function invoke(call: ResolverCall): Promise<unknown> {
    const module = surface(call.module);
    if (module.resolver === undefined) throw new Error(`surface ${call.module} has no resolver`);
    const { functionKey, payload } = call;
    if (sizeOf(payload) > MAX_REQUEST_BYTES) throw new Error('The payload is over 500 KB.');

    const ended = await functions.run({
      module: { type: module.type, key: module.module ?? module.key },
      function: module.resolver.function,
      body: { call: { functionKey, payload }, context: contextOf(module, call) },
      limitMs: LIMIT_MS,
      accountId: call.accountId,
    });
    switch (ended.outcome) {
      case 'returned':
        if (sizeOf(ended.value) > MAX_RESPONSE_BYTES) throw new Error('The answer is over 5 MB.');
        return ended.value;
      case 'threw':
        throw new Error(`There was an error invoking the function - ${wordsOf(ended.error)}`);
      case 'timed-out':
      case 'died':
        throw new Error(`There was an error invoking the function - it ${ended.outcome}`);
    }
  }

  return { invoke, surface, contextOf };
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');
