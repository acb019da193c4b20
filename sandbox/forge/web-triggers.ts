import { z } from 'zod';
import type { Documents } from '../documents';
import { toJson } from './answers';
import type { Functions } from './functions';
import type { Manifest, WebTriggerModule } from './manifest';
import { digest, type Site } from './site';

export type WebTriggerCall = {
  method: string;
  /** Path and query as they were sent. */
  target: string;
  /** In the order and the spelling in which they were sent. */
  headers: readonly (readonly [name: string, value: string])[];
  body?: string;
};

type Address = { id: string; module: string };
type Deps = { manifest: Manifest; site: Site; functions: Functions; documents: Documents; origin(): string };

const LIMIT_MS = 55_000;
const MAX_BYTES = 5 * 1024 * 1024;
const PATH = /^\/(?:x1|public)\/([^/?#]+)(\/[^?#]*)?/;

const response = z.looseObject({
  statusCode: z.number().int().min(200).max(599),
  headers: z.record(z.string(), z.array(z.string())).optional(),
  body: z.string().optional(),
  statusText: z.string().optional(),
});

/** URLs of web triggers, and what happens when one is called. */
export function createWebTriggers({ manifest, site, functions, documents, origin }: Deps) {
  const addresses = documents.collection<Address>('forge-web-trigger');

  const moduleOf = (key: string) => manifest.webTriggers.find((each) => each.key === key);

  function toUrl({ id, module }: Address): string {
    const format = moduleOf(module)?.urlFormat === 'v2' ? 'public' : 'x1';
    return `${origin()}/${format}/${id}`;
  }

  function urlOf(key: string, forceCreate = false): string {
    if (moduleOf(key) === undefined) throw new Error(`manifest.yml has no web trigger ${key}`);
    const known = addresses.all().find(({ module }) => module === key);
    if (known !== undefined && !forceCreate) return toUrl(known);
    const id = digest(`${site.installationId} ${key} ${documents.next('web-trigger')}`).slice(0, 32);
    addresses.put(id, { id, module: key });
    return toUrl({ id, module: key });
  }

  async function run(module: WebTriggerModule, call: WebTriggerCall, userPath: string): Promise<Response> {
    const url = new URL(call.target, 'http://localhost');
    const ended = await functions.run({
      module: { type: 'webtrigger', key: module.key },
      function: module.function,
      body: {
        method: call.method,
        headers: toLists(call.headers),
        body: call.body,
        path: url.pathname,
        userPath,
        queryParameters: toLists([...url.searchParams]),
      },
      limitMs: LIMIT_MS,
    });
    if (ended.outcome === 'timed-out') return toJson(424, { message: 'The function did not answer in time.' });
    return ended.outcome === 'returned' ? toResponse(ended.value) : serverError();
  }

  return {
    urlOf,
    /** Makes those that nobody has asked for yet. */
    all: () => manifest.webTriggers.map(({ key }) => ({ moduleKey: key, url: urlOf(key) })),
    urls: () => addresses.all().map((each) => ({ moduleKey: each.module, url: toUrl(each) })),
    remove: (id: string): boolean => addresses.delete(id),
    async call(call: WebTriggerCall): Promise<Response> {
      const [, id = '', userPath = ''] = PATH.exec(call.target) ?? [];
      const address = addresses.get(id);
      const module = address === undefined ? undefined : moduleOf(address.module);
      if (module === undefined) return toJson(404, { message: 'No web trigger has this address.' });
      if (Buffer.byteLength(call.body ?? '') > MAX_BYTES) return toJson(413, { message: 'The request is over 5 MB.' });
      return await run(module, call, userPath);
    },
  };
}

const serverError = () => toJson(500, { message: 'The function failed, or its answer is not that of a web trigger.' });

function toLists(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of pairs) lists[name] = [...(lists[name] ?? []), value];
  return lists;
}

const BODILESS = [204, 205, 304];

function toResponse(value: unknown): Response {
  const parsed = response.safeParse(value);
  if (!parsed.success || Buffer.byteLength(parsed.data.body ?? '') > MAX_BYTES) return serverError();
  const { statusCode, headers = {}, body = '', statusText = '' } = parsed.data;
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    values.map((each): [string, string] => [name, each]),
  );
  return new Response(BODILESS.includes(statusCode) ? null : body, { status: statusCode, statusText, headers: pairs });
}
