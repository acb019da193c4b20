import { createHmac } from 'node:crypto';
import type { BareRequest } from '../../sandbox/slack/model';
import { handleOfSlack, slackOf } from './cast';
import type { Errand } from './scheduler';
import type { SeenMessage } from './slack-message';
import type { Stage } from './stage';

/** What a request is: as Slack would make it, or spoilt in one way. */
export type Kind =
  | 'genuine'
  | 'not of the workspace'
  | 'wrong person'
  | 'forged token'
  | 'tampered'
  | 'too large'
  | 'unsigned';

export type Click = {
  readonly kind: Kind;
  readonly on: SeenMessage;
  /** The button that is pressed. */
  readonly action: string;
  /** By whom, as the payload says. */
  readonly handle: string;
  readonly clickId: string;
  readonly madeAt: number;
  readonly request: BareRequest;
};

export type SentClick = {
  readonly click: Click;
  readonly errand: Errand;
  readonly sentAt: number;
  answer: { readonly status: number; readonly at: number } | undefined;
};

type Payload = {
  user: { id: string };
  container: { channel_id: string; message_ts: string };
  actions: [{ action_ts: string; value: string }];
};
type Spoil = (payload: Payload) => void;

/** The signed request of a person who presses a button now. */
export const makeClick = (stage: Stage, on: SeenMessage, action: string): Click =>
  clickBy(stage, { on, action, kind: 'genuine', user: slackOf(on.handle, on.team) });

/** By anybody who sees the message. */
export function clickBy(
  stage: Stage,
  { on, action, user, kind }: Pick<Click, 'on' | 'action' | 'kind'> & { user: string },
): Click {
  const { team, channel, ts } = on;
  const request = stage.sandbox.slack.requestOfClick({ team, channel, ts, user, actionId: action });
  return toClick(kind, { on, action, request, madeAt: stage.now() });
}

/** The same click with other facts in it, signed all the same: whatever Slack vouches for is still looked up. */
export function spoilt(stage: Stage, click: Click, kind: Kind, spoil: Spoil): Click {
  const payload = payloadOf(click.request);
  spoil(payload);
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return toClick(kind, { ...click, request: sign(click.request, body, stage.sandbox.signingSecret) });
}

export function unsigned(click: Click): Click {
  const { 'X-Slack-Signature': _, ...headers } = click.request.headers;
  return { ...click, kind: 'unsigned', request: { ...click.request, headers } };
}

export const tampered = (click: Click): Click => ({
  ...click,
  kind: 'tampered',
  request: { ...click.request, body: click.request.body.replace('block_actions', 'block_action5') },
});

export function tooLarge(stage: Stage, click: Click): Click {
  const body = `${click.request.body}&more=${'x'.repeat(520 * 1_024)}`;
  return { ...click, kind: 'too large', request: sign(click.request, body, stage.sandbox.signingSecret) };
}

export async function send(stage: Stage, click: Click): Promise<SentClick> {
  const { url, headers, body } = click.request;
  const { plan, step, handle } = click.on;
  const age = Math.round((stage.now() - click.madeAt) / 1_000);
  const words = [click.kind, ...(age > 1 ? [`${age} s old`] : [])].join(', ');
  const who = click.handle === handle ? handle : `${click.handle} for ${handle}`;

  let answer: SentClick['answer'];
  const sentAt = stage.now();
  const errand = await stage.begin(`${who} clicks ${click.action} on ${plan} ${step} (${words})`, async () => {
    const response = await stage.sandbox.webTrigger(url, { method: 'POST', headers, body });
    answer = { status: response.status, at: stage.now() };
    return String(response.status);
  });
  return {
    click,
    errand,
    sentAt,
    get answer() {
      return answer;
    },
  };
}

function toClick(kind: Kind, about: Pick<Click, 'on' | 'action' | 'request' | 'madeAt'>): Click {
  const { user, container, actions } = payloadOf(about.request);
  return {
    ...about,
    kind,
    handle: handleOfSlack(user.id),
    clickId: `slack:${about.on.team}:${user.id}:${container.channel_id}:${container.message_ts}:${actions[0].action_ts}`,
  };
}

const payloadOf = ({ body }: BareRequest): Payload => JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');

function sign(request: BareRequest, body: string, secret: string): BareRequest {
  const timestamp = request.headers['X-Slack-Request-Timestamp'] ?? '';
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { ...request, body, headers: { ...request.headers, 'X-Slack-Signature': `v0=${signature}` } };
}
