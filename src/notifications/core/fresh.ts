import type { Approval } from '../../approvals/core/model';
import type { Instant } from '../../shared/brand';
import type { Notification } from './model';
import { type Planned, settledReason } from './plan';
import { suppressed } from './progress';

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

/** What was settled while it waited for its turn is not told any more either. */
export function unlessSettled(row: Notification, approval: Approval): Notification {
  const waits = row.progress.status === 'pending' && row.claim === undefined;
  const reason = waits ? settledReason(approval, row) : undefined;
  return reason === undefined ? row : suppressed(row, reason);
}
