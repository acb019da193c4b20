import type { Instant } from '../../shared/brand';
import type { Deadline } from './definition';
import { type Approval, type ClosedApproval, type OpenStep, STAFF_AGAIN_MS, type Step, type StepClock } from './model';

const DAY_MS = 86_400_000;

/**
 * `after` counts working minutes from the opening of the step, `before` back from the instant at which it is due. A
 * reminder that would have been due before the opening is left out.
 */
export function stepClockOf(
  { dueInMinutes, remindBeforeMinutes, escalate, onExpiry }: Deadline,
  after: (minutes: number) => Instant,
  before: (minutes: number) => Instant,
): StepClock {
  const opening = after(0);
  const remindAt = [...new Set(remindBeforeMinutes.map(before))].filter((at) => at > opening);
  return {
    dueAt: after(dueInMinutes),
    onExpiry,
    remindAt: remindAt.sort((a, b) => a - b),
    reminded: 0,
    escalations: [...escalate]
      .sort((a, b) => a.afterMinutes - b.afterMinutes)
      .map(({ afterMinutes, to }) => ({ at: after(afterMinutes), to })),
    escalated: 0,
  };
}

/** The earliest instant at which a `tick`, or another look-up of people, has something to do. It may have passed. */
export function nextTickOf(approval: Approval): Instant | undefined {
  const instants = approval.status === 'pending' ? approval.steps.flatMap(instantsOfStep) : instantsOfEnd(approval);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

function instantsOfStep(step: Step): readonly Instant[] {
  // Its people are looked up when it is reached: where that did not work, it is tried again at once.
  if (step.status === 'resolving') return [step.reachedAt];
  if (step.status !== 'open') return [];
  return [lookUpAgainAt(step), ...(step.clock === undefined ? [] : instantsOfClock(step.clock))];
}

/** When the people of an open step are looked up again: at the latest when somebody no longer stands in. */
export const lookUpAgainAt = (step: OpenStep): Instant => Math.min(step.staffedAt + STAFF_AGAIN_MS, ...endsAhead(step));

/** Whether somebody stands in no longer who did when its people were looked up. */
export const hasStandInEnded = (step: OpenStep, at: Instant): boolean => endsAhead(step).some((until) => until <= at);

const endsAhead = ({ staffedAt, approvers }: OpenStep): readonly Instant[] =>
  approvers
    .flatMap(({ left, decision, delegates }) => (left === undefined && decision === undefined ? delegates : []))
    .flatMap(({ until }) => (until > staffedAt ? [until] : []));

function instantsOfClock({ dueAt, remindAt, reminded, escalations, escalated }: StepClock): readonly Instant[] {
  const ahead = [remindAt[reminded], escalations[escalated]?.at];
  return [dueAt, ...ahead.filter((at) => at !== undefined)];
}

function instantsOfEnd({ finalAt, settled, shelved, terms, validUntil, validity }: ClosedApproval): readonly Instant[] {
  if (shelved?.as === 'deleted') return [];
  if (!settled) return [finalAt];
  if (validUntil === undefined || validity === undefined || validity === 'lapsed') return [];
  const renewBeforeMs = validity === 'valid' ? (terms.validity?.renewDaysBefore ?? 0) * DAY_MS : 0;
  return [validUntil - renewBeforeMs];
}
