import type { Instant } from '../../shared/brand';
import type {
  Actor,
  Approval,
  ApprovalEvent,
  CancelReason,
  ClosedApproval,
  Outcome,
  PendingApproval,
  Step,
} from './model';
import { groupsOf, isPassed, needsLookUp, termsOf } from './steps';

/** `sequence` is the number that the first event of this command will bear. */
export type Now = { readonly at: Instant; readonly sequence: number };

/** The next state, and what happened on the way there. */
export type Transition = { readonly next: Approval; readonly events: readonly ApprovalEvent[] };

export const SYSTEM: Actor = { type: 'system' };

/** Goes on from where a transition ended, as long as the approval is still pending. */
export function andThen(first: Transition, next: (approval: PendingApproval) => Transition): Transition {
  if (first.next.status !== 'pending') return first;
  const second = next(first.next);
  return { next: second.next, events: [...first.events, ...second.events] };
}

/** Reaches the first group that is not through, or closes the approval when all are. */
export function advance(approval: PendingApproval, at: Instant, by: Actor): Transition {
  const group = groupsOf(approval.steps).find((indexes) => indexes.some((index) => !isPassed(approval.steps[index])));
  if (group === undefined) return closeApproval(approval, { outcome: 'approved', by }, at);

  const waiting = group.filter((index) => approval.steps[index]?.status === 'waiting');
  const unmoved: Transition = { next: approval, events: [] };
  return waiting.reduce((moved, index) => andThen(moved, (present) => reach(present, index, at)), unmoved);
}

/** A step whose people stand in the definition opens at once; the others are looked up first. */
function reach(approval: PendingApproval, index: number, at: Instant): Transition {
  const step = approval.steps[index];
  if (step === undefined) return { next: approval, events: [] };
  if (needsLookUp(step)) {
    const resolving: Step = { ...termsOf(step), status: 'resolving', reachedAt: at };
    return { next: withStep(approval, index, resolving), events: [{ type: 'step.reached', step: index }] };
  }
  const open: Step = { reminders: 0, ...termsOf(step), status: 'open', openedAt: at, staffedAt: 0 };
  return { next: withStep(approval, index, open), events: [{ type: 'step.opened', step: index }] };
}

/** Only what a person decided just now can be taken back, so only that waits for the time to do so. */
export function closeApproval(
  approval: PendingApproval,
  { outcome, by, cancelled }: { outcome: Outcome; by: Actor; cancelled?: CancelReason },
  at: Instant,
): Transition {
  const { terms } = approval;
  const decided = (outcome === 'approved' || outcome === 'rejected') && isDecidedAt(approval, at);
  const finalAt = decided ? at + terms.undoMinutes * 60_000 : at;
  const next: ClosedApproval = {
    ...approval,
    steps: approval.steps.map((step) => skip(step, at)),
    status: outcome,
    closedAt: at,
    finalAt,
    settled: finalAt <= at,
    ...(cancelled === undefined ? {} : { cancelled }),
    ...(outcome === 'approved' && terms.validity !== undefined
      ? { validUntil: at + terms.validity.days * 86_400_000, validity: 'valid' }
      : {}),
  };
  const closed: ApprovalEvent = { type: 'approval.closed', outcome, by };
  return { next, events: next.settled ? [closed, { type: 'approval.settled', outcome }] : [closed] };
}

const isDecidedAt = ({ steps }: PendingApproval, at: Instant) =>
  steps.some(({ approvers }) => approvers.some(({ decision }) => decision?.at === at));

export function withStep<A extends Approval>(approval: A, index: number, step: Step): A {
  return { ...approval, steps: approval.steps.map((each, position) => (position === index ? step : each)) };
}

/** What nobody needs to answer any more. */
function skip(step: Step, at: Instant): Step {
  switch (step.status) {
    case 'waiting':
    case 'resolving':
      return { ...termsOf(step), status: 'skipped', closedAt: at };
    case 'open':
    case 'returned':
      return {
        ...termsOf(step),
        status: 'skipped',
        openedAt: step.openedAt,
        closedAt: at,
        ...(step.clock === undefined ? {} : { clock: step.clock }),
      };
    case 'approved':
    case 'rejected':
    case 'skipped':
    case 'left-out':
    case 'expired':
      return step;
  }
}
