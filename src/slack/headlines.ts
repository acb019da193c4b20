import type { Approval, Step } from '../approvals/core/model';
import { deciderOf } from '../approvals/core/steps';
import { readerSeat } from '../notifications/core/plan';
import type { PersonId } from '../shared/brand';

/** How messages begin, whoever they are for. */
export const OUTCOME_HEADLINE: Record<Exclude<Approval['status'], 'pending'>, string> = {
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

/** Of a message by which somebody is asked; whoever was asked before has an older one that does not count any more. */
export function askingHeadline(step: Pick<Step, 'vote'> | undefined, round: number): string {
  if (round > 0) return 'Asked again';
  return step?.vote === undefined ? 'Approval requested' : 'Vote requested';
}

/** Of a message that was followed by another. */
export const SUPERSEDED = 'Asked again below';

/** Of a step in which the reader has nothing to decide, while the approval goes on. */
export function headlineOfStep(
  { approval, recipient, step: index }: { approval: Approval; recipient: PersonId; step: number },
  step: Step,
): string {
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
