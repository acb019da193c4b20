import type { Instant } from '../shared/brand';

/**
 * A lease on a row, with its deadline in the value: a key with a time to live may stay readable for two days after it
 * expired, so it cannot be a lock. https://developer.atlassian.com/platform/forge/runtime-reference/storage-api-basic/
 */
export type Claim<Doing extends string> = { readonly doing: Doing; readonly until: Instant };

/** Longer than any invocation may take to finish what it claimed: three tries of ten seconds, and its writes. */
export const CLAIM_MS = 60_000;

export const takeClaim = <D extends string>(doing: D, at: Instant): Claim<D> => ({ doing, until: at + CLAIM_MS });

export const isHeld = (claim: Claim<string> | undefined, at: Instant) => claim !== undefined && at < claim.until;
