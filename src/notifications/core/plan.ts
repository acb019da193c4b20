import type { Approval, ApprovalEvent, Step } from '../../approvals/core/model';
import type { AccountId } from '../../shared/brand';
import type { Kind } from './model';

/** One thing to be told to one reader. The same plan always names the same rows. */
export type Planned = { readonly kind: Kind; readonly step: number; readonly recipient?: AccountId };

/** Pure: which rows these events concern. What each row then shows is the approval's present state. */
export function plan(approval: Approval, events: readonly ApprovalEvent[]): readonly Planned[] {
  const steps = new Set(events.flatMap((event) => stepsOf(approval, event)));
  const requests = [...steps].flatMap((index) => requestsOf(approval.steps[index], index));
  return [...requests, ...writesOn(approval, events)];
}

function stepsOf(approval: Approval, event: ApprovalEvent): readonly number[] {
  switch (event.type) {
    case 'approval.started':
      return [];
    case 'step.opened':
    case 'decision.made':
    case 'step.closed':
      return [event.step];
    case 'approval.closed':
      return approval.steps.flatMap((step, index) => (wasOpen(step) ? [index] : []));
  }
}

const wasOpen = (step: Step) => step.status !== 'waiting' && step.openedAt !== undefined;

function requestsOf(step: Step | undefined, index: number): Planned[] {
  return (step?.approvers ?? []).map(({ accountId }) => ({
    kind: 'approval-request',
    step: index,
    recipient: accountId,
  }));
}

/** Nothing is written on a work item that no longer exists, nor for a decision that leaves its step open. */
function writesOn(approval: Approval, events: readonly ApprovalEvent[]): Planned[] {
  if (approval.status === 'cancelled' && approval.cancelled === 'subject-deleted') return [];

  const moved = events.some((event) => event.type !== 'decision.made');
  const closed = events.some((event) => event.type === 'approval.closed');
  return [
    ...(moved ? [{ kind: 'state-property' as const, step: 0 }] : []),
    ...(closed ? [{ kind: 'outcome-comment' as const, step: 0 }] : []),
  ];
}

/** Why a request that was never sent need not be sent any more. */
export function settledReason(approval: Approval, planned: Planned): string | undefined {
  if (planned.kind !== 'approval-request') return undefined;
  const step = approval.steps[planned.step];
  if (step?.status !== 'open') return 'settled-before-sent';

  const decided = step.approvers.some(
    ({ accountId, decision }) => accountId === planned.recipient && decision !== undefined,
  );
  return decided ? 'decided-before-sent' : undefined;
}
