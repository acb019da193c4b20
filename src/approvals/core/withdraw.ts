import type { Instant, PersonId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { actorOf } from './cast';
import type { Approval, ApprovalEvent, Approver, Command, Decision, OpenStep, Refusal, Step } from './model';
import { reopen, reopenedBy } from './reopen';
import { whyShut } from './seat';
import { settleAll, settleStep } from './settle';
import { deciderOf } from './steps';
import { advance, andThen, type Transition, withStep } from './transition';

type Found = { readonly index: number; readonly step: Step; readonly approver: Approver; readonly decision: Decision };

/**
 * Takes a decision back: as long as its step is open, or within the time of grace also when it closed the step, as
 * long as nobody decided after it and nothing followed from the outcome yet.
 */
export function withdraw(
  approval: Approval,
  { by, step: only }: Extract<Command, { type: 'withdraw' }>,
  at: Instant,
): Result<Transition, Refusal> {
  const found = newestOf(approval, by, only);
  if (found === undefined) return err('nothing-to-withdraw');

  const { index, step, approver, decision } = found;
  const taken: ApprovalEvent = {
    type: 'decision.withdrawn',
    step: index,
    by,
    ...(approver.id === by ? {} : { inPlaceOf: approver.id }),
  };
  const approvers = step.approvers.map((each) => (each === approver ? without(each) : each));

  if (approval.status === 'pending' && step.status === 'open') {
    const shut = whyShut(step, at);
    if (shut !== undefined) return err(shut);
    const open: OpenStep = { ...step, approvers };
    const after = settleStep(withStep(approval, index, open), index, { at, by: actorOf(by) });
    return ok({ next: after.next, events: [taken, ...after.events] });
  }
  if (!isInGrace(approval, found, at) && !isOwnReturn(approval, step, decision)) return err('too-late-to-withdraw');

  const reopened = reopen(approval, index, { ...step, approvers });
  const told: ApprovalEvent[] = [taken, ...reopenedBy(approval, reopened)];
  if (approval.status !== 'pending') told.unshift({ type: 'approval.reopened', by });
  const actor = actorOf(by);
  const after = andThen({ next: reopened, events: told }, (present) => advance(present, at, actor));
  return ok(settleAll(after, { at, by: actor }));
}

function newestOf(approval: Approval, by: PersonId, only: number | undefined): Found | undefined {
  const all = approval.steps.flatMap((step, index) =>
    only !== undefined && only !== index
      ? []
      : step.approvers.flatMap((approver): Found[] => {
          const { decision } = approver;
          return decision !== undefined && deciderOf(approver) === by ? [{ index, step, approver, decision }] : [];
        }),
  );
  return all.sort((one, other) => other.decision.sequence - one.decision.sequence)[0];
}

/** Whoever asked for changes may think better of it until the requester has begun to make them. */
const isOwnReturn = ({ changed }: Approval, step: Step, decision: Decision) =>
  step.status === 'returned' &&
  decision.kind === 'request-changes' &&
  (changed === undefined || changed.at < step.returnedAt);

function isInGrace(approval: Approval, { step, decision }: Found, at: Instant): boolean {
  const inTime = at < decision.at + approval.terms.undoMinutes * 60_000;
  const itsDoing = 'closedAt' in step && step.closedAt === decision.at;
  const open = approval.status === 'pending' || (!approval.settled && approval.closedAt === decision.at);
  const last = approval.steps.every(({ approvers }) =>
    approvers.every((each) => each.decision === undefined || each.decision.sequence <= decision.sequence),
  );
  return inTime && itsDoing && open && last && step.status !== 'skipped';
}

function without({ decision: _, ...approver }: Approver): Approver {
  return approver;
}
