import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unprocessable } from './refusal';

export type Position = { span: string | number; key: string };

const content = z.strictObject({
  after: z.strictObject({ span: z.union([z.string(), z.number()]), key: z.string() }),
  query: z.string(),
});

/** A cursor remembers the query it belongs to; with any other it is refused. */
export const writeCursor = (after: Position, query: unknown): string =>
  Buffer.from(JSON.stringify({ after, query: digest(query) })).toString('base64url');

export function readCursor(cursor: string | undefined, query: unknown): Position | undefined {
  if (cursor === undefined) return undefined;
  const parsed = content.safeParse(jsonOrUndefined(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw unprocessable('the cursor did not come from a query');
  if (parsed.data.query !== digest(query)) throw unprocessable('the cursor belongs to a query with other parameters');
  return parsed.data.after;
}

const digest = (query: unknown) => createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 16);

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
