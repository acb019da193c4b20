import type { Instant, PersonId } from '../../shared/brand';
import type { Approver, Delegate, OpenStep, Staffing } from './model';
import { deciderOf, isCalledIn } from './steps';

/** Whoever has decided stays, and so does whoever was added and may decide; what was handed on does not come back. */
export function mergePeople(step: OpenStep, { people, excluded }: Staffing, at: Instant): readonly Approver[] {
  const found = new Map(people.map(({ id, delegates }) => [id, delegates]));
  const reasons = new Map(excluded.map(({ id, because }) => [id, because]));
  const known = new Set(step.approvers.map(({ id }) => id));
  // Whoever has decided here in another's place would have a place that they cannot fill.
  const spoke = new Set(step.approvers.map(deciderOf));

  const kept = step.approvers.map((approver): Approver => {
    const delegates = found.get(approver.id);
    if (delegates !== undefined) return present(approver, withEnded(approver, delegates, at), spoke);
    const because = reasons.get(approver.id);
    const added = approver.added !== undefined || isCalledIn(step, approver);
    const stays = approver.left !== undefined || approver.decision !== undefined || (added && because === undefined);
    return stays
      ? approver
      : { ...approver, left: { reason: because === 'inactive' ? because : 'no-longer-named', at } };
  });
  const fresh = [...found].filter(([id]) => !known.has(id) && !spoke.has(id));
  return [...kept, ...fresh.map(([id, delegates]): Approver => ({ id, round: 0, delegates }))];
}

/** Whose delegation has ended can decide no longer, and stays known so that their message can say so. */
function withEnded(before: Approver, delegates: readonly Delegate[], at: Instant): readonly Delegate[] {
  const now = new Set(delegates.map(({ id }) => id));
  const ended = before.delegates.filter(({ id }) => !now.has(id));
  return [...delegates, ...ended.map(({ id, until }) => ({ id, until: Math.min(until, at) }))];
}

/** Whoever comes back is asked anew. */
function present(
  approver: Approver,
  delegates: readonly Delegate[],
  spoke: ReadonlySet<PersonId | undefined>,
): Approver {
  const { left, ...rest } = approver;
  if (left === undefined) return { ...approver, delegates };
  return left.reason === 'reassigned' || spoke.has(approver.id)
    ? approver
    : { ...rest, delegates, round: rest.round + 1 };
}
