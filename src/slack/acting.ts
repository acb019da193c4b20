import type { Approval, DecisionKind } from '../approvals/core/model';
import type { People } from '../identity/core/model';
import type { Notification, SlackMessage } from '../notifications/core/model';
import type { Log } from '../ports';
import { type Instant, isExternal, type PersonId } from '../shared/brand';
import { describeError, UnreadableError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import { type About, doneText, refusedWords, type Text, wordsOf } from './answers';
import type { SlackBehaviour } from './behaviour';
import type { Clicks, FoundMessage } from './clicks';
import type { Place } from './client';
import type { Sender } from './parse';
import type { SlackCommand } from './tasks';
import type { AnswerTo } from './tell';
import type { Who } from './who';
import { type ClickRefusal, FAILED, PROCESSING, UNREADABLE } from './words';

/** What a person wants done, before it is known whether they may. */
export type Wish =
  | {
      readonly type: 'decide';
      readonly kind: DecisionKind;
      readonly comment?: string | undefined;
      readonly options?: readonly number[] | undefined;
    }
  | { readonly type: 'withdraw' }
  | { readonly type: 'remind' };

export type Asking = {
  readonly sender: Sender;
  readonly token: string;
  readonly wish: Wish;
  /** The same for every delivery. */
  readonly commandId: string;
  readonly deadline: Instant;
  /** The message that was clicked; none for a modal or the App Home. */
  readonly message?: Place;
  readonly to: AnswerTo;
};

/** What the person is told. `text` is mrkdwn. */
export type Said = {
  readonly outcome: 'done' | 'queued' | 'refused' | 'failed';
  readonly refusal?: ClickRefusal;
  readonly text: string;
};

export type Deps = {
  log: Log;
  find: Clicks['find'];
  who: Pick<Who, 'trusted' | 'linkOf'>;
  behaviour: () => Promise<SlackBehaviour>;
  /** Names as far as they are known already: nobody waits for a product. */
  known: (ids: readonly PersonId[]) => Promise<People>;
};

/** `heal` is set when the click told where a message stands whose posting nobody saw answered. */
export type Holder = { readonly by: PersonId; readonly heal?: SlackMessage };

export function createActing({ log, find, who, behaviour, known }: Deps) {
  async function act(asking: Asking): Promise<Said> {
    try {
      const found = await find(asking.token);
      if (found === undefined) return await refuse('message-unknown', asking);
      const holder = await holderOf(found.row, asking.sender, asking.message);
      const about = aboutOf(found, holder);
      if (!holder.ok) return await refuse(holder.error, asking, about);
      return await actAs(found, holder.value, asking);
    } catch (error) {
      log.error('click-failed', { click: asking.commandId, ...describeError(error) });
      return { outcome: 'failed', text: error instanceof UnreadableError ? UNREADABLE : FAILED };
    }
  }

  async function actAs(found: FoundMessage, { by, heal }: Holder, asking: Asking): Promise<Said> {
    const what = toCommand(found.row, asking.wish, by);
    if (what === undefined) return refuse('message-unknown', asking);
    const barred = await whyBarred(asking.sender, by);
    // Buttons that decide stand there from before that was forbidden.
    if (barred === 'log-in-to-decide') await found.refresh();
    if (barred !== undefined) return refuse(barred, asking);

    if (heal !== undefined) await found.heal(heal);
    return carryOut(found, what, asking);
  }

  async function carryOut(found: FoundMessage, what: SlackCommand, asking: Asking): Promise<Said> {
    const { wish, commandId: id, to, deadline } = asking;
    const { step } = what;
    const by = what.type === 'remind' ? what.by.id : what.by;
    const result = await found.carryOut({ id, what, to }, deadline);
    if (result === 'queued') return { outcome: 'queued', text: PROCESSING };
    if (result.ok)
      return { outcome: 'done', text: await inWords(doneText(wish, { approval: result.value, step, by })) };

    await found.refresh();
    return refuse(result.error, asking, { approval: await found.present(), step, by });
  }

  async function whyBarred(sender: Sender, by: PersonId): Promise<ClickRefusal | undefined> {
    const { actWithoutLogin } = await behaviour();
    if (!actWithoutLogin) return 'log-in-to-decide';
    if (isExternal(by)) return undefined;
    const trusted = await who.trusted(sender, by);
    return trusted.ok ? undefined : trusted.error;
  }

  /**
   * The token, the message and the person must belong together: a token moved to another message, or pressed by
   * somebody else, does nothing. Where there is no message, the person may also be known by their link.
   */
  async function holderOf(
    row: Notification,
    sender: Sender,
    message: Place | undefined,
  ): Promise<Result<Holder, ClickRefusal>> {
    const { slack, recipient } = row;
    if (recipient === undefined) return err('message-unknown');
    if (message !== undefined) return holderOfMessage(row, recipient, { sender, message });
    if (slack?.team === sender.team && slack.user === sender.user) return ok({ by: recipient });
    const linked = await who.linkOf(sender.team, sender.user);
    return linked?.account === recipient ? ok({ by: recipient }) : err('not-your-message');
  }

  const inWords = (text: Text) => wordsOf(text, known);

  async function refuse(refusal: ClickRefusal, { commandId }: Pick<Asking, 'commandId'>, about?: About): Promise<Said> {
    log.warn('click-refused', { reason: refusal, click: commandId });
    return { outcome: 'refused', refusal, text: await inWords(refusedWords(refusal, about)) };
  }

  return { act, holderOf, whyBarred, inWords, refuse };
}

export type Acting = ReturnType<typeof createActing>;

function holderOfMessage(
  { slack }: Notification,
  by: PersonId,
  { sender, message }: { sender: Sender; message: Place },
): Result<Holder, ClickRefusal> {
  if (slack === undefined || slack.team !== sender.team) return err('message-unknown');
  const { posted } = slack;
  if (posted !== undefined && (posted.channel !== message.channel || posted.ts !== message.ts)) {
    return err('message-unknown');
  }
  if (slack.user !== sender.user) return err('not-your-message');
  return ok(posted === undefined ? { by, heal: { ...slack, posted: message } } : { by });
}

export function aboutOf(
  { row, approval }: { row: Notification; approval: Approval },
  holder: Result<Holder, ClickRefusal>,
) {
  if (row.recipient === undefined) return undefined;
  const owner = holder.ok ? undefined : row.slack?.user;
  return { approval, step: row.step, by: row.recipient, ...(owner === undefined ? {} : { owner }) };
}

/** A notice can only be answered by a reminder; what is decided belongs to a request. */
function toCommand({ kind, step, round }: Notification, wish: Wish, by: PersonId): SlackCommand | undefined {
  if (wish.type === 'remind') {
    const isTold = kind === 'notice' || kind === 'approval-request';
    return isTold && !isExternal(by) ? { type: 'remind', by: { id: by, admin: false }, step } : undefined;
  }
  if (kind !== 'approval-request') return undefined;
  if (wish.type === 'withdraw') return { type: 'withdraw', by, step };
  const { kind: decision, comment, options } = wish;
  return {
    type: 'decide',
    by,
    kind: decision,
    via: 'slack',
    step,
    round,
    ...(comment === undefined ? {} : { comment }),
    ...(options === undefined ? {} : { options: [...options] }),
  };
}
