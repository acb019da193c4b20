import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';

export type Unverified = 'header-missing' | 'header-malformed' | 'timestamp-stale' | 'signature-wrong';

/** While a secret is being replaced, the old one stays good until `validUntil`, and not at that instant. */
export type SigningSecret = { readonly secret: string; readonly validUntil?: Instant };

const TOLERANCE_SECONDS = 300;
const SIGNATURE = /^v0=[0-9a-f]{64}$/;

/**
 * Whether Slack sent exactly this body within five minutes of now, on either side. `headers` has lower-case names and
 * every value that arrived; a signature header that comes twice proves nothing. A bare string is a secret without end.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verify(
  request: { body: string; headers: Readonly<Record<string, readonly string[]>> },
  secrets: readonly (SigningSecret | string)[],
  now: Instant,
): Result<true, Unverified> {
  const timestamps = request.headers['x-slack-request-timestamp'] ?? [];
  const signatures = request.headers['x-slack-signature'] ?? [];
  const [timestamp] = timestamps;
  const [signature] = signatures;
  if (timestamp === undefined || signature === undefined) return err('header-missing');
  if (timestamps.length > 1 || signatures.length > 1) return err('header-malformed');
  if (!/^\d{1,12}$/.test(timestamp) || !SIGNATURE.test(signature)) return err('header-malformed');
  if (Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_SECONDS) return err('timestamp-stale');

  const given = Buffer.from(signature);
  // Each is compared, whether or not one before it fits.
  const matching = validAt(now, secrets).filter((each) => timingSafeEqual(given, sign(each, timestamp, request.body)));
  return matching.length > 0 ? ok(true) : err('signature-wrong');
}

/** Anybody could sign with an empty secret. */
const validAt = (now: Instant, secrets: readonly (SigningSecret | string)[]): readonly string[] =>
  secrets
    .map((each): SigningSecret => (typeof each === 'string' ? { secret: each } : each))
    .filter(({ secret, validUntil }) => secret !== '' && (validUntil === undefined || now < validUntil))
    .map(({ secret }) => secret);

const sign = (secret: string, timestamp: string, body: string) =>
  Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`);
