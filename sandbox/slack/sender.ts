import { createHmac } from 'node:crypto';
import type { SandboxClock } from '../clock';
import type { BareRequest, InteractionOutcome, Json } from './model';

type Deps = {
  clock: SandboxClock;
  interactivityUrl(): string;
  signingSecret(): string;
  deliver(request: Request): Promise<Response>;
};

const ANSWER_WITHIN_MS = 3_000;

export type Sender = ReturnType<typeof createSender>;

/** Signs what Slack sends to the app. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function createSender({ clock, interactivityUrl, signingSecret, deliver }: Deps) {
  function request(payload: Json): BareRequest {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const timestamp = String(Math.floor(clock.now() / 1000));
    const signature = createHmac('sha256', signingSecret()).update(`v0:${timestamp}:${body}`).digest('hex');
    return {
      url: interactivityUrl(),
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${signature}`,
      },
      body,
    };
  }

  /** An app that cannot be reached is one more thing that a person sees, so nothing is thrown. */
  async function send({ url, headers, body }: BareRequest): Promise<InteractionOutcome> {
    const sentAt = clock.now();
    try {
      const response = await deliver(new Request(url, { method: 'POST', headers, body }));
      const answer = await response.text();
      return outcomeOf(response.status, answer, clock.now() - sentAt);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { status: 0, body: reason, elapsedMs: clock.now() - sentAt, error: 'This app could not be reached.' };
    }
  }

  return { request, send };
}

function outcomeOf(status: number, body: string, elapsedMs: number): InteractionOutcome {
  const outcome = { status, body, elapsedMs };
  if (elapsedMs > ANSWER_WITHIN_MS) return { ...outcome, error: 'This app did not respond within 3 seconds.' };
  if (status < 200 || status > 299) return { ...outcome, error: `This app responded with status code ${status}.` };
  return outcome;
}
