import type { Log } from '../ports';
import { ConflictError, describeError } from '../shared/errors';
import type { Notification } from './core/model';
import type { NotificationStore } from './store';

type Transition = (present: Notification) => Notification;
/** `over`: stored, or somebody else has taken the row on. */
type Try =
  | { readonly type: 'over'; readonly row: Notification | undefined }
  | { readonly type: 'again'; readonly row: Notification };

const ATTEMPTS = 5;

/**
 * Stores the outcome of what was claimed. Meanwhile others may only have left a wish or healed the row, so the same
 * transition is made on what stands there now; a store that fails for a moment must not turn a post into `unknown`.
 */
export function createSettling({ rows, log }: { rows: NotificationStore; log: Log }) {
  return async function settle(row: Notification, transition: Transition): Promise<Notification | undefined> {
    let present = row;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const tried = await attemptOnce(row, present, transition, attempt);
      if (tried.type === 'over') return tried.row;
      present = tried.row;
    }
    throw new ConflictError(`notification ${row.key} keeps changing`);
  };

  async function attemptOnce(
    row: Notification,
    present: Notification,
    transition: Transition,
    attempt: number,
  ): Promise<Try> {
    try {
      const stored = await rows.replace(transition(present));
      if (stored !== undefined) return { type: 'over', row: stored };

      const reloaded = await rows.load(row.key);
      const ours = reloaded?.claim !== undefined && reloaded.claim.until === row.claim?.until;
      return ours ? { type: 'again', row: reloaded } : { type: 'over', row: reloaded };
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      log.warn('outcome-not-stored', {
        notification: row.key,
        attempt,
        ...describeError(error),
      });
      return { type: 'again', row: present };
    }
  }
}
