import type { Approval, DecisionKind } from '../approvals/core/model';
import type { Notification, SlackMessage } from '../notifications/core/model';
import type { Clock, Log } from '../ports';
import type { AccountId, Instant } from '../shared/brand';
import { describeError, UnreadableError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import { APPROVE, REJECT } from './blocks';
import type { Connections } from './connections';
import { type Click, parseInteraction } from './parse';
import type { Reply } from './reply';
import { verify } from './verify';
import { appliedText, type ClickRefusal, FAILED, PROCESSING, refusedText, UNREADABLE } from './words';

export type SlackRequest = { readonly body: string; readonly headers: Readonly<Record<string, readonly string[]>> };
export type SlackAnswer = { readonly status: number; readonly body: string };

/** A click whose message and person were found to belong together. */
export type ButtonDecision = {
  readonly clickId: string;
  readonly by: AccountId;
  readonly kind: DecisionKind;
  readonly replyTo: string | undefined;
};

type Deps = {
  clock: Clock;
  log: Log;
  connections: Pick<Connections, 'all'>;
  reply: Reply;
  /** The row behind a token, with what is needed to decide on its approval at once. */
  findMessage: (token: string) => Promise<FoundMessage | undefined>;
};

export type FoundMessage = {
  readonly row: Notification;
  /** `queued` when there is no time or no luck left: the same decision follows through the queue. */
  decide(decision: ButtonDecision, deadline: Instant): Promise<Result<Approval, ClickRefusal> | 'queued'>;
  /** The click told where a message stands whose posting nobody saw answered. */
  heal(message: SlackMessage): Promise<void>;
  /** The message still offers what is no longer to be had: bring it up to date. */
  refresh(): Promise<void>;
};

const MAX_BODY_BYTES = 512 * 1_024;
/** A decision is written inline while the invocation is younger than this: Slack waits for three seconds. */
const INLINE_MS = 1_500;

const KIND_OF = new Map<string, DecisionKind>([
  [APPROVE, 'approve'],
  [REJECT, 'reject'],
]);

const answer = (status: number, body = ''): SlackAnswer => ({ status, body });

/** Verify, parse, find, decide, answer. Only a proven and understood click gets past the first two. */
export function createInteractions({ clock, log, connections, reply, findMessage }: Deps) {
  return async function handle(request: SlackRequest): Promise<SlackAnswer> {
    const startedAt = clock.now();
    if (Buffer.byteLength(request.body) > MAX_BODY_BYTES) return answer(413, 'body: larger than 512 KB');

    const { signingSecrets, connections: workspaces } = await connections.all();
    const verified = verify(request, signingSecrets, startedAt);
    if (!verified.ok) {
      log.warn('slack-request-refused', { reason: verified.error });
      return answer(401, `signature: ${verified.error}`);
    }

    const interaction = parseInteraction(request.body);
    if (interaction.kind === 'unsupported') {
      log.info('slack-payload-ignored', { type: interaction.type });
      return answer(200);
    }
    const kind = KIND_OF.get(interaction.action);
    if (kind === undefined) return answer(200);

    const ours = workspaces.some(({ team }) => team === interaction.team) && interaction.userTeam === interaction.team;
    const text = ours ? await decideByClick(interaction, kind, startedAt + INLINE_MS) : refusedText('not-an-approver');
    await reply(interaction.responseUrl, text);
    return answer(200);
  };

  async function decideByClick(click: Click, kind: DecisionKind, deadline: Instant): Promise<string> {
    try {
      const found = await findMessage(click.token);
      if (found === undefined) return refuse('message-unknown', click);
      const clicker = whoClicked(found.row, click);
      if (!clicker.ok) return refuse(clicker.error, click);
      return await decideAs(found, clicker.value, { click, kind, deadline });
    } catch (error) {
      log.error('click-failed', { click: click.clickId, ...describeError(error) });
      return error instanceof UnreadableError ? UNREADABLE : FAILED;
    }
  }

  async function decideAs(
    found: FoundMessage,
    { by, heal }: Clicker,
    { click, kind, deadline }: { click: Click; kind: DecisionKind; deadline: Instant },
  ): Promise<string> {
    if (heal !== undefined) await found.heal(heal);
    const decision = { clickId: click.clickId, by, kind, replyTo: click.responseUrl };
    const result = await found.decide(decision, deadline);
    if (result === 'queued') return PROCESSING;
    if (result.ok) return appliedText(kind, result.value);

    await found.refresh();
    return refuse(result.error, click);
  }

  function refuse(refusal: ClickRefusal, { clickId }: Click): string {
    log.warn('click-refused', { reason: refusal, click: clickId });
    return refusedText(refusal);
  }
}

/** `heal` is set when the click told where a message stands whose posting nobody saw answered. */
type Clicker = { readonly by: AccountId; readonly heal?: SlackMessage };

/**
 * The token, the message and the person must belong together: a token moved to another message, or pressed by
 * somebody else, decides nothing.
 */
function whoClicked(row: Notification, click: Click): Result<Clicker, ClickRefusal> {
  const { slack, recipient, kind } = row;
  if (kind !== 'approval-request' || recipient === undefined || slack === undefined) {
    return err('message-unknown');
  }
  if (slack.team !== click.team) return err('message-unknown');

  const { posted } = slack;
  const moved = posted !== undefined && (posted.channel !== click.message.channel || posted.ts !== click.message.ts);
  if (moved) return err('message-unknown');
  if (slack.user !== click.user) return err('not-your-message');
  return ok(posted === undefined ? { by: recipient, heal: { ...slack, posted: click.message } } : { by: recipient });
}
