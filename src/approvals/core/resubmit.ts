import type { Instant } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { changesBetween } from '../../subjects/core/changes';
import type { Command, PendingApproval, Refusal } from './model';
import { settleStep } from './settle';
import { askedAnew, termsOf } from './steps';
import { SYSTEM, type Transition, withStep } from './transition';

/** The requester has made the changes: the same step asks its people again, about the content as it is now. */
export function resubmit(
  approval: PendingApproval,
  { by, step: index, seen }: Extract<Command, { type: 'resubmit' }>,
  at: Instant,
): Result<Transition, Refusal> {
  const step = approval.steps[index];
  if (by.id !== approval.requester && !by.admin) return err('not-the-requester');
  if (step?.status !== 'returned') return err('unchanged');

  const { changed: _, outdatedAt: __, askedAgain: ___, ...rest } = approval;
  const changes = changesBetween(approval.basis, seen);
  const askedAgain = changes.length === 0 ? {} : { askedAgain: { at, changes } };
  const approvers = askedAnew(step.approvers, () => true);
  const next = withStep({ ...rest, ...askedAgain, basis: seen }, index, {
    ...termsOf(step),
    approvers,
    status: 'open',
    openedAt: at,
    staffedAt: 0,
    reminders: step.reminders,
  });
  const settled = settleStep(next, index, { at, by: SYSTEM });
  return ok({
    next: settled.next,
    events: [{ type: 'step.resubmitted', step: index, by: by.id }, ...settled.events],
  });
}
