import { z } from 'zod';
import { type Call, parseJson } from '../atlassian/rest';
import { refuse } from './errors';

const position = z.object({ offset: z.number().int().min(0) });
const MAX_LIMIT = 250;

/** One page of a list of REST v2; where there is more, `_links.next` leads on. */
export function listOf<T>(all: readonly T[], { query }: Call, { path, base }: { path: string; base: string }) {
  const limit = Number(query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw refuse(400, `limit must be between 1 and ${MAX_LIMIT}`);
  }
  const offset = offsetOf(query.get('cursor'));
  const results = all.slice(offset, offset + limit);
  const end = offset + results.length;
  return { results, _links: { ...(end < all.length && { next: nextOf(path, query, end) }), base } };
}

function offsetOf(cursor: string | null): number {
  if (cursor === null) return 0;
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw refuse(400, 'Invalid cursor');
  return parsed.data.offset;
}

function nextOf(path: string, query: URLSearchParams, offset: number): string {
  const next = new URLSearchParams(query);
  next.set('cursor', Buffer.from(JSON.stringify({ offset })).toString('base64url'));
  return `${path}?${next}`;
}
