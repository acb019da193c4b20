import * as z from 'zod';
import type { ProductApi, ProductRequest } from '../ports';
import { readOrThrow } from '../shared/parse';
import { passOrThrow } from './answer';
import type { Calls } from './calls';

const properties = z.object({
  results: z.array(
    z.object({ id: z.string(), key: z.string(), value: z.unknown(), version: z.object({ number: z.number() }) }),
  ),
});

const ROUNDS = 3;
/** Somebody else wrote first: documented as 400, seen as 409. */
const OUTRUN = [400, 409];

/** Properties of pages have a version that must be the present one plus one. */
export function confluenceProperties(calls: Calls, { asApp }: Pick<ProductApi, 'asApp'>) {
  const pathTo = (pageId: string, ...rest: readonly string[]) => [
    ...['wiki', 'api', 'v2', 'pages', pageId, 'properties'],
    ...rest,
  ];

  async function find(pageId: string, key: string) {
    const body = await calls.asApp({ method: 'GET', path: pathTo(pageId), query: [['key', key]] });
    return readOrThrow(properties, body, 'confluence properties').results.find((each) => each.key === key);
  }

  async function write(pageId: string, key: string, value: unknown): Promise<ProductRequest> {
    const found = await find(pageId, key);
    if (found === undefined) return { method: 'POST', path: pathTo(pageId), body: { key, value } };
    const version = { number: found.version.number + 1 };
    return { method: 'PUT', path: pathTo(pageId, found.id), body: { key, value, version } };
  }

  return {
    async pageProperty(pageId: string, key: string): Promise<unknown> {
      return (await find(pageId, key))?.value;
    },

    /** Whoever was outrun reads again; the value is written in any case, so the caller has to know what is newest. */
    async setPageProperty(pageId: string, key: string, value: unknown): Promise<void> {
      for (let round = 1; round <= ROUNDS; round += 1) {
        const response = await asApp(await write(pageId, key, value));
        if (OUTRUN.includes(response.status) && round < ROUNDS) continue;
        passOrThrow(response, 'confluence', 'property');
        return;
      }
    },
  };
}
