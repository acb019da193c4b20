import type { ModalView } from '@slack/types';
import type { Approval, DecisionKind } from '../../approvals/core/model';
import { seatOf } from '../../approvals/core/seat';
import { readersOf } from '../../approvals/core/steps';
import type { Clock, Log } from '../../ports';
import type { ApprovalId, Instant, PersonId } from '../../shared/brand';
import { describeError, PermanentError } from '../../shared/errors';
import { err, type Result } from '../../shared/result';
import type { Acting, Deps as ActingDeps, Said } from '../acting';
import { type About, refusedWords, wordsOf } from '../answers';
import { kindOfAction } from '../buttons';
import type { FoundMessage } from '../clicks';
import type { OpenedView, Place, SlackClient } from '../client';
import type { Connection } from '../connections/model';
import { personIn } from '../elements';
import { aboutOf, type Holder } from '../holders';
import type { Click, HomeClick, Sender, Submission } from '../parse';
import { answer, jsonAnswer, type SlackAnswer } from '../requests';
import type { Enqueue } from '../tasks';
import { CLICK_AGAIN, type ClickRefusal, FAILED, NO_FORM } from '../words';
import { COMMENT, FORM_TITLE, OPTIONS, readDecideForm, renderDecideForm } from './decide-form';
import { namedIn, renderDetails } from './details';
import { isGone, loadingView, textView } from './views';

type Deps = Pick<ActingDeps, 'find' | 'known'> & {
  clock: Clock;
  log: Log;
  acting: Acting;
  enqueue: Enqueue;
  clientOf: (connection: Connection) => Pick<SlackClient, 'openView' | 'updateView'>;
  /** What was written with the decisions of an approval, by their sequence. */
  commentsOf: (id: ApprovalId) => Promise<ReadonlyMap<number, string>>;
};

export type Opening = {
  readonly click: Click | HomeClick;
  readonly connection: Connection;
  readonly deadline: Instant;
};
/** A modal that is open, and waits for what it is to show. */
export type Waiting = {
  readonly sender: Sender;
  readonly form: string;
  readonly token: string;
  readonly view: OpenedView;
  /** The message that was clicked. */
  readonly message?: Place | undefined;
};

const DETAILS = 'details';
const DECIDE = 'decide-';
const FROM_HOME = '@home';

export const isDecideForm = (form: string) => decisionOf(form) !== undefined;
export const isFromHome = (form: string) => form.endsWith(FROM_HOME);

function decisionOf(form: string): DecisionKind | undefined {
  const name = form.replace(FROM_HOME, '');
  return name.startsWith(DECIDE) ? kindOfAction(name.slice(DECIDE.length)) : undefined;
}

/** Modals are opened before anything is read, filled afterwards, and answered in place. */
export function createModals({ clock, log, acting, find, known, enqueue, clientOf, commentsOf }: Deps) {
  /** What the person is told where nothing could be opened. */
  async function openDecide(opening: Opening, kind: DecisionKind): Promise<string | undefined> {
    const form = `${DECIDE}${kind}${opening.click.kind === 'home-button' ? FROM_HOME : ''}`;
    const waiting = await open(opening, form, FORM_TITLE[kind]);
    if (waiting === undefined) return CLICK_AGAIN;
    if (clock.now() >= opening.deadline || !(await filledAtOnce(waiting, opening.connection))) await fillLater(waiting);
    return undefined;
  }

  /** The timeline names many people, which is read while nobody waits for an acknowledgement. */
  async function openDetails(opening: Opening): Promise<string | undefined> {
    const waiting = await open(opening, DETAILS, 'Approval');
    if (waiting === undefined) return CLICK_AGAIN;
    await fillLater(waiting);
    return undefined;
  }

  const fillLater = ({ sender, form, token, view: { id, hash }, message }: Waiting) =>
    enqueue({ type: 'fill', sender, form, token, view: { id, hash }, ...(message === undefined ? {} : { message }) });

  async function filledAtOnce(waiting: Waiting, connection: Connection): Promise<boolean> {
    try {
      await fill(waiting, connection);
      return true;
    } catch (error) {
      log.warn('modal-not-filled', { ...describeError(error) });
      return false;
    }
  }

  async function open({ click, connection }: Opening, form: string, name: string): Promise<Waiting | undefined> {
    if (click.trigger === undefined) return undefined;
    try {
      const view = await clientOf(connection).openView(click.trigger, loadingView(name));
      const { team, user, userTeam, enterprise, token } = click;
      const message = click.kind === 'button' ? click.message : undefined;
      return { sender: { team, user, userTeam, enterprise }, form, token, view, message };
    } catch (error) {
      log.warn('modal-not-opened', { click: click.clickId, ...describeError(error) });
      return undefined;
    }
  }

  async function fill(waiting: Waiting, connection: Connection): Promise<void> {
    const { id, hash } = waiting.view;
    try {
      await clientOf(connection).updateView({ id, hash }, await viewFor(waiting));
    } catch (error) {
      // Another delivery of the same click may have filled it too.
      if (isGone(error)) return log.info('modal-gone', describeError(error));
      // Nobody looks at a modal any more by the time at which another try could bring something else.
      if (error instanceof PermanentError) return log.error('modal-not-filled', describeError(error));
      throw error;
    }
  }

  /** What cannot be shown is said in the modal itself. */
  async function viewFor(waiting: Waiting): Promise<ModalView> {
    const name = titleOf(waiting.form);
    try {
      const found = await find(waiting.token);
      if (found === undefined) return textView(name, await said('message-unknown'));
      const holder = await acting.holderOf(found.row, waiting.sender, waiting.message);
      if (!holder.ok) return textView(name, await said(holder.error, aboutOf(found, holder)));
      return await filled(waiting, found, holder.value);
    } catch (error) {
      log.error('modal-not-filled', { ...describeError(error) });
      return textView(name, NO_FORM);
    }
  }

  async function filled(waiting: Waiting, found: FoundMessage, holder: Holder): Promise<ModalView> {
    const { approval } = found;
    if (holder.heal !== undefined) await found.heal(holder.heal);
    const kind = decisionOf(waiting.form);
    if (kind === undefined) return details(found, waiting.sender, holder.by);

    const seat = await seatFor(waiting.sender, found, holder.by);
    if (!seat.ok) {
      await found.refresh(seat.error);
      const about = { approval, step: found.row.step, by: holder.by };
      return textView(FORM_TITLE[kind], await said(seat.error, about));
    }
    const inPlaceOf = seat.value.approver.id === holder.by ? undefined : await nameOf(seat.value.approver.id);
    const form = { approval, seat: seat.value, kind, token: waiting.token, callback: waiting.form };
    return renderDecideForm(inPlaceOf === undefined ? form : { ...form, inPlaceOf });
  }

  async function details({ row, approval }: FoundMessage, sender: Sender, who: PersonId): Promise<ModalView> {
    const doubted = await acting.whyDoubted(sender, who);
    if (doubted !== undefined) return textView(titleOf(DETAILS), await said(doubted));
    if (row.kind === 'channel-request' && !isPartOf(approval, who)) {
      return textView(titleOf(DETAILS), await said('not-involved'));
    }
    const [people, comments] = await Promise.all([known(namedIn(approval)), commentsOf(approval.id)]);
    return renderDetails(approval, { people, comments, at: clock.now() });
  }

  async function seatFor(sender: Sender, { approval, row }: FoundMessage, by: PersonId) {
    const barred = await acting.whyBarred(sender, by);
    if (barred !== undefined) return err(barred);
    const seat = seatOf(approval, by, { at: clock.now(), only: row.step });
    const outdated: Result<never, ClickRefusal> = err('outdated');
    return seat.ok && approval.outdatedAt !== undefined ? outdated : seat;
  }

  const nameOf = async (id: PersonId) => personIn(await known([id]), id);
  const said = (refusal: ClickRefusal, about?: About) => wordsOf(refusedWords(refusal, about), known);

  /** The answer stands where the person looks: at the input that is wrong, or in the modal's place. */
  async function submitted(submission: Submission, deadline: Instant): Promise<SlackAnswer> {
    const kind = decisionOf(submission.form);
    if (kind === undefined) return answer(200);
    const { comment, options } = readDecideForm(submission.entries, kind);
    const { team, user, token, submissionId: commandId } = submission;
    const result = await acting.act({
      sender: submission,
      token,
      wish: { type: 'decide', kind, comment, options },
      commandId,
      deadline,
      to: { team, user },
    });
    if (isFromHome(submission.form) && result.outcome !== 'failed') await enqueue({ type: 'home', team, user });
    return answerTo(result, submission, { kind, comment });
  }

  function answerTo(
    { outcome, refusal, text }: Said,
    { entries }: Submission,
    { kind, comment }: { kind: DecisionKind; comment: string | undefined },
  ): SlackAnswer {
    // Whatever was entered stays where it is, to be sent again.
    if (outcome === 'failed') return jsonAnswer({ response_action: 'errors', errors: { [COMMENT]: FAILED } });
    const block = refusal === undefined ? undefined : AT_INPUT[refusal];
    if (block !== undefined && entries.has(block))
      return jsonAnswer({ response_action: 'errors', errors: { [block]: text } });
    const kept = outcome === 'refused' ? comment : undefined;
    return jsonAnswer({ response_action: 'update', view: textView(FORM_TITLE[kind], text, kept) });
  }

  return { openDecide, openDetails, fill, submitted };
}

export type Modals = ReturnType<typeof createModals>;

/** Everybody in a channel sees its messages; what was written with decisions is for those who take part. */
const isPartOf = ({ requester, steps }: Approval, who: PersonId): boolean =>
  requester === who || steps.some((step) => readersOf(step).has(who));

/** Refusals that the person can mend in the form. */
const AT_INPUT: Partial<Record<ClickRefusal, string>> = {
  'comment-required': COMMENT,
  'comment-too-long': COMMENT,
  'unknown-option': OPTIONS,
  'one-option-only': OPTIONS,
};

function titleOf(form: string): string {
  const kind = decisionOf(form);
  return kind === undefined ? 'Approval' : FORM_TITLE[kind];
}
