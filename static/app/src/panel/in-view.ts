import type { ApprovalView, SubjectView } from '../../../../src/admin/contract';
import { awaitsClosing } from '../acting/vote-turn';

/** Newest first, and what was archived apart. */
export function inPlaces(approvals: readonly ApprovalView[]): {
  current: readonly ApprovalView[];
  archived: readonly ApprovalView[];
} {
  const newestFirst = [...approvals].sort((one, other) => other.startedAt - one.startedAt);
  return {
    current: newestFirst.filter(({ archived }) => !archived),
    archived: newestFirst.filter(({ archived }) => archived),
  };
}

/** Everybody whose name is shown. */
export const peopleOf = ({ approvals }: Pick<SubjectView, 'approvals'>): string[] =>
  approvals.flatMap(({ requester, steps, may }) => [
    requester,
    ...(may.decide?.inPlaceOf === undefined ? [] : [may.decide.inPlaceOf]),
    ...steps.flatMap(({ approvers, excluded, vote }) => [
      ...approvers.flatMap(({ id, decision, delegates, called }) => [
        id,
        ...(called === undefined ? [] : [called.by]),
        ...(decision?.by === undefined ? [] : [decision.by]),
        ...delegates.map((delegate) => delegate.id),
      ]),
      ...excluded.map(({ id }) => id),
      ...(vote?.moderator === undefined ? [] : [vote.moderator]),
    ]),
  ]);

/** How it stands altogether, in a line. */
export function summarise(approvals: readonly ApprovalView[]): string {
  const pending = approvals.filter(({ state }) => state === 'pending');
  const yours = pending.filter((approval) => approval.may.decide !== undefined || awaitsClosing(approval)).length;
  if (yours > 0) return yours === 1 ? '1 approval waits for you' : `${yours} approvals wait for you`;
  if (pending.length > 0)
    return pending.length === 1 ? '1 approval is pending' : `${pending.length} approvals are pending`;
  return approvals.length === 0 ? '' : 'Nothing is pending';
}
