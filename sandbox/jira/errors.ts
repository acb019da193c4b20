import { z } from 'zod';
import { type Call, parseJson, Refused } from '../atlassian/rest';

/** Jira's one envelope: sentences, or a sentence for each field. */
export function refuse(status: number, message: string | Record<string, string>): Refused {
  const body =
    typeof message === 'string' ? { errorMessages: [message], errors: {} } : { errorMessages: [], errors: message };
  return new Refused(status, body);
}

export function tooMany(retryAfterSeconds: number, reason: string, now: number): Refused {
  const body = { errorMessages: ['Rate limit exceeded.'], errors: {} };
  return new Refused(429, body, {
    'Retry-After': String(retryAfterSeconds),
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': new Date(now + retryAfterSeconds * 1000).toISOString(),
    'RateLimit-Reason': reason,
  });
}

const INVALID_PAYLOAD = 'Invalid request payload. Refer to the REST API documentation and try again.';

export function readJson<T>(call: Call, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(call.text));
  if (!parsed.success) throw refuse(400, INVALID_PAYLOAD);
  return parsed.data;
}

export function readNumber(call: Call, name: string, otherwise: number): number {
  const parsed = z.coerce
    .number()
    .int()
    .min(0)
    .safeParse(call.query.get(name) ?? otherwise);
  if (!parsed.success) throw refuse(400, `The '${name}' parameter is not a valid number.`);
  return parsed.data;
}

/** A page of a list: the most that is given at once, and where it began. */
export function readPage(call: Call, most: number) {
  const startAt = readNumber(call, 'startAt', 0);
  const maxResults = Math.min(readNumber(call, 'maxResults', 50), most);
  return {
    of<T>(all: readonly T[], self: string) {
      const found = all.slice(startAt, startAt + maxResults);
      const isLast = startAt + found.length >= all.length;
      const next = isLast ? {} : { nextPage: addressOf(self, call, startAt + maxResults, maxResults) };
      const counted = { maxResults, startAt, total: all.length, isLast };
      return { found, page: { self: addressOf(self, call, startAt, maxResults), ...next, ...counted } };
    },
  };
}

function addressOf(self: string, { query }: Call, startAt: number, maxResults: number): string {
  const search = new URLSearchParams(query);
  search.set('startAt', String(startAt));
  search.set('maxResults', String(maxResults));
  return `${self}?${search}`;
}
