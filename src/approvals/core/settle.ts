import type { Instant } from '../../shared/brand';
import type { Actor, ApprovalEvent, ClosedStepStatus, DeadlockReason, OpenStep, PendingApproval } from './model';
import { type Because, standingOf } from './standing';
import { closed, isUndecided } from './steps';
import { advance, andThen, closeApproval, type Transition, withStep } from './transition';

/** Every open step, of which nobody has looked yet whether it can come to an end. */
export function settleAll(first: Transition, how: { at: Instant; by: Actor }): Transition {
  const { steps } = first.next;
  return steps.reduce((moved, _, index) => andThen(moved, (present) => settleStep(present, index, how)), first);
}

/**
 * Closes the step where its quorum says so, or tells that it can never come to an end by itself. What was decided on
 * content that is no longer there waits: for the content to be what it was, or for another approval.
 */
export function settleStep(
  approval: PendingApproval,
  index: number,
  { at, by }: { at: Instant; by: Actor },
): Transition {
  const step = approval.steps[index];
  if (step?.status !== 'open' || isHeld(step)) return { next: approval, events: [] };

  const standing = standingOf(step);
  switch (standing.type) {
    case 'open':
      return { next: step.deadlock === undefined ? approval : withStep(approval, index, unlocked(step)), events: [] };
    case 'deadlock':
      return deadlock(approval, index, standing.reason, at);
    case 'over':
      if (approval.outdatedAt !== undefined) return { next: approval, events: [] };
      return closeStep(approval, index, { ...standing, by }, at);
  }
}

export function closeStep(
  approval: PendingApproval,
  index: number,
  how: { status: Extract<ClosedStepStatus, 'approved' | 'rejected'>; because: Because; winner?: number; by: Actor },
  at: Instant,
): Transition {
  const step = approval.steps[index];
  if (step?.status !== 'open') return { next: approval, events: [] };

  const { status, because, winner, by } = how;
  const after = withStep(approval, index, closed(step, how, at));
  const told: ApprovalEvent = {
    type: 'step.closed',
    step: index,
    status,
    because,
    ...(winner === undefined ? {} : { winner }),
  };
  const passed = status === 'approved';
  const moved = andThen({ next: after, events: [told] }, (present) =>
    passed ? advance(present, at, by) : closeApproval(present, { outcome: 'rejected', by }, at),
  );
  return settleAll(moved, { at, by });
}

/** Told once for each reason. */
export function deadlock(approval: PendingApproval, index: number, reason: DeadlockReason, at: Instant): Transition {
  const step = approval.steps[index];
  if (step?.status !== 'open' || step.deadlock?.reason === reason) return { next: approval, events: [] };
  return {
    next: withStep(approval, index, { ...step, deadlock: { reason, since: at } }),
    events: [{ type: 'step.deadlocked', step: index, reason }],
  };
}

/** Nobody was found to ask: the answers of those who had been asked before do not make up for that. */
const isHeld = (step: OpenStep) => isWithoutPeople(step) && !step.approvers.some(isUndecided);

export const isWithoutPeople = ({ deadlock: found }: OpenStep): boolean =>
  found !== undefined && WITHOUT_PEOPLE.includes(found.reason);

const WITHOUT_PEOPLE: readonly DeadlockReason[] = ['nobody-to-ask', 'nobody-active', 'too-many-people'];

export function unlocked({ deadlock: _, ...step }: OpenStep): OpenStep {
  return step;
}
