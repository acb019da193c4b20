import { z } from 'zod';
import { NotEmulatedError } from '../twin';
import { toEmpty, toJson, toRefusal } from './answers';
import type { Gate, Live } from './gate';
import type { Manifest } from './manifest';
import { addUsage, type KvsUsage } from './meter';
import { createProductCalls, type ProductFetch, productTarget } from './product-calls';
import type { Site } from './site';

/** The storage of the app, behind the paths that @forge/kvs calls. */
export type KvsPort = {
  handle(installationId: string, path: string, body: unknown): Promise<KvsAnswer>;
};
type KvsAnswer = { status: number; body?: unknown; usage: KvsUsage };

/** The platform's own services: GraphQL of web triggers, queues. */
export type Stargate = (live: Live, path: string, init: RequestInit) => Promise<Response>;

type Deps = {
  manifest: Manifest;
  site: Site;
  gate: Gate;
  kvs: KvsPort;
  products: Readonly<Record<'jira' | 'confluence', { fetch: ProductFetch }>>;
  stargate: Stargate;
};

const target = z.discriminatedUnion('type', [productTarget, z.looseObject({ type: z.literal('kvs') })]);
const KVS_PREFIX = '/api/v1/';

/** `__forge_fetch__`: every call that the packages make to the platform, sorted by its target. */
export function createForgeFetch({ manifest, site, gate, kvs, products, stargate }: Deps) {
  const callProduct = createProductCalls({ manifest, site, gate, products });

  async function callKvs(live: Live, path: string, init: RequestInit): Promise<Response> {
    const headers = { 'x-b3-traceid': live.id };
    return await gate.pass(live, {
      label: `kvs:${path.slice(KVS_PREFIX.length)}`,
      refuse: (fault) =>
        toRefusal(fault, { body: { code: 'TOO_MANY_REQUESTS', message: 'Too many requests.' }, headers }),
      effect: async () => {
        if (!manifest.scopes.includes('storage:app')) return toJson(403, MISSING_SCOPE, headers);
        const { status, body, usage } = await kvs.handle(site.installationId, path, JSON.parse(String(init.body)));
        addUsage(live.record.kvs, usage);
        return body === undefined ? toEmpty(status, headers) : toJson(status, body, headers);
      },
    });
  }

  return (live: Live) =>
    async (to: unknown, path: string, init: RequestInit = {}): Promise<Response> => {
      const parsed = target.safeParse(to);
      if (!parsed.success) throw new NotEmulatedError(`host call ${JSON.stringify(to)}`);
      if (parsed.data.type === 'kvs') return await callKvs(live, path, init);
      if (parsed.data.remote === 'stargate') return await stargate(live, path, init);
      return await callProduct(live, parsed.data, path, init);
    };
}

const MISSING_SCOPE = { code: 'FORBIDDEN', message: 'The app lacks the scope storage:app.' };
