import type { ActionsBlock, KnownBlock, MrkdwnElement } from '@slack/types';
import type { Approval, Approver, Decision, DecisionKind, Step } from '../approvals/core/model';
import { tally } from '../approvals/core/quorum';
import { decisionOf, type Seat } from '../approvals/core/seat';
import { askedOf, deciderOf, readersOf } from '../approvals/core/steps';
import { withdraw } from '../approvals/core/withdraw';
import type { People } from '../identity/core/model';
import { readerSeat } from '../notifications/core/plan';
import type { PersonId } from '../shared/brand';
import type { SlackBehaviour } from './behaviour';
import { requestButtons } from './buttons';
import type { Message } from './client';
import { context, header, mrkdwn, nameOfSubject, personIn, plain, section, spokenName, when } from './elements';
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

const HEADLINE: Record<Approval['status'], string> = {
  pending: 'Approval requested',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

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
  if (seat !== undefined || approval.status !== 'pending' || step === undefined) return HEADLINE[approval.status];
  if (approval.outdatedAt !== undefined) return 'Outdated';
  const isOver = (readersOf(step).get(recipient) ?? 0) > round;
  return isOver && step.status === 'open' ? 'Asked again' : headlineOfStep(request, step);
}

function headlineOfStep({ approval, recipient, step: index }: Request, step: Step): string {
  switch (step.status) {
    case 'approved':
      return 'Step approved';
    case 'returned':
      return 'Changes requested';
    case 'waiting':
    case 'resolving':
      return 'Not your turn yet';
    case 'rejected':
    case 'skipped':
    case 'left-out':
    case 'expired':
      return 'Step over';
    case 'open': {
      const place = step.approvers.find(({ id }) => id === recipient);
      if (place?.left !== undefined) return place.left.reason === 'reassigned' ? 'Handed on' : 'No longer asked';
      if (step.approvers.some((each) => deciderOf(each) === recipient)) return 'You have decided';
      const open = readerSeat(approval, recipient, index);
      return !open.ok && open.error === 'already-decided' ? 'Already decided' : 'No longer asked';
    }
  }
}

function progress(request: Request, step: Step, seat: Seat | undefined): KnownBlock[] {
  const { approval, people, recipient } = request;
  const deciders = decidersOf(step);
  const shown = deciders.slice(-(LIMITS.contextElements - 1));
  const more = deciders.length - shown.length;
  const lines = shown.map((each) => mrkdwn(decisionLine(request, step, each)));
  const inPlace = seat !== undefined && seat.approver.id !== recipient ? [seat.approver.id] : [];
  return [
    ...context([
      mrkdwn(`Asked by ${personIn(people, approval.requester)}`),
      plain(`Step: ${step.name}`, LIMITS.headerText),
      plain(progressText(step), LIMITS.headerText),
      ...inPlace.map((id) => mrkdwn(`In place of ${personIn(people, id)}`)),
      ...dueOf(step),
    ]),
    ...changesOf(approval),
    ...context(more > 0 ? [...lines, plain(`and ${more} more`, 50)] : lines),
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
function changesOf({ changed }: Approval): KnownBlock[] {
  const parts = changed?.changes.map(({ part }) => part) ?? [];
  return parts.length === 0 ? [] : context([plain(`Changed since it was asked: ${parts.join(', ')}`, 300)]);
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

/** Whoever chose many options must not fill the message with them. */
const OPTIONS_CHARS = 300;

function decisionLine({ people, recipient }: Request, step: Step, { id, decision }: Decider): string {
  const nameOf = (person: PersonId) => (person === recipient ? 'You' : personIn(people, person));
  const by = decision.by ?? id;
  const place = decision.by === undefined ? '' : ` for ${personIn(people, id)}`;
  const options = decision.options?.map((each) => inert(step.vote?.options[each]?.name ?? '', 80)).join(', ');
  const chosen = options === undefined ? '' : ` ${clip(options, OPTIONS_CHARS)}`;
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
function summary({ approval, people }: Request, headline: string, step: Step | undefined): string {
  const about = `${approval.definition.name} for ${nameOfSubject(approval.subject).replace(' · ', ' ')}`;
  const last = step === undefined ? undefined : decidersOf(step).at(-1);
  const by = approval.status === 'approved' || approval.status === 'rejected' ? last : undefined;
  const name = by === undefined ? '' : ` by ${spokenName(people, deciderOf(by) ?? by.id) ?? 'an approver'}`;
  return inert(clip(`${headline}${name}: ${about}`, LIMITS.fallbackText), LIMITS.fallbackText);
}
