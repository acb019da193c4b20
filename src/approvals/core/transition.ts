import type { Instant } from '../../shared/brand';
import type { Actor, Approval, ApprovalEvent, CancelReason, Outcome, PendingApproval, Step } from './model';

/** The next state, and what happened on the way there. */
export type Transition = { readonly next: Approval; readonly events: readonly ApprovalEvent[] };

const SYSTEM: Actor = { type: 'system' };

/** Opens the step at `index`, or closes the approval when there is none left. */
export function openFrom(approval: PendingApproval, index: number, at: Instant, by: Actor = SYSTEM): Transition {
  const step = approval.steps[index];
  if (step === undefined) return closeApproval(approval, { outcome: 'approved', by }, at);

  const { type, name, quorum, approvers } = step;
  const open: Step = { type, name, quorum, approvers, status: 'open', openedAt: at };
  return { next: withStep(approval, index, open), events: [{ type: 'step.opened', step: index }] };
}

export function closeApproval(
  approval: PendingApproval,
  { outcome, by, cancelled }: { outcome: Outcome; by: Actor; cancelled?: CancelReason },
  at: Instant,
): Transition {
  const steps = approval.steps.map((step) => skip(step, at));
  return {
    next: { ...approval, steps, status: outcome, closedAt: at, ...(cancelled === undefined ? {} : { cancelled }) },
    events: [{ type: 'approval.closed', outcome, by }],
  };
}

export function withStep(approval: PendingApproval, index: number, step: Step): PendingApproval {
  return { ...approval, steps: approval.steps.map((each, position) => (position === index ? step : each)) };
}

/** What nobody needs to answer any more. */
function skip(step: Step, at: Instant): Step {
  if (step.status !== 'waiting' && step.status !== 'open') return step;
  return { ...step, status: 'skipped', closedAt: at };
}
