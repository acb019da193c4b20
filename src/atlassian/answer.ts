import type { ProductResponse } from '../ports';
import { PermanentError, TransientError } from '../shared/errors';

export type Product = 'jira' | 'confluence';

/** Some gateways limit the rate without saying for how long. */
const DEFAULT_WAIT_SECONDS = 30;

/**
 * Sorts what a product answered: 2xx passes; 429, 5xx and 409 (somebody else wrote at the same moment) may work later;
 * everything else never will. After a quota answer nothing is tried before the time that it names.
 * https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
export function passOrThrow(response: ProductResponse, product: Product, what: string): ProductResponse {
  const { status, retryAfterSeconds } = response;
  if (status >= 200 && status < 300) return response;

  const code = `${product} ${what} ${status}`;
  if (status === 429)
    throw new TransientError(code, { retryAfterMs: (retryAfterSeconds ?? DEFAULT_WAIT_SECONDS) * 1_000 });
  if (status >= 500 || status === 409) {
    throw new TransientError(code, retryAfterSeconds === undefined ? {} : { retryAfterMs: retryAfterSeconds * 1_000 });
  }
  throw new PermanentError(`${product}-${status}`);
}
