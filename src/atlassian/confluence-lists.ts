import * as z from 'zod';
import type { ProductRequest } from '../ports';
import { readOrThrow } from '../shared/parse';

const MOST_AT_ONCE = 250;
const MOST_PAGES = 20;

const anyList = z.object({
  results: z.array(z.unknown()),
  _links: z.object({ next: z.string().optional() }).default({}),
});

/** All pages of a list of REST v2: where there is more, `_links.next` tells the cursor. */
export async function allOf<T>(
  ask: (request: ProductRequest) => Promise<unknown>,
  request: Pick<ProductRequest, 'path' | 'query'>,
  parse: { readonly item: z.ZodType<T>; readonly what: string },
): Promise<readonly T[]> {
  const found: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const paging = [
      ['limit', String(MOST_AT_ONCE)] as const,
      ...(cursor === undefined ? [] : [['cursor', cursor] as const]),
    ];
    const body = await ask({ method: 'GET', path: request.path, query: [...(request.query ?? []), ...paging] });
    const { results, _links } = readOrThrow(anyList, body, parse.what);
    found.push(...results);
    cursor = cursorOf(_links.next);
    if (cursor === undefined) break;
  }
  return readOrThrow(z.array(parse.item), found, parse.what);
}

/** `next` is an address without a host. */
const cursorOf = (next: string | undefined): string | undefined =>
  next === undefined ? undefined : (new URLSearchParams(next.split('?')[1] ?? '').get('cursor') ?? undefined);
