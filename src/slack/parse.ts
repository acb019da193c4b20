import * as z from 'zod';
import { type SlackTeamId, type SlackUserId, toSlackTeamId, toSlackUserId } from '../shared/brand';

/** Who did something, as Slack tells it. Nothing here says who they are to Baton. */
export type Sender = {
  /** The workspace that Baton serves there. */
  readonly team: SlackTeamId;
  readonly user: SlackUserId;
  /** The person's own workspace: in a shared channel not always the one that Baton serves. */
  readonly userTeam: SlackTeamId | undefined;
  /** The organisation of the workspace that Baton serves, where it has one. */
  readonly enterprise: string | undefined;
};

/** The same for every delivery of one click. */
type Pressed = Sender & {
  readonly action: string;
  readonly clickId: string;
  /** What the button carries: a token, nothing that is believed. */
  readonly token: string;
  /** Opens one modal within three seconds. */
  readonly trigger: string | undefined;
};

export type Click = Pressed & {
  readonly kind: 'button';
  readonly message: { readonly channel: string; readonly ts: string };
  /** In a thread nobody is sure to see what is shown to one person only. */
  readonly inThread: boolean;
  readonly responseUrl: string | undefined;
};

/** A button of the App Home. */
export type HomeClick = Pressed & { readonly kind: 'home-button' };

/** What was entered in one input. */
export type Entry = {
  readonly text: string | undefined;
  readonly chosen: readonly string[];
  readonly user: SlackUserId | undefined;
  readonly date: string | undefined;
  readonly time: string | undefined;
};

export type Submission = Sender & {
  readonly kind: 'submission';
  readonly form: string;
  readonly token: string;
  /** The same for every delivery of one submission. */
  readonly submissionId: string;
  /** By block id. */
  readonly entries: ReadonlyMap<string, Entry>;
};

export type Interaction = Click | HomeClick | Submission | { readonly kind: 'unsupported'; readonly type: string };

const named = z.object({ id: z.string() });
const teamOrNone = z.string().nullish();
const sent = {
  /** Null where the app is installed for a whole organisation. */
  team: named.nullish(),
  enterprise: named.nullish(),
  user: z.object({ id: z.string(), team_id: teamOrNone }),
};
const tenantOfView = { team_id: teamOrNone, app_installed_team_id: teamOrNone };
const action = z.object({
  action_id: z.string(),
  action_ts: z.string(),
  type: z.literal('button'),
  value: z.string().default(''),
});

const blockActions = z.object({
  ...sent,
  type: z.literal('block_actions'),
  container: z.object({
    type: z.literal('message'),
    message_ts: z.string(),
    channel_id: z.string(),
    thread_ts: z.string().nullish(),
  }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  actions: z.tuple([action]),
});

const homeActions = z.object({
  ...sent,
  type: z.literal('block_actions'),
  view: z.object({ ...tenantOfView, type: z.literal('home'), id: z.string() }),
  trigger_id: z.string().optional(),
  actions: z.tuple([action]),
});

const option = z.object({ value: z.string() });
const entry = z
  .object({
    value: z.string().nullish(),
    selected_option: option.nullish(),
    selected_options: z.array(option).nullish(),
    selected_user: z.string().nullish(),
    selected_date: z.string().nullish(),
    selected_time: z.string().nullish(),
  })
  .transform(
    (state): Entry => ({
      text: state.value ?? undefined,
      chosen: [
        ...(state.selected_option == null ? [] : [state.selected_option]),
        ...(state.selected_options ?? []),
      ].map(({ value }) => value),
      user: state.selected_user == null ? undefined : toSlackUserId(state.selected_user),
      date: state.selected_date ?? undefined,
      time: state.selected_time ?? undefined,
    }),
  );

const viewSubmission = z.object({
  ...sent,
  type: z.literal('view_submission'),
  view: z.object({
    ...tenantOfView,
    id: z.string(),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), entry)) }),
  }),
});
const anyPayload = z.object({ type: z.string() });

/**
 * Slack adds payload types without notice, and sends known ones with members missing: what we do not know is
 * `unsupported`, never an error. https://docs.slack.dev/reference/interaction-payloads
 */
export function parseInteraction(body: string): Interaction {
  const payload = jsonOrUndefined(new URLSearchParams(body).get('payload'));
  const type = anyPayload.safeParse(payload).data?.type ?? 'unreadable';
  return toClick(payload) ?? toHomeClick(payload) ?? toSubmission(payload) ?? { kind: 'unsupported', type };
}

function toClick(payload: unknown): Click | undefined {
  const { data } = blockActions.safeParse(payload);
  const sender = data && senderOf(data);
  if (data === undefined || sender === undefined) return undefined;
  const { container, response_url: responseUrl } = data;
  const message = { channel: container.channel_id, ts: container.message_ts };
  return {
    kind: 'button',
    ...pressed(data, sender, `${message.channel}:${message.ts}`),
    message,
    inThread: container.thread_ts != null && container.thread_ts !== message.ts,
    responseUrl,
  };
}

function toHomeClick(payload: unknown): HomeClick | undefined {
  const { data } = homeActions.safeParse(payload);
  const sender = data && senderOf(data);
  return data && sender && { kind: 'home-button', ...pressed(data, sender, data.view.id) };
}

function toSubmission(payload: unknown): Submission | undefined {
  const { data } = viewSubmission.safeParse(payload);
  const sender = data && senderOf(data);
  if (data === undefined || sender === undefined) return undefined;
  const { view } = data;
  return {
    kind: 'submission',
    ...sender,
    form: view.callback_id,
    token: view.private_metadata,
    submissionId: `slack:${sender.team}:${sender.user}:${view.id}:${view.hash}`,
    entries: new Map(
      Object.entries(view.state.values).flatMap(([block, inputs]) => {
        const [first] = Object.values(inputs);
        return first === undefined ? [] : [[block, first] as const];
      }),
    ),
  };
}

type Action = z.infer<typeof action>;

function pressed(
  { actions: [each], trigger_id: trigger }: { actions: [Action]; trigger_id?: string | undefined },
  sender: Sender,
  place: string,
): Pressed {
  const clickId = `slack:${sender.team}:${sender.user}:${place}:${each.action_ts}`;
  return { ...sender, action: each.action_id, clickId, token: each.value, trigger };
}

type Sent = {
  team?: { id: string } | null | undefined;
  enterprise?: { id: string } | null | undefined;
  user: { id: string; team_id?: string | null | undefined };
  view?: { team_id?: string | null | undefined; app_installed_team_id?: string | null | undefined };
};

/** The order is Slack's own: in a shared channel the outer members may name the other company. */
function senderOf({ team, enterprise, user, view }: Sent): Sender | undefined {
  const tenant = view?.app_installed_team_id ?? team?.id ?? user.team_id ?? view?.team_id;
  if (tenant == null) return undefined;
  return {
    team: toSlackTeamId(tenant),
    user: toSlackUserId(user.id),
    userTeam: user.team_id == null ? undefined : toSlackTeamId(user.team_id),
    enterprise: enterprise?.id,
  };
}

export function jsonOrUndefined(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
