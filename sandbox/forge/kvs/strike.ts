import type { FaultKind, Faults } from '../../faults';
import { conditionFailed, keyConflict, Refusal } from './refusal';
import { isObject } from './values';

/** Transactions have a code of their own for the same limit, in the documentation at least. */
export const rateCode = (operation: string) =>
  operation === 'transaction' ? 'TOO_MANY_REQUESTS' : 'RATE_LIMIT_EXCEEDED';

/** The answer that a fault puts in the place of the real one, before anything is stored. */
export function strike(faults: Faults, operation: string, body: unknown): { status: number } | undefined {
  const kinds: FaultKind['kind'][] = ['rate-limited', 'server-error'];
  if (isConditional(operation, body)) kinds.push('conflict');

  const fault = faults.take(`kvs:${operation}`, kinds);
  if (fault?.kind === 'rate-limited') throw new Refusal(429, rateCode(operation), 'Rate limit exceeded');
  if (fault?.kind === 'conflict') throw operation === 'transaction' ? conditionFailed() : keyConflict();
  // What a failing server says is nowhere promised, so it says nothing.
  if (fault?.kind === 'server-error') return { status: fault.status ?? 500 };
  return undefined;
}

function isConditional(operation: string, body: unknown): boolean {
  if (operation === 'transaction') return true;
  const options = isObject(body) ? body.options : undefined;
  return isObject(options) && options.keyPolicy === 'FAIL_IF_EXISTS';
}
