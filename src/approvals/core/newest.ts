import type { Approval } from './model';

/**
 * Orders a subject's approvals. Two of one instant are told apart by what they do: an approval does not start beside
 * itself, so the one that still runs came after the one that ended.
 */
export const newestFirst = (one: Approval, other: Approval): number =>
  other.startedAt - one.startedAt || running(other) - running(one) || (one.id < other.id ? 1 : -1);

const running = ({ status }: Approval) => (status === 'pending' ? 1 : 0);
