import type { Approval, ApprovalEvent } from '../../approvals/core/model';
import { askedOf } from '../../approvals/core/steps';
import { awaitsModerator, lastAnswerIn } from '../../approvals/core/vote-turn';
import type { PersonId } from '../../shared/brand';
import type { Topic } from './model';
import type { Numbered, Planned } from './planned';

type Notice = {
  readonly topic: Topic;
  readonly step: number;
  readonly to: readonly PersonId[];
  /** What makes it the same one where several events tell of it; else it is the event. */
  readonly round?: number;
};

/** Who has to know of an event although nobody asks them to decide. One notice for each event and person. */
export function noticesOf(approval: Approval, { sequence, event }: Numbered): Planned[] {
  const notice = noticeOf(approval, event);
  if (notice === undefined) return [];
  const { topic, step, to, round = sequence } = notice;
  return [...new Set(to)].map((recipient) => ({ kind: 'notice', topic, step, recipient, round }));
}

function noticeOf(approval: Approval, event: ApprovalEvent): Notice | undefined {
  const { requester, definition } = approval;
  switch (event.type) {
    case 'step.returned':
      return { topic: 'changes-requested', step: event.step, to: [requester] };
    // Also when somebody who had not voted is no longer asked.
    case 'decision.made':
    case 'step.staffed':
      return noticeOfTurn(approval, event.step);
    case 'step.deadlocked':
      return { topic: 'deadlock', step: event.step, to: [requester, definition.owner] };
    case 'content.changed':
      return noticeOfChange(approval, event);
    case 'approval.closed':
      return event.by.type === 'account' && event.by.accountId === requester
        ? undefined
        : { topic: 'outcome', step: 0, to: [requester] };
    // Who was told of an outcome has to know that it is none any more.
    case 'approval.reopened':
      return event.by === requester ? undefined : { topic: 'outcome', step: 0, to: [requester] };
    case 'approval.renewing':
      return { topic: 'renewing', step: 0, to: [requester] };
    case 'approval.lapsed':
      return { topic: 'lapsed', step: 0, to: [requester] };
    case 'approval.started':
    case 'step.reached':
    case 'step.opened':
    case 'decision.withdrawn':
    case 'step.resubmitted':
    case 'step.closed':
    case 'step.reopened':
    case 'approver.reassigned':
    case 'approver.added':
    case 'step.reminded':
    case 'step.escalated':
    case 'approval.settled':
    case 'approval.shelved':
      return undefined;
  }
}

/** Once for each time that it is the moderator's turn: a vote that was taken back and given anew is another one. */
function noticeOfTurn(approval: Approval, index: number): Notice | undefined {
  const step = approval.steps[index];
  const moderator = step?.vote?.moderator;
  if (step === undefined || moderator === undefined || !awaitsModerator(approval, step)) return undefined;
  return { topic: 'vote-turn', step: index, to: [moderator], round: lastAnswerIn(step) };
}

/** Content that is again what it was needs no notice: the messages show it. */
function noticeOfChange(
  approval: Approval,
  { meaning, changes }: Extract<ApprovalEvent, { type: 'content.changed' }>,
): Notice | undefined {
  const { requester } = approval;
  if (changes.length === 0) return undefined;
  switch (meaning) {
    case 'mark':
      return { topic: 'outdated', step: 0, to: [requester] };
    case 'ask-again':
      return { topic: 'asked-again', step: 0, to: [requester] };
    case 'tell':
      return { topic: 'content-changed', step: 0, to: [requester, ...askedNow(approval)] };
  }
}

const askedNow = (approval: Approval): readonly PersonId[] =>
  approval.steps.flatMap((step) => (step.status === 'open' ? askedOf(step).map(({ id }) => id) : []));
