import type { HttpFetch, Log } from '../ports';
import { describeError } from '../shared/errors';
import { mrkdwn } from './elements';
import { clip, LIMITS } from './limits';

/** The click is acknowledged within three seconds whether or not its answer reached the person. */
const REPLY_TIMEOUT_MS = 1_000;

/**
 * An answer that only the person who clicked sees, through the address that came with the click; whether Slack took
 * it. It is called on Slack's own host alone. `text` is mrkdwn, in which everything that is not ours is inert; it goes
 * as a block too, because Slack looks for no addresses and names in what that calls verbatim.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function createReply({ http, log, origins }: { http: HttpFetch; log: Log; origins: readonly string[] }) {
  return async function reply(responseUrl: string | undefined, text: string): Promise<boolean> {
    if (responseUrl === undefined) return false;
    if (!origins.includes(originOf(responseUrl))) {
      log.warn('reply-refused', { reason: 'foreign-host' });
      return false;
    }

    try {
      const response = await http(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          response_type: 'ephemeral',
          replace_original: false,
          text: clip(text, LIMITS.fallbackText),
          blocks: [{ type: 'section', text: mrkdwn(clip(text, LIMITS.sectionText)) }],
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
      });
      if (!response.ok) log.warn('reply-lost', { status: response.status });
      return response.ok;
    } catch (error) {
      log.warn('reply-lost', { ...describeError(error) });
      return false;
    }
  };
}

/** Nothing for an address that brings a name and a password along: Slack's never do. */
function originOf(address: string): string {
  if (!URL.canParse(address)) return '';
  const { origin, username, password } = new URL(address);
  return username === '' && password === '' ? origin : '';
}

export type Reply = ReturnType<typeof createReply>;
