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
