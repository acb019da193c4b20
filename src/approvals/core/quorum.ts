import type { Approver, Quorum } from './model';

export type Tally = {
  readonly approved: number;
  readonly rejected: number;
  readonly people: number;
  /** Approvals that close the step. */
  readonly needed: number;
};

export function tally(quorum: Quorum, approvers: readonly Approver[]): Tally {
  const count = (kind: 'approve' | 'reject') => approvers.filter((each) => each.decision?.kind === kind).length;
  return {
    approved: count('approve'),
    rejected: count('reject'),
    people: approvers.length,
    needed: neededOf(quorum, approvers.length),
  };
}

/** `rejected` as soon as the people who are left can no longer reach the quorum. */
export function verdictOf({ approved, rejected, people, needed }: Tally): 'open' | 'approved' | 'rejected' {
  if (approved >= needed) return 'approved';
  return people - rejected < needed ? 'rejected' : 'open';
}

function neededOf(quorum: Quorum, people: number): number {
  switch (quorum.type) {
    case 'all':
      return people;
    case 'any':
      return 1;
  }
}
