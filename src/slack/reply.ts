import type { HttpFetch, Log } from '../ports';
import { describeError } from '../shared/errors';

/** The click is acknowledged within three seconds whether or not its answer reached the person. */
const REPLY_TIMEOUT_MS = 1_500;

/**
 * An answer that only the person who clicked sees, through the address that came with the click. It is called on
 * Slack's own host alone, and is a courtesy: what must be known is in the message itself.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function createReply({ http, log, origins }: { http: HttpFetch; log: Log; origins: readonly string[] }) {
  return async function reply(responseUrl: string | undefined, text: string): Promise<void> {
    if (responseUrl === undefined) return;
    if (!origins.includes(originOf(responseUrl))) return log.warn('reply-refused', { reason: 'foreign-host' });

    try {
      const response = await http(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
      });
      if (!response.ok) log.warn('reply-lost', { status: response.status });
    } catch (error) {
      log.warn('reply-lost', { ...describeError(error) });
    }
  };
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : '');

export type Reply = ReturnType<typeof createReply>;
