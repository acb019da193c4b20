import { createHmac } from 'node:crypto';
import type { SandboxClock } from '../clock';
import type { App } from './app-settings';
import type { BareRequest, InteractionOutcome, Json } from './model';

type Deps = {
  clock: SandboxClock;
  app: App;
  deliver(request: Request): Promise<Response>;
};

/** How the app took a request. */
export type Exchange = { elapsedMs: number } & (
  | { kind: 'answered'; status: number; headers: Headers; body: string }
  | { kind: 'unreachable'; reason: string }
);

export const ANSWER_WITHIN_MS = 3_000;
const FORM = 'application/x-www-form-urlencoded';

export type Sender = ReturnType<typeof createSender>;

/** Signs what Slack sends to the app. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function createSender({ clock, app, deliver }: Deps) {
  function sign(url: string, type: string, body: string, more: Record<string, string> = {}): BareRequest {
    const timestamp = String(Math.floor(clock.now() / 1000));
    const { signingSecret } = app.now();
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    return {
      url,
      headers: {
        'Content-Type': type,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': `v0=${signature}`,
        ...more,
      },
      body,
    };
  }

  async function exchange({ url, headers, body }: BareRequest): Promise<Exchange> {
    const sentAt = clock.now();
    try {
      const response = await deliver(new Request(url, { method: 'POST', headers, body }));
      const answer = await response.text();
      const { status } = response;
      return { kind: 'answered', status, headers: response.headers, body: answer, elapsedMs: clock.now() - sentAt };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'unreachable', reason, elapsedMs: clock.now() - sentAt };
    }
  }

  return {
    /** An interaction, to its address unless another one is given. */
    request: (payload: Json, url = app.now().urls.interactivity): BareRequest =>
      sign(url, FORM, new URLSearchParams({ payload: JSON.stringify(payload) }).toString()),
    form: (url: string, fields: Record<string, string>) => sign(url, FORM, new URLSearchParams(fields).toString()),
    json: (url: string, body: Json, more?: Record<string, string>) =>
      sign(url, 'application/json', JSON.stringify(body), more),
    exchange,
    /** An app that cannot be reached is one more thing that a person sees, so nothing is thrown. */
    send: async (request: BareRequest): Promise<InteractionOutcome> => outcomeOf(await exchange(request)),
  };
}

function outcomeOf(told: Exchange): InteractionOutcome {
  const { elapsedMs } = told;
  if (told.kind === 'unreachable') {
    return { status: 0, body: told.reason, elapsedMs, error: 'This app could not be reached.' };
  }
  const { status, body } = told;
  const outcome = { status, body, elapsedMs };
  if (elapsedMs > ANSWER_WITHIN_MS) return { ...outcome, error: 'This app did not respond within 3 seconds.' };
  if (status < 200 || status > 299) return { ...outcome, error: `This app responded with status code ${status}.` };
  return outcome;
}
