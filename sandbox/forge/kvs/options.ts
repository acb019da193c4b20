import { z } from 'zod';
import { badRequest, unprocessable } from './refusal';
import type { Row } from './rows';

const UNIT_MS = { SECONDS: 1_000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 };
const LONGEST_TTL_MS = 365 * UNIT_MS.DAYS;

const metadataField = z.enum(['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME']);
export type MetadataField = z.infer<typeof metadataField>;

export const readOptions = z.strictObject({ metadataFields: z.array(metadataField).optional() });

export const writeOptions = z.strictObject({
  ttl: z.strictObject({ value: z.number(), unit: z.enum(['SECONDS', 'MINUTES', 'HOURS', 'DAYS']) }).optional(),
  keyPolicy: z.enum(['FAIL_IF_EXISTS', 'OVERRIDE']).optional(),
  returnValue: z.enum(['PREVIOUS', 'LATEST']).optional(),
  returnMetadataFields: z.array(metadataField).optional(),
});
export type WriteOptions = z.infer<typeof writeOptions>;

export function checkOptions({ keyPolicy, returnValue, returnMetadataFields }: WriteOptions) {
  if (returnValue !== undefined && keyPolicy === 'FAIL_IF_EXISTS') {
    throw unprocessable('returnValue needs the key policy OVERRIDE');
  }
  if (returnMetadataFields !== undefined && returnValue === undefined) {
    throw unprocessable('returnMetadataFields needs returnValue');
  }
}

/** Batches and transactions take a TTL and nothing else. */
export function checkTtlOnly(options: WriteOptions | undefined) {
  const other = Object.entries(options ?? {}).find(([name, value]) => name !== 'ttl' && value !== undefined);
  if (other !== undefined) throw unprocessable(`${other[0]} works only when a single key is set`);
}

export function ttlMs(ttl: WriteOptions['ttl']): number | undefined {
  if (ttl === undefined) return undefined;
  if (!Number.isInteger(ttl.value) || ttl.value <= 0) {
    throw badRequest('INVALID_TTL', `TTL value must be a positive integer, received: ${ttl.value}`);
  }
  const ms = ttl.value * UNIT_MS[ttl.unit];
  if (ms > LONGEST_TTL_MS) throw badRequest('INVALID_TTL', 'TTL value must not exceed one year');
  return ms;
}

/** The row as an answer shows it: key, value and the metadata that was asked for. */
export function renderRow(row: Row, fields: readonly MetadataField[] = []) {
  return {
    key: row.key,
    value: row.value,
    ...(fields.includes('CREATED_AT') && { createdAt: row.createdAt }),
    ...(fields.includes('UPDATED_AT') && { updatedAt: row.updatedAt }),
    ...(fields.includes('EXPIRE_TIME') &&
      row.expiresAt !== undefined && { expireTime: new Date(row.expiresAt).toISOString() }),
  };
}
