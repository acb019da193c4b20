import type { DefinitionId } from '../../shared/brand';
import type { Approval } from './model';
import { newestFirst } from './newest';

/**
 * The approval that counts for a definition: the newest. One that renews another counts only when the other no longer
 * holds, since it is asked for so that there is no gap. `approvals` are all of one subject.
 */
export function inForce(approvals: readonly Approval[], definition: DefinitionId): Approval | undefined {
  const own = approvals.filter((each) => each.definition.id === definition).sort(newestFirst);
  const [newest] = own;
  if (newest?.status !== 'pending') return newest;

  const renewed = own.find(({ id }) => id === newest.follows);
  return renewed !== undefined && holds(renewed) ? renewed : newest;
}

const holds = (approval: Approval) =>
  approval.status === 'approved' && approval.outdatedAt === undefined && approval.validity !== 'lapsed';
