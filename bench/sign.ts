import { createHmac } from 'node:crypto';
import type { Recorded } from './recording';

/** As Slack signs, now; a forgery is signed with a secret that is not the app's. */
export function signedHeaders(secret: string, { body, contentType, isForged }: Recorded): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = isForged ? `not ${secret}` : secret;
  const digest = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'Content-Type': contentType,
    'X-Slack-Request-Timestamp': timestamp,
    'X-Slack-Signature': `v0=${digest}`,
  };
}
