import type { ThemeAppearance } from '@atlaskit/lozenge';
import type { ApprovalView } from '../../../../src/admin/contract';

type Shown = { label: string; appearance: ThemeAppearance };

export const STATES: Record<ApprovalView['state'], Shown> = {
  pending: { label: 'Pending', appearance: 'inprogress' },
  approved: { label: 'Approved', appearance: 'success' },
  rejected: { label: 'Rejected', appearance: 'removed' },
  expired: { label: 'Expired', appearance: 'moved' },
  cancelled: { label: 'Cancelled', appearance: 'default' },
};

/** Its state, and what limits it. */
export function lozengesOf({ state, outdated, lapsed, archived }: ApprovalView): readonly Shown[] {
  return [
    STATES[state],
    ...(outdated ? [{ label: 'Outdated', appearance: 'moved' } as const] : []),
    ...(lapsed ? [{ label: 'No longer valid', appearance: 'moved' } as const] : []),
    ...(archived ? [{ label: 'Archived', appearance: 'default' } as const] : []),
  ];
}
