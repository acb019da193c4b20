import * as z from 'zod';
import { type SlackTeamId, type SlackUserId, toSlackTeamId, toSlackUserId } from '../shared/brand';

export type Click = {
  readonly kind: 'button';
  readonly team: SlackTeamId;
  readonly user: SlackUserId;
  /** The workspace of the person: in a shared channel not always the one that Baton serves. */
  readonly userTeam: SlackTeamId;
  readonly action: string;
  /** The same for every delivery of one click. */
  readonly clickId: string;
  readonly token: string;
  readonly message: { readonly channel: string; readonly ts: string };
  readonly responseUrl: string | undefined;
};

export type Interaction = Click | { readonly kind: 'unsupported'; readonly type: string };

const blockActions = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  container: z.object({ type: z.literal('message'), message_ts: z.string(), channel_id: z.string() }),
  response_url: z.string().optional(),
  actions: z.tuple([
    z.object({
      action_id: z.string(),
      action_ts: z.string(),
      type: z.literal('button'),
      value: z.string().default(''),
    }),
  ]),
});
const anyPayload = z.object({ type: z.string() });

/**
 * Slack adds payload types without notice, and sends known ones with members missing: what we do not know is
 * `unsupported`, never an error. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function parseInteraction(body: string): Interaction {
  const payload = jsonOrUndefined(new URLSearchParams(body).get('payload'));
  const parsed = blockActions.safeParse(payload);
  if (!parsed.success) return { kind: 'unsupported', type: anyPayload.safeParse(payload).data?.type ?? 'unreadable' };

  const { team, user, container, actions, response_url } = parsed.data;
  const [action] = actions;
  return {
    kind: 'button',
    team: toSlackTeamId(team.id),
    user: toSlackUserId(user.id),
    userTeam: toSlackTeamId(user.team_id ?? team.id),
    action: action.action_id,
    clickId: `slack:${team.id}:${user.id}:${container.channel_id}:${container.message_ts}:${action.action_ts}`,
    token: action.value,
    message: { channel: container.channel_id, ts: container.message_ts },
    responseUrl: response_url,
  };
}

function jsonOrUndefined(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
