import type { Approval } from '../../approvals/core/model';
import type { Instant } from '../../shared/brand';
import { TOLD_IN_CHANNEL } from './channel';
import type { Notification } from './model';
import { asksNow, settledReason } from './plan';
import { settledInChannel } from './plan-channels';
import type { Planned } from './planned';
import { revived, suppressed } from './progress';

/** A row as it is first written. What is settled before it was ever told is not told any more. */
export function freshNotification(
  planned: Planned,
  about: { key: string; approval: Approval; sequence: number; at: Instant },
): Notification {
  const { key, approval, sequence, at } = about;
  const row: Notification = {
    key,
    version: 1,
    ...planned,
    asks: asksNow(approval, planned),
    approvalId: approval.id,
    subjectKey: approval.subject.key,
    createdAt: at,
    progress: { status: 'pending' },
    attempts: 0,
    retryAt: at,
    shown: 0,
    wanted: sequence,
  };
  return unlessSettled(row, approval);
}

/**
 * What was settled while it waited for its turn is not told any more either; a request is told after all when what
 * settled it was taken back.
 */
export function unlessSettled(row: Notification, approval: Approval): Notification {
  const { status } = row.progress;
  if (row.claim !== undefined) return row;
  if (status === 'suppressed') return isWantedAgain(row, approval) ? revived(row) : row;
  const reason = status === 'pending' ? reasonOf(approval, row) : undefined;
  return reason === undefined ? row : suppressed(row, reason);
}

const reasonOf = (approval: Approval, row: Notification): string | undefined =>
  row.kind === 'channel-request' ? settledInChannel(approval, row) : settledReason(approval, row);

/** Whoever was told in a channel has been told. */
function isWantedAgain(row: Notification, approval: Approval): boolean {
  const { progress, kind } = row;
  if (progress.status === 'suppressed' && progress.reason === TOLD_IN_CHANNEL) return false;
  if (kind !== 'channel-request') return asksNow(approval, row);
  return approval.outdatedAt === undefined && settledInChannel(approval, row) === undefined;
}
