import type { Instant } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { escalate } from './escalate';
import type { Approval, ApprovalEvent, ClosedApproval, OpenStep, PendingApproval, Refusal, StepClock } from './model';
import { closeStep } from './settle';
import { closed } from './steps';
import { andThen, closeApproval, SYSTEM, type Transition, withStep } from './transition';

/** What has become due. However late it runs and however often, each thing happens once. */
export function tick(approval: Approval, at: Instant): Result<Transition, Refusal> {
  const moved = approval.status === 'pending' ? tickPending(approval, at) : tickClosed(approval, at);
  return moved.next === approval ? err('unchanged') : ok(moved);
}

function tickPending(approval: PendingApproval, at: Instant): Transition {
  const still: Transition = { next: approval, events: [] };
  return approval.steps.reduce((moved, _, index) => andThen(moved, (present) => tickStep(present, index, at)), still);
}

function tickStep(approval: PendingApproval, index: number, at: Instant): Transition {
  const step = approval.steps[index];
  if (step?.status !== 'open' || step.clock === undefined) return { next: approval, events: [] };
  const { clock } = step;
  if (at >= clock.dueAt) return expire(approval, index, { step, clock }, at);
  return andThen(escalate(approval, index, { step, clock }, at), (present) => remindIfDue(present, index, at));
}

function expire(
  approval: PendingApproval,
  index: number,
  { step, clock }: { step: OpenStep; clock: StepClock },
  at: Instant,
): Transition {
  if (clock.onExpiry !== 'expire' && !(clock.onExpiry === 'approve' && isUnsound(approval, step))) {
    const status = clock.onExpiry === 'approve' ? 'approved' : 'rejected';
    return closeStep(approval, index, { status, because: 'expiry', by: SYSTEM }, at);
  }
  const after = withStep(approval, index, closed(step, { status: 'expired' }, at));
  const over = closeApproval(after, { outcome: 'expired', by: SYSTEM }, at);
  const told: ApprovalEvent = { type: 'step.closed', step: index, status: 'expired', because: 'expiry' };
  return { next: over.next, events: [told, ...over.events] };
}

/** Silence approves only what people could have answered, and only the content that they were asked about. */
const isUnsound = (approval: PendingApproval, { deadlock }: OpenStep) =>
  deadlock !== undefined || approval.outdatedAt !== undefined;

/** However many were missed while nothing ran, people are reminded once, and of nothing that they cannot answer. */
function remindIfDue(approval: PendingApproval, index: number, at: Instant): Transition {
  const step = approval.steps[index];
  if (step?.status !== 'open' || step.clock === undefined) return { next: approval, events: [] };
  const { clock } = step;
  const passed = clock.remindAt.filter((each) => at >= each).length;
  if (passed <= clock.reminded) return { next: approval, events: [] };

  const done = { ...clock, reminded: passed };
  if (approval.outdatedAt !== undefined)
    return { next: withStep(approval, index, { ...step, clock: done }), events: [] };

  const number = step.reminders + 1;
  const next = withStep(approval, index, { ...step, reminders: number, clock: done });
  return { next, events: [{ type: 'step.reminded', step: index, number, by: SYSTEM }] };
}

function tickClosed(approval: ClosedApproval, at: Instant): Transition {
  const settled: Transition =
    approval.settled || at < approval.finalAt
      ? { next: approval, events: [] }
      : {
          next: { ...approval, settled: true },
          events: [{ type: 'approval.settled', outcome: approval.status }],
        };
  const aged = settled.next.status === 'pending' ? settled : age(settled.next, at);
  return { next: aged.next, events: [...settled.events, ...aged.events] };
}

/** An approval that holds for a time is asked for again before it ends. */
function age(approval: ClosedApproval, at: Instant): Transition {
  const { validUntil, validity, terms, shelved } = approval;
  if (validUntil === undefined || !approval.settled || shelved?.as === 'deleted') return { next: approval, events: [] };
  const renewAt = validUntil - (terms.validity?.renewDaysBefore ?? 0) * 86_400_000;
  if (validity === 'valid' && at >= renewAt && at < validUntil) {
    return { next: { ...approval, validity: 'renewing' }, events: [{ type: 'approval.renewing' }] };
  }
  if (validity !== 'lapsed' && at >= validUntil) {
    const events: ApprovalEvent[] = validity === 'valid' ? [{ type: 'approval.renewing' }] : [];
    return { next: { ...approval, validity: 'lapsed' }, events: [...events, { type: 'approval.lapsed' }] };
  }
  return { next: approval, events: [] };
}
