import type { Answer, ApprovalView, SubjectView } from '../../../../src/admin/contract';

type Known = Answer<SubjectView> | undefined;

/** The list finds an approval through an index that lags behind; what was started this recently is known from its start. */
const JUST_STARTED_MS = 60_000;

/** The list with this approval as it stands now, in its place or first. */
export function withApproval(known: Known, approval: ApprovalView): Known {
  if (known?.ok !== true) return known;
  const { approvals } = known.value;
  const there = approvals.some(({ id }) => id === approval.id);
  const next = there ? approvals.map((each) => (each.id === approval.id ? approval : each)) : [approval, ...approvals];
  return { ok: true, value: { ...known.value, approvals: next } };
}

/** The list after an approval was deleted. */
export function withoutApproval(known: Known, deletedId: string): Known {
  if (known?.ok !== true) return known;
  return { ok: true, value: { ...known.value, approvals: known.value.approvals.filter(({ id }) => id !== deletedId) } };
}

/** A list that was asked anew, without losing what it does not find yet. */
export function withJustStarted(known: Known, asked: Answer<SubjectView>, now: number): Answer<SubjectView> {
  if (known?.ok !== true || !asked.ok) return asked;
  const found = new Set(asked.value.approvals.map(({ id }) => id));
  const missing = known.value.approvals.filter(
    ({ id, startedAt }) => !found.has(id) && startedAt > now - JUST_STARTED_MS,
  );
  return { ok: true, value: { ...asked.value, approvals: [...missing, ...asked.value.approvals] } };
}

/** Something can still happen without the viewer: a decision, a change of the content, the end of the time to undo. */
export function isMoving(answer: Known, now: number): boolean {
  if (answer?.ok !== true) return false;
  return answer.value.approvals.some(({ state, finalAt }) => state === 'pending' || (finalAt ?? 0) > now);
}
