import type { z } from 'zod';
import { type Call, parseJson, Refused } from '../atlassian/rest';

const CODES: Record<number, string> = {
  400: 'INVALID_REQUEST_PARAMETER',
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  429: 'TOO_MANY_REQUESTS',
};

export function refuse(status: number, title: string, headers: Record<string, string> = {}): Refused {
  return new Refused(status, { errors: [{ status, code: CODES[status], title, detail: null }] }, headers);
}

/** The envelope of REST v1. */
export function refuseV1(statusCode: number, message: string): Refused {
  const data = { authorized: false, valid: true, errors: [], successful: false };
  return new Refused(statusCode, { statusCode, data, message });
}

export function readJson<T>(call: Call, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(call.text));
  if (!parsed.success) throw refuse(400, 'Invalid request body');
  return parsed.data;
}

/** The only compare-and-swap there is: a new version must be the present one plus one. */
export function requireNextVersion(current: number, given: number): void {
  if (given === current + 1) return;
  throw refuse(409, `Version must be incremented on update. Current version is: ${current}`);
}
