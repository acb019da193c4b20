import type { Instant, PersonId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { hasStandInEnded } from './clock';
import { mergePeople } from './merge';
import {
  type ApprovalEvent,
  type Command,
  type OpenStep,
  type PendingApproval,
  type Refusal,
  type ResolvingStep,
  STAFF_AGAIN_MS,
  type Staffing,
  type Step,
} from './model';
import { whyShut } from './seat';
import { deadlock, isWithoutPeople, settleStep, unlocked } from './settle';
import { askedOf, isUndecided, termsOf } from './steps';
import { SYSTEM, type Transition, withStep } from './transition';

type Staff = Extract<Command, { type: 'staff' }>;

/** The people of a step as they were looked up now. A step that waited for it opens. */
export function staff(approval: PendingApproval, command: Staff, at: Instant): Result<Transition, Refusal> {
  const step = approval.steps[command.step];
  if (step?.status === 'resolving') return ok(openWith(approval, step, command, at));
  // What is over for want of time is not decided by a look-up any more.
  if (step?.status !== 'open' || whyShut(step, at) !== undefined) return err('unchanged');
  return staffOpen(approval, step, command, at);
}

function openWith(approval: PendingApproval, step: ResolvingStep, command: Staff, at: Instant): Transition {
  const open: OpenStep = { reminders: 0, ...termsOf(step), status: 'open', openedAt: at, staffedAt: 0 };
  const staffed = withPeople(open, command, at);
  const told: ApprovalEvent[] = [
    { type: 'step.opened', step: command.step },
    staffedEvent(command.step, step, staffed),
  ];
  return settled(approval, { command, staffed, told }, at);
}

function staffOpen(
  approval: PendingApproval,
  step: OpenStep,
  command: Staff,
  at: Instant,
): Result<Transition, Refusal> {
  const staffed = withPeople(step, command, at);
  const same = isSame(step, staffed) && !hasStandInEnded(step, at);
  if (same && at < step.staffedAt + STAFF_AGAIN_MS) return err('unchanged');
  const told = same ? [] : [staffedEvent(command.step, step, staffed)];
  return ok(settled(approval, { command, staffed, told }, at));
}

function withPeople(step: OpenStep, { staffing, clock }: Staff, at: Instant): OpenStep {
  return {
    ...step,
    approvers: mergePeople(step, staffing, at),
    excluded: staffing.excluded,
    staffedAt: at,
    ...(step.clock === undefined && clock !== undefined ? { clock } : {}),
  };
}

type Staffed = { readonly command: Staff; readonly staffed: OpenStep; readonly told: readonly ApprovalEvent[] };

function settled(approval: PendingApproval, { command, staffed, told }: Staffed, at: Instant): Transition {
  const { step: index, staffing } = command;
  const after = afterLookUp(approval, index, { staffing, staffed }, at);
  return { next: after.next, events: [...told, ...after.events] };
}

/** Where nobody was found, nothing is decided by those who are left. */
function afterLookUp(
  approval: PendingApproval,
  index: number,
  { staffing: { problem }, staffed }: { staffing: Staffing; staffed: OpenStep },
  at: Instant,
): Transition {
  if (problem === undefined) {
    const free = isWithoutPeople(staffed) ? unlocked(staffed) : staffed;
    return settleStep(withStep(approval, index, free), index, { at, by: SYSTEM });
  }
  const next = withStep(approval, index, staffed);
  return staffed.approvers.some(isUndecided) ? { next, events: [] } : deadlock(next, index, problem, at);
}

const isSame = (one: OpenStep, other: OpenStep) =>
  JSON.stringify([one.approvers, one.excluded, one.clock]) ===
  JSON.stringify([other.approvers, other.excluded, other.clock]);

function staffedEvent(index: number, before: Step, after: OpenStep): ApprovalEvent {
  const asked = idsOf(after);
  const left = [...idsOf(before)].filter((id) => !asked.has(id));
  return {
    type: 'step.staffed',
    step: index,
    asked: [...asked],
    left,
    excluded: after.excluded,
    ...(after.clock === undefined ? {} : { dueAt: after.clock.dueAt }),
  };
}

const idsOf = (step: Step): ReadonlySet<PersonId> => new Set(askedOf(step).map(({ id }) => id));
