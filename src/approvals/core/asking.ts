import type { Instant, PersonId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import { MAX_PEOPLE, type Quorum, type Rule } from './definition';
import {
  type Approver,
  type Command,
  MAX_REASON_CHARS,
  type OpenStep,
  type PendingApproval,
  REMIND_AGAIN_MS,
  type Refusal,
} from './model';
import { whyShut } from './seat';
import { settleStep } from './settle';
import { askedOf, deciderOf, isExcluded, isUndecided, peopleIn } from './steps';
import { SYSTEM, type Transition, withStep } from './transition';

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Hands one approver's place on to somebody else. The approver may, and an administrator. */
export function reassign(
  approval: PendingApproval,
  { by, step: index, from, to, reason }: CommandOf<'reassign'>,
  at: Instant,
): Result<Transition, Refusal> {
  const found = openStep(approval, index, at);
  if (!found.ok) return found;
  const step = found.value;
  const place = askedOf(step).find(({ id }) => id === from);
  if (place === undefined) return err('not-an-approver');
  if (!by.admin && by.id !== from) return err('not-allowed');
  if (place.decision !== undefined) return err('already-decided');
  const fault = faultOf(approval, step, { who: to, reason });
  if (fault !== undefined) return err(fault);

  const approvers = step.approvers.map(
    (each): Approver => (each === place ? { ...each, left: { reason: 'reassigned', at, to } } : each),
  );
  const next = withStep(approval, index, {
    ...step,
    approvers: joined(approvers, to, { added: place.added ?? 'by-hand', called: { by: by.id, reason } }),
    quorum: renamed(step.quorum, from, to),
    staffedAt: 0,
  });
  const settled = settleStep(next, index, { at, by: SYSTEM });
  return ok({
    next: settled.next,
    events: [{ type: 'approver.reassigned', step: index, by: by.id, from, to, reason }, ...settled.events],
  });
}

/** One more to ask. An approver of the step may, and an administrator: a requester might choose who agrees. */
export function addApprover(
  approval: PendingApproval,
  { by, step: index, who, reason }: CommandOf<'add-approver'>,
  at: Instant,
): Result<Transition, Refusal> {
  const found = openStep(approval, index, at);
  if (!found.ok) return found;
  const step = found.value;
  if (!by.admin && !askedOf(step).some(({ id }) => id === by.id)) return err('not-allowed');
  const fault = faultOf(approval, step, { who, reason });
  if (fault !== undefined) return err(fault);

  const approvers = joined(step.approvers, who, { added: 'by-hand', called: { by: by.id, reason } });
  const next = withStep(approval, index, { ...step, approvers, staffedAt: 0 });
  const settled = settleStep(next, index, { at, by: SYSTEM });
  return ok({
    next: settled.next,
    events: [{ type: 'approver.added', step: index, by: by.id, who, reason }, ...settled.events],
  });
}

/** Reminds everybody who has not answered; not more often than once an hour. */
export function remind(
  approval: PendingApproval,
  { by, step: index }: CommandOf<'remind'>,
  at: Instant,
): Result<Transition, Refusal> {
  if (by.id !== approval.requester && !by.admin) return err('not-allowed');
  const found = openStep(approval, index, at);
  if (!found.ok) return found;
  const step = found.value;
  if (approval.outdatedAt !== undefined) return err('outdated');
  if (step.remindedAt !== undefined && at < step.remindedAt + REMIND_AGAIN_MS) return err('reminded-recently');
  if (!step.approvers.some(isUndecided)) return err('already-decided');

  const number = step.reminders + 1;
  return ok({
    next: withStep(approval, index, { ...step, reminders: number, remindedAt: at }),
    events: [{ type: 'step.reminded', step: index, number, by: { type: 'account', accountId: by.id } }],
  });
}

function openStep(approval: PendingApproval, index: number, at: Instant): Result<OpenStep, Refusal> {
  const step = approval.steps[index];
  if (step === undefined) return err('step-not-open');
  const shut = whyShut(step, at);
  return step.status === 'open' && shut === undefined ? ok(step) : err(shut ?? 'step-not-open');
}

function faultOf(
  approval: PendingApproval,
  step: OpenStep,
  { who, reason }: { who: PersonId; reason: string },
): Refusal | undefined {
  if (reason.trim() === '') return 'reason-required';
  if (reason.length > MAX_REASON_CHARS) return 'comment-too-long';
  // Also whoever has decided in another's place: they have no second voice.
  if (askedOf(step).some((each) => each.id === who || deciderOf(each) === who)) return 'already-asked';
  if (isExcluded(approval, step, who)) return 'person-excluded';
  return peopleIn(approval) >= MAX_PEOPLE ? 'too-many-people' : undefined;
}

/** Whoever was asked before, and left, is asked anew. */
function joined(
  approvers: readonly Approver[],
  who: PersonId,
  how: Required<Pick<Approver, 'added' | 'called'>>,
): readonly Approver[] {
  const known = approvers.find(({ id }) => id === who);
  if (known === undefined) return [...approvers, { id: who, round: 0, delegates: [], ...how }];
  return approvers.map((each) => (each === known ? { id: who, round: each.round + 1, delegates: [], ...how } : each));
}

/** Who takes a named person's place is named from then on. */
function renamed(quorum: Quorum, from: PersonId, to: PersonId): Quorum {
  const rename = <R extends Rule>(rule: R): R =>
    rule.type === 'named' ? { ...rule, people: rule.people.map((each) => (each === from ? to : each)) } : rule;
  return quorum.type === 'any-of' ? { ...quorum, rules: quorum.rules.map(rename) } : rename(quorum);
}
