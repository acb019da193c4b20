import type { Approver, Decision, Step } from '../../approvals/core/model';

/** Whose decision sent the step back to the requester. */
export function changesAskedIn(step: Step | undefined): (Approver & { readonly decision: Decision }) | undefined {
  for (const approver of step?.approvers ?? []) {
    const { decision } = approver;
    if (decision?.kind === 'request-changes') return { ...approver, decision };
  }
  return undefined;
}
