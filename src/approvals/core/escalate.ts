import type { AccountId, Instant } from '../../shared/brand';
import type { ApprovalEvent, Approver, Excluded, OpenStep, PendingApproval, StepClock } from './model';
import { settleStep } from './settle';
import { askedOf, isExcluded } from './steps';
import { SYSTEM, type Transition, withStep } from './transition';

/** Calls in everybody whose level has passed. Whoever must not decide here is not called, and that is told. */
export function escalate(
  approval: PendingApproval,
  index: number,
  { step, clock }: { step: OpenStep; clock: StepClock },
  at: Instant,
): Transition {
  const passed = clock.escalations.filter((each) => at >= each.at).length;
  const due = clock.escalations.slice(clock.escalated, passed);
  if (due.length === 0) return { next: approval, events: [] };

  const may = due.filter(({ to }) => !isExcluded(approval, step, to));
  const barred = due.filter((each) => !may.includes(each)).map(({ to }) => to);
  const after: OpenStep = {
    ...step,
    approvers: may.reduce<readonly Approver[]>((all, { to }) => called(all, to), step.approvers),
    excluded: [...step.excluded, ...barred.flatMap((id) => newlyExcluded(step, id))],
    staffedAt: 0,
    clock: { ...clock, escalated: passed },
  };
  const told = due.flatMap(({ to }, position): ApprovalEvent[] =>
    barred.includes(to) ? [] : [{ type: 'step.escalated', step: index, level: clock.escalated + position + 1, to }],
  );
  const settled = settleStep(withStep(approval, index, after), index, { at, by: SYSTEM });
  return {
    next: settled.next,
    events: [...told, ...(barred.length === 0 ? [] : [excludedEvent(index, after)]), ...settled.events],
  };
}

/** The look-up lists those whom it met; an escalation may name the requester, whom it did not. */
const newlyExcluded = ({ excluded }: OpenStep, id: AccountId): readonly Excluded[] =>
  excluded.some((each) => each.id === id) ? [] : [{ id, because: 'requester' }];

function excludedEvent(index: number, after: OpenStep): ApprovalEvent {
  return {
    type: 'step.staffed',
    step: index,
    asked: askedOf(after).map(({ id }) => id),
    left: [],
    excluded: after.excluded,
    ...(after.clock === undefined ? {} : { dueAt: after.clock.dueAt }),
  };
}

/** Whoever had been asked like the others keeps that place; whoever has decided may take it back and decide alone. */
function called(approvers: readonly Approver[], to: AccountId): readonly Approver[] {
  const known = approvers.find(({ id }) => id === to);
  if (known === undefined) return [...approvers, { id: to, round: 0, delegates: [], added: 'escalation' }];
  if (known.decision !== undefined) return approvers;
  return approvers.map((each) => (each === known ? askedAgain(known) : each));
}

function askedAgain({ left, ...approver }: Approver): Approver {
  const again = { ...approver, round: approver.round + 1 };
  return left === undefined ? again : { ...again, added: 'escalation' };
}
