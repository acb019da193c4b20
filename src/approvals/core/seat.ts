import type { Instant, PersonId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { Approval, Approver, OpenStep, Refusal, Step } from './model';
import { askedOf, deciderOf, isDelegate, isExcluded } from './steps';

/** Where a person may decide now: in a place of their own, or in that of somebody who delegated to them. */
export type Seat = {
  readonly index: number;
  readonly step: OpenStep;
  readonly approver: Approver;
};

type Place = { readonly index: number; readonly step: Step; readonly seat: Result<Approver, Refusal> };

/** Before all time: no delegation has ended and no deadline has passed. */
const WHENEVER: Instant = Number.NEGATIVE_INFINITY;

/**
 * The step in which this person may decide, or why there is none. With `only` no other step is looked at: who is asked
 * in two steps answers each of them by itself. Without `at` what has run out meanwhile still counts.
 */
export function seatOf(
  approval: Approval,
  by: PersonId,
  { at = WHENEVER, only }: { at?: Instant; only?: number | undefined } = {},
): Result<Seat, Refusal> {
  if (approval.status !== 'pending') return err('approval-closed');

  const places = approval.steps
    .map((step, index): Place => ({ step, index, seat: placeIn(approval, step, by, at) }))
    .filter(({ index }) => only === undefined || only === index);
  for (const { index, step, seat } of places) {
    if (seat.ok && step.status === 'open') return ok({ index, step, approver: seat.value });
  }
  return err(strongest(places.flatMap(({ seat }) => (seat.ok ? [] : [seat.error]))));
}

/** The person's own decision in a step, or the one they made in somebody's place. */
export const decisionOf = (step: Step, by: PersonId) =>
  step.approvers.find((each) => each.left === undefined && deciderOf(each) === by)?.decision;

/** Nobody speaks with two voices in one step. */
function placeIn(approval: Approval, step: Step, by: PersonId, at: Instant): Result<Approver, Refusal> {
  const asked = askedOf(step);
  const own = asked.find(({ id }) => id === by);
  const represented = asked.filter((each) => isDelegate(each, by, at));
  if (own === undefined && represented.length === 0) {
    return err(step.approvers.some(({ id }) => id === by) ? 'no-longer-asked' : 'not-an-approver');
  }
  if (asked.some((each) => deciderOf(each) === by)) return err('already-decided');

  if (isExcluded(approval, step, by)) return err('person-excluded');
  const place = own ?? represented.find(({ decision }) => decision === undefined);
  if (place === undefined || place.decision !== undefined) return err('already-decided');
  const shut = whyShut(step, at);
  return shut === undefined ? ok(place) : err(shut);
}

/** Why nobody can do anything in a step now. What comes when it is due comes too late, also before that was noticed. */
export function whyShut(step: Step, at: Instant): Refusal | undefined {
  switch (step.status) {
    case 'waiting':
    case 'resolving':
      return 'step-not-open';
    case 'returned':
      return 'step-returned';
    case 'open':
      return step.clock !== undefined && at >= step.clock.dueAt ? 'step-expired' : undefined;
    case 'approved':
    case 'rejected':
    case 'skipped':
    case 'left-out':
    case 'expired':
      return 'step-closed';
  }
}

const BY_WEIGHT: readonly Refusal[] = [
  'step-expired',
  'step-returned',
  'already-decided',
  'person-excluded',
  'step-not-open',
  'step-closed',
  'no-longer-asked',
];

const strongest = (refusals: readonly Refusal[]): Refusal =>
  BY_WEIGHT.find((each) => refusals.includes(each)) ?? 'not-an-approver';
