import type { Approval, ApprovalEvent, PendingApproval, Step } from './model';
import { askedAnew, groupsOf, termsOf } from './steps';

/** As it was before that decision: its group runs again, and what came after it waits. */
export function reopen(approval: Approval, index: number, step: Step): PendingApproval {
  const group = groupsOf(approval.steps).find((indexes) => indexes.includes(index)) ?? [index];
  const last = Math.max(...group);
  const closedAt = approval.status === 'pending' ? undefined : approval.closedAt;
  const steps = approval.steps.map((each, position): Step => {
    if (position === index) return running(step);
    if (position > last) return setBack(each);
    return each.status === 'skipped' && each.closedAt === closedAt ? running(each) : each;
  });
  return { ...pendingOf(approval), steps };
}

/** The step of the decision, and those that its end had cut short. */
export function reopenedBy(before: Approval, { steps }: PendingApproval): readonly ApprovalEvent[] {
  return steps.flatMap(({ status }, index): ApprovalEvent[] => {
    if (status === before.steps[index]?.status) return [];
    if (status === 'returned') return [{ type: 'step.returned', step: index }];
    return status === 'open' ? [{ type: 'step.reopened', step: index }] : [];
  });
}

function pendingOf(approval: Approval): PendingApproval {
  const {
    id,
    definition,
    terms,
    subject,
    requester,
    startedAt,
    follows,
    basis,
    changed,
    askedAgain,
    outdatedAt,
    steps,
  } = approval;
  return {
    status: 'pending',
    id,
    definition,
    terms,
    subject,
    requester,
    startedAt,
    basis,
    steps,
    ...(follows === undefined ? {} : { follows }),
    ...(changed === undefined ? {} : { changed }),
    ...(askedAgain === undefined ? {} : { askedAgain }),
    ...(outdatedAt === undefined ? {} : { outdatedAt }),
  };
}

/**
 * Open again with the deadline that it had, and its people looked up anew; where somebody had asked for changes it is
 * still the requester's turn. A step that had not opened waits to be reached.
 */
function running(step: Step): Step {
  const openedAt = 'openedAt' in step ? step.openedAt : undefined;
  if (openedAt === undefined) return { ...termsOf(step), status: 'waiting' };
  const clock = 'clock' in step && step.clock !== undefined ? { clock: step.clock } : {};
  const again = { reminders: 0, ...termsOf(step), openedAt, staffedAt: 0, ...clock };
  const returnedAt = step.approvers.find(({ decision }) => decision?.kind === 'request-changes')?.decision?.at;
  return returnedAt === undefined ? { ...again, status: 'open' } : { ...again, status: 'returned', returnedAt };
}

/** Whoever was asked in a step that has to wait again is asked anew when its turn comes. */
function setBack(step: Step): Step {
  if (step.status === 'left-out') return step;
  const wasAsked = 'openedAt' in step && step.openedAt !== undefined;
  const terms = termsOf(step);
  return {
    ...terms,
    status: 'waiting',
    approvers: wasAsked ? askedAnew(terms.approvers, () => true) : terms.approvers,
  };
}
