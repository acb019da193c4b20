import type { Approver, ClosedStep, Decision, Step } from '../approvals/core/model';
import { tally } from '../approvals/core/quorum';
import { askedOf } from '../approvals/core/steps';
import { countVotes } from '../approvals/core/vote';
import type { Notification } from '../notifications/core/model';
import type { PersonId } from '../shared/brand';
import type { ApproverView, DecisionView, StepView } from './contract';
import { toNoticeView, type Words } from './notification-view';
import { asksText, quorumText, tieText } from './words';
import { deadlockText, excludedText, leftText } from './words-state';

/** Everything around an approval that its record does not carry. */
export type Around = {
  /** The request to this person in this step, as far as one was made. */
  noticeOf(step: number, id: PersonId): Notification | undefined;
  /** The comment of the decision that bears this sequence. */
  commentOf(sequence: number): string | undefined;
  readonly words: Words;
};

export function toStepView(step: Step, index: number, around: Around): StepView {
  const { approved, needed } = tally(step.quorum, step.approvers);
  const vote = toVoteView(step);
  const people = askedOf(step).length;
  const quorum = { vote: step.vote !== undefined, ...(people === 0 ? {} : { people }) };
  return {
    name: step.name,
    together: step.together,
    state: step.status,
    asks: asksText(step.asks, people === 0 ? undefined : people),
    quorum: quorumText(step.quorum, quorum),
    approved,
    needed,
    approvers: step.approvers.map((approver) => toApproverView(approver, { step, index }, around)),
    excluded: notAsked(step).map((each) => ({ id: each.id, because: excludedText(each) })),
    ...(vote === undefined ? {} : { vote }),
    ...runningView(step),
  };
}

/** Whoever was asked before stands among the approvers, and is told there why that is over. */
const notAsked = ({ approvers, excluded }: Step): Step['excluded'] => {
  const known = new Set(approvers.map(({ id }) => id));
  return excluded.filter(({ id }) => !known.has(id));
};

function runningView(step: Step): Pick<StepView, 'dueAt' | 'deadlock'> {
  if (step.status !== 'open') return {};
  const { clock, deadlock } = step;
  return {
    ...(clock === undefined ? {} : { dueAt: clock.dueAt }),
    ...(deadlock === undefined ? {} : { deadlock: deadlockText(deadlock.reason, step.excluded) }),
  };
}

function toVoteView(step: Step): StepView['vote'] {
  const { vote, approvers } = step;
  if (vote === undefined) return undefined;
  const counts = countVotes(vote, approvers);
  const winner = 'closedAt' in step ? (step satisfies ClosedStep).winner : undefined;
  return {
    options: vote.options.map(({ name }, option) => ({ name, votes: counts[option] ?? 0, won: option === winner })),
    choice: vote.choice,
    ...(vote.moderator === undefined ? {} : { moderator: vote.moderator }),
    tie: tieText(vote.tie),
  };
}

function toApproverView(
  approver: Approver,
  { step, index }: { readonly step: Step; readonly index: number },
  around: Around,
): ApproverView {
  const { id, decision, delegates, left, added, called } = approver;
  const row = around.noticeOf(index, id);
  return {
    id,
    delegates: delegates.map((each) => ({ id: each.id, until: each.until })),
    ...(decision === undefined ? {} : { decision: toDecisionView(decision, step, around) }),
    ...(row === undefined ? {} : { notice: toNoticeView(row, around.words) }),
    ...(left === undefined ? {} : { left: leftText(left, excludedIn(step, id)) }),
    ...(added === undefined ? {} : { added }),
    ...(called === undefined ? {} : { called }),
  };
}

const excludedIn = ({ excluded }: Step, id: PersonId) => excluded.find((each) => each.id === id);

function toDecisionView(decision: Decision, { vote }: Step, around: Around): DecisionView {
  const { kind, at, via, by, options, commented, sequence } = decision;
  const comment = commented ? around.commentOf(sequence) : undefined;
  return {
    kind,
    at,
    via,
    ...(by === undefined ? {} : { by }),
    ...(options === undefined ? {} : { options: options.flatMap((option) => vote?.options[option]?.name ?? []) }),
    ...(comment === undefined ? {} : { comment }),
  };
}
