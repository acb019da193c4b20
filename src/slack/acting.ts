import type { Approval, DecisionKind } from '../approvals/core/model';
import { readersOf } from '../approvals/core/steps';
import type { People } from '../identity/core/model';
import { askingOf } from '../notifications/core/channel';
import type { Notification } from '../notifications/core/model';
import type { Log } from '../ports';
import { type Instant, isExternal, type PersonId } from '../shared/brand';
import { describeError, UnreadableError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import { type About, doneText, refusedWords, type Text, wordsOf } from './answers';
import type { SlackBehaviour } from './behaviour';
import type { Clicks, FoundMessage } from './clicks';
import type { Place } from './client';
import { aboutOf, createHolderOf, type Holder } from './holders';
import type { Sender } from './parse';
import type { SlackCommand } from './tasks';
import type { AnswerTo } from './tell';
import type { Who } from './who';
import { type ClickRefusal, FAILED, PROCESSING, REMINDING, UNREADABLE } from './words';

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
  who: Pick<Who, 'trusted' | 'linkOf' | 'accountOf'>;
  behaviour: () => Promise<SlackBehaviour>;
  /** Names as far as they are known already: nobody waits for a product. */
  known: (ids: readonly PersonId[]) => Promise<People>;
};

export function createActing({ log, find, who, behaviour, known }: Deps) {
  const holderOf = createHolderOf(who);

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
    const wished = toCommand(found, asking.wish, by);
    if (!wished.ok) return refuse(wished.error, asking);
    const what = wished.value;
    const barred = await whyBarred(asking.sender, by);
    // Buttons that decide stand there from before that was forbidden.
    if (barred === 'log-in-to-decide') await found.refresh(barred);
    if (barred !== undefined) return refuse(barred, asking);

    if (heal !== undefined) await found.heal(heal);
    return carryOut(found, what, asking);
  }

  async function carryOut(found: FoundMessage, what: SlackCommand, asking: Asking): Promise<Said> {
    const { wish, commandId: id, to, deadline } = asking;
    const { step } = what;
    const by = what.type === 'remind' ? what.by.id : what.by;
    const result = await found.carryOut({ id, what, to }, deadline);
    if (result === 'queued') return { outcome: 'queued', text: what.type === 'remind' ? REMINDING : PROCESSING };
    if (result.ok)
      return { outcome: 'done', text: await inWords(doneText(wish, { approval: result.value, step, by })) };

    await found.refresh(result.error);
    return refuse(result.error, asking, { approval: await found.present(), step, by });
  }

  async function whyBarred(sender: Sender, by: PersonId): Promise<ClickRefusal | undefined> {
    const { actWithoutLogin } = await behaviour();
    return actWithoutLogin ? whyDoubted(sender, by) : 'log-in-to-decide';
  }

  /** Why a Slack user is not taken for the person, whom a message may have been sent to before that was known. */
  async function whyDoubted(sender: Sender, by: PersonId): Promise<ClickRefusal | undefined> {
    if (isExternal(by)) return undefined;
    const trusted = await who.trusted(sender, by);
    return trusted.ok ? undefined : trusted.error;
  }

  const inWords = (text: Text) => wordsOf(text, known);

  async function refuse(refusal: ClickRefusal, { commandId }: Pick<Asking, 'commandId'>, about?: About): Promise<Said> {
    log.warn('click-refused', { reason: refusal, click: commandId });
    return { outcome: 'refused', refusal, text: await inWords(refusedWords(refusal, about)) };
  }

  return { act, holderOf, whyBarred, whyDoubted, inWords, refuse };
}

export type Acting = ReturnType<typeof createActing>;

/** A notice can only be answered by a reminder; what is decided belongs to a request. */
function toCommand({ row, approval }: FoundMessage, wish: Wish, by: PersonId): Result<SlackCommand, ClickRefusal> {
  const { kind, step, round } = row;
  if (kind === 'channel-request') return fromChannel(row, approval, { wish, by });
  if (wish.type === 'remind') {
    const isTold = kind === 'notice' || kind === 'approval-request';
    return isTold && !isExternal(by)
      ? ok({ type: 'remind', by: { id: by, admin: false }, step })
      : err('message-unknown');
  }
  if (kind !== 'approval-request') return err('message-unknown');
  return ok(wish.type === 'withdraw' ? { type: 'withdraw', by, step } : deciding(wish, { by, step, round }));
}

/** A message in a channel is for the newest asking of anybody; each of its readers answers the one that is theirs. */
function fromChannel(
  { step: index, round }: Notification,
  { steps }: Approval,
  { wish, by }: { wish: Wish; by: PersonId },
): Result<SlackCommand, ClickRefusal> {
  const step = steps[index];
  if (wish.type !== 'decide' || step === undefined) return err('message-unknown');
  if (round < askingOf(step)) return err('asked-anew');
  return ok(deciding(wish, { by, step: index, round: readersOf(step).get(by) }));
}

const deciding = (
  { kind, comment, options }: Extract<Wish, { type: 'decide' }>,
  { by, step, round }: { by: PersonId; step: number; round: number | undefined },
): SlackCommand => ({
  type: 'decide',
  by,
  kind,
  via: 'slack',
  step,
  ...(round === undefined ? {} : { round }),
  ...(comment === undefined ? {} : { comment }),
  ...(options === undefined ? {} : { options: [...options] }),
});
