import type { ProductResponse } from '../ports';
import { PermanentError, TransientError } from '../shared/errors';

/**
 * Sorts what a product answered: 2xx passes, 429 and 5xx may work later, everything else never will. After a quota
 * answer nothing is tried before the time that it names.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export function passOrThrow(response: ProductResponse, what: string): ProductResponse {
  const { status, retryAfterSeconds } = response;
  if (status >= 200 && status < 300) return response;

  if (status === 429 || status >= 500) {
    const retryAfterMs = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000;
    throw new TransientError(`${what} ${status}`, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  throw new PermanentError(`jira-${status}`);
}
