import type { ApprovalView } from '../../../../src/admin/contract';

/** A vote that only its moderator holds up, the viewer: everybody who is asked has answered. */
export function awaitsClosing({ may, steps }: ApprovalView): boolean {
  const step = may.closeVote === undefined ? undefined : steps[may.closeVote.step];
  const asked = step?.approvers.filter(({ left }) => left === undefined) ?? [];
  return asked.length > 0 && asked.every(({ decision }) => decision !== undefined);
}
