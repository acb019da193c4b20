import type { ActionsBlock, KnownBlock, MrkdwnElement } from '@slack/types';
import type { Approval, Approver, Decision, DecisionKind, Step } from '../approvals/core/model';
import { tally } from '../approvals/core/quorum';
import { decisionOf, type Seat } from '../approvals/core/seat';
import { askedOf, deciderOf, readersOf } from '../approvals/core/steps';
import { withdraw } from '../approvals/core/withdraw';
import type { People } from '../identity/core/model';
import { partsIn } from '../notifications/core/change-words';
import { readerSeat } from '../notifications/core/plan';
import { voteSentence } from '../notifications/core/vote-words';
import type { PersonId } from '../shared/brand';
import type { SlackBehaviour } from './behaviour';
import { requestButtons } from './buttons';
import type { Message } from './client';
import { context, header, mrkdwn, nameOfSubject, personIn, plain, section, spokenName, when } from './elements';
import { askingHeadline, headlineOfStep, OUTCOME_HEADLINE, SUPERSEDED } from './headlines';
import { clip, inert, LIMITS } from './limits';

/** What the message is about, for whom, and the token by which its buttons are known again. */
export type Request = {
  readonly approval: Approval;
  readonly sequence: number;
  readonly step: number;
  /** The asking that the message belongs to. */
  readonly round: number;
  readonly recipient: PersonId;
  readonly people: People;
  readonly token: string;
  /** Everything is allowed where nobody has said otherwise. */
  readonly behaviour?: SlackBehaviour | undefined;
};

type Told = Pick<Request, 'approval' | 'people'> & { readonly recipient?: PersonId };

/** The same request always gives the same message: the present state, and buttons only for who may press them. */
export function renderRequest(request: Request): Message {
  const { approval, sequence, step: index } = request;
  const step = approval.steps[index];
  const seat = seatOf(request, step);
  const headline = headlineOf(request, step, seat);

  const blocks: KnownBlock[] = [
    header(`${headline}: ${approval.definition.name}`),
    section(nameOfSubject(approval.subject)),
    ...(step === undefined ? [] : progress(request, step, seat)),
    ...calledBy(request, seat),
    ...graceOf(request, step),
    { ...actions(request, seat), block_id: `actions-${sequence}` },
  ];
  return { text: summary(request, headline, step), blocks };
}

/** Where the reader may decide, in the asking that this message belongs to. */
function seatOf({ approval, recipient, step: index, round }: Request, step: Step | undefined): Seat | undefined {
  const open = readerSeat(approval, recipient, index);
  if (!open.ok || step === undefined || approval.outdatedAt !== undefined) return undefined;
  return (readersOf(step).get(recipient) ?? 0) === round ? open.value : undefined;
}

function headlineOf(request: Request, step: Step | undefined, seat: Seat | undefined): string {
  const { approval, recipient, round } = request;
  if (approval.status !== 'pending') return OUTCOME_HEADLINE[approval.status];
  if (seat !== undefined || step === undefined) return askingHeadline(step, round);
  if (approval.outdatedAt !== undefined) return 'Outdated';
  const isAskedAnew = (readersOf(step).get(recipient) ?? 0) > round && !hasLeft(step, recipient);
  return isAskedAnew && step.status === 'open' ? SUPERSEDED : headlineOfStep(request, step);
}

const hasLeft = (step: Step, reader: PersonId) =>
  step.approvers.some(({ id, left }) => id === reader && left !== undefined);

function progress(request: Request, step: Step, seat: Seat | undefined): KnownBlock[] {
  const { people, recipient } = request;
  const inPlace = seat !== undefined && seat.approver.id !== recipient ? [seat.approver.id] : [];
  return stepFacts(
    request,
    step,
    inPlace.map((id) => mrkdwn(`In place of ${personIn(people, id)}`)),
  );
}

/** Who had the reader asked, and why, where the definition does not name them. */
function calledBy({ people, recipient }: Request, seat: Seat | undefined): KnownBlock[] {
  if (seat?.approver.called === undefined || seat.approver.id !== recipient) return [];
  const { by, reason } = seat.approver.called;
  return context([mrkdwn(`${personIn(people, by)} had you asked: “${inert(reason, REASON_CHARS)}”`)]);
}

/** What is to be told of a step whoever reads it: for a reader of their own, as theirs. */
export function stepFacts(told: Told, step: Step, more: readonly MrkdwnElement[] = []): KnownBlock[] {
  const { approval, people } = told;
  const deciders = decidersOf(step);
  const shown = deciders.slice(-(LIMITS.contextElements - 1));
  const others = deciders.length - shown.length;
  const lines = shown.map((each) => mrkdwn(decisionLine(told, step, each)));
  return [
    ...context([
      mrkdwn(`Asked by ${personIn(people, approval.requester)}`),
      plain(`Step: ${step.name}`, LIMITS.headerText),
      plain(progressText(step), LIMITS.headerText),
      ...more,
      ...dueOf(step),
    ]),
    ...endOf(step),
    ...changesOf(approval, step),
    ...context(others > 0 ? [...lines, plain(`and ${others} more`, 50)] : lines),
  ];
}

/** How far the step is. */
export function progressText(step: Step): string {
  const { approved, needed } = tally(step.quorum, step.approvers);
  if (step.vote === undefined) return `${approved} of ${needed} approved`;
  return `${approved} of ${askedOf(step).length} voted`;
}

const dueOf = (step: Step): MrkdwnElement[] =>
  step.status === 'open' && step.clock !== undefined ? [mrkdwn(`Due ${when(step.clock.dueAt)}`)] : [];

/** What is different from what was asked about, in one line. */
function changesOf({ changed, askedAgain }: Approval, { approvers }: Step): KnownBlock[] {
  const since = changed?.changes ?? [];
  if (since.length > 0) return context([plain(`Changed since it was asked: ${partsIn(since)}`, 300)]);
  const before = approvers.some(({ round }) => round > 0) ? (askedAgain?.changes ?? []) : [];
  return before.length === 0 ? [] : context([plain(`Changed since it was asked before: ${partsIn(before)}`, 300)]);
}

/** Which option won a vote that is over. */
function endOf(step: Step): KnownBlock[] {
  const sentence = voteSentence(step);
  return sentence === undefined ? [] : context([plain(sentence, 300)]);
}

type Decider = Approver & { readonly decision: Decision };

/** In the order in which they decided, which need not be the one in which they are listed. */
const decidersOf = (step: Step): readonly Decider[] =>
  step.approvers
    .flatMap((each) => (each.decision === undefined ? [] : [{ ...each, decision: each.decision }]))
    .sort((one, other) => one.decision.sequence - other.decision.sequence);

const MARK: Record<DecisionKind, string> = {
  approve: ':white_check_mark:',
  reject: ':no_entry:',
  'request-changes': ':pencil2:',
  abstain: ':heavy_minus_sign:',
  vote: ':ballot_box_with_ballot:',
};
const VERB: Record<DecisionKind, string> = {
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'asked for changes',
  abstain: 'abstained',
  vote: 'voted',
};

const REASON_CHARS = 500;

/** Whoever chose many options must not fill the message with them. */
const OPTIONS_CHARS = 300;

function decisionLine({ people, recipient }: Told, step: Step, { id, decision }: Decider): string {
  const nameOf = (person: PersonId) => (person === recipient ? 'You' : personIn(people, person));
  const by = decision.by ?? id;
  const place = decision.by === undefined ? '' : ` for ${personIn(people, id)}`;
  const options = decision.options?.map((each) => `“${inert(step.vote?.options[each]?.name ?? '', 80)}”`).join(', ');
  const chosen = options === undefined ? '' : ` for ${clip(options, OPTIONS_CHARS)}`;
  return `${MARK[decision.kind]} ${nameOf(by)} ${VERB[decision.kind]}${chosen}${place} ${when(decision.at)}`;
}

function actions(request: Request, seat: Seat | undefined): ActionsBlock {
  const { approval, token, behaviour, step: index } = request;
  const more = {
    view: approval.status === 'pending',
    takeBack: takesBack(request, approval.steps[index]) !== undefined,
    ...(behaviour === undefined ? {} : { behaviour }),
  };
  return { type: 'actions', elements: requestButtons(approval.subject, token, seat?.step, more) };
}

/** The reader's own decision, if it can be taken back, as far as the state tells: what runs out is told beside it. */
function takesBack({ approval, recipient, step: index, round }: Request, step: Step | undefined): Decision | undefined {
  const decision = step && decisionOf(step, recipient);
  if (step === undefined || decision === undefined || (readersOf(step).get(recipient) ?? 0) !== round) return undefined;
  const taken = withdraw(approval, { type: 'withdraw', by: recipient, step: index }, decision.at);
  return taken.ok ? decision : undefined;
}

/** A message is not changed only because time has passed, so it says until when. */
function graceOf(request: Request, step: Step | undefined): KnownBlock[] {
  const { approval, behaviour } = request;
  const decision = takesBack(request, step);
  if (decision === undefined || step === undefined || !('closedAt' in step)) return [];
  if (behaviour?.actWithoutLogin === false || behaviour?.actionButtons === false) return [];
  return context([mrkdwn(`You can take this back until ${when(decision.at + approval.terms.undoMinutes * 60_000)}`)]);
}

/** What notifications and screen readers say: a whole sentence with the state. */
export function summary({ approval, people }: Told, headline: string, step: Step | undefined): string {
  const about = `${approval.definition.name} for ${nameOfSubject(approval.subject).replace(' · ', ' ')}`;
  const last = step === undefined ? undefined : decidersOf(step).at(-1);
  const by = approval.status === 'approved' || approval.status === 'rejected' ? last : undefined;
  const name = by === undefined ? '' : ` by ${spokenName(people, deciderOf(by) ?? by.id) ?? 'an approver'}`;
  return inert(clip(`${headline}${name}: ${about}`, LIMITS.fallbackText), LIMITS.fallbackText);
}
