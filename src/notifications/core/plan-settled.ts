import type { Approval, ApprovalEvent, Step } from '../../approvals/core/model';
import { isUndecided, readersOf } from '../../approvals/core/steps';
import { lastAnswerIn } from '../../approvals/core/vote-turn';
import type { PersonId } from '../../shared/brand';
import type { Notification } from './model';
import { stepsOf } from './plan';
import type { Numbered, Planned } from './planned';
import { isUpdated } from './progress';

/** Of the reminders of a step, so many of the newest are kept up to date. */
const NEWEST = 10;

/**
 * Pure: what asked for something besides the requests, and has to say so when that is over, or holds again. All that
 * there may be is named: only what exists is to be brought up to date.
 */
export function planSettled(approval: Approval, events: readonly Numbered[]): readonly Planned[] {
  return approval.steps.flatMap((step, index) => {
    const own = events.map(({ event }) => event).filter((event) => stepsOf(approval, event).includes(index));
    if (own.length === 0) return [];
    return [...remindersFor(step, index, own), ...turnOf(step, index, own)];
  });
}

/** Worth an update: it stands in Slack, or may come to. */
export const mayStand = (row: Notification | undefined): boolean =>
  row?.slack !== undefined && isUpdated(row) && ['pending', 'sent', 'updated'].includes(row.progress.status);

function remindersFor(step: Step, index: number, events: readonly ApprovalEvent[]): readonly Planned[] {
  const { reminders = 0 } = step;
  const first = Math.max(1, reminders - NEWEST + 1);
  const rounds = Array.from({ length: Math.max(0, reminders - first + 1) }, (_, n) => first + n);
  return rounds.length === 0
    ? []
    : readersConcerned(step, events).flatMap((recipient) =>
        rounds.map((round): Planned => ({ kind: 'reminder', step: index, recipient, round })),
      );
}

/** Whoever has decided before was told that nothing is awaited of them: what ends for the others is nothing new to them. */
function readersConcerned({ approvers }: Step, events: readonly ApprovalEvent[]): readonly PersonId[] {
  const concerned = events.map(placesIn);
  const named = new Set(concerned.flatMap((each) => (each === 'whoever-is-open' ? [] : each)));
  const isForAll = concerned.includes('whoever-is-open');
  const places = approvers.filter((each) => named.has(each.id) || (isForAll && isUndecided(each)));
  return [...readersOf({ approvers: places }).keys()];
}

/** In whose place something is awaited no longer, or again. */
function placesIn(event: ApprovalEvent): 'whoever-is-open' | readonly PersonId[] {
  switch (event.type) {
    case 'decision.made':
    case 'decision.withdrawn':
      return [event.inPlaceOf ?? event.by];
    case 'approver.reassigned':
      return [event.from];
    case 'step.staffed':
      return event.left;
    case 'step.returned':
    case 'step.resubmitted':
    case 'step.closed':
    case 'step.reopened':
    case 'approval.closed':
    case 'approval.reopened':
      return 'whoever-is-open';
    case 'content.changed':
      return event.meaning === 'tell' && event.changes.length > 0 ? [] : 'whoever-is-open';
    case 'approval.started':
    case 'step.reached':
    case 'step.opened':
    case 'step.deadlocked':
    case 'approver.added':
    case 'step.reminded':
    case 'step.escalated':
    case 'approval.settled':
    case 'approval.renewing':
    case 'approval.lapsed':
    case 'approval.shelved':
      return [];
  }
}

function turnOf(step: Step, index: number, events: readonly ApprovalEvent[]): readonly Planned[] {
  const moderator = step.vote?.moderator;
  const isOver = events.some((event) => placesIn(event) === 'whoever-is-open');
  if (moderator === undefined || !isOver) return [];
  return [{ kind: 'notice', topic: 'vote-turn', step: index, recipient: moderator, round: lastAnswerIn(step) }];
}
