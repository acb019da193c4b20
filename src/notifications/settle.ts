import { CLAIM_MS } from '../ledger/claim';
import type { Clock, Log, Wait } from '../ports';
import { ConflictError, describeError } from '../shared/errors';
import type { Notification } from './core/model';
import type { NotificationStore } from './store';

type Transition = (present: Notification) => Notification;
/** `over`: stored, or somebody else has taken the row on. */
type Try =
  | { readonly type: 'over'; readonly row: Notification | undefined }
  | { readonly type: 'again'; readonly row: Notification }
  | { readonly type: 'refused' };

type Deps = { readonly clock: Clock; readonly wait: Wait; readonly rows: NotificationStore; readonly log: Log };

const ATTEMPTS = 12;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** Counted from the claim: an invocation has 55 seconds, and need not have begun with this row. */
const PATIENCE_MS = 30_000;

/**
 * Stores the outcome of what was claimed. Meanwhile others may only have left a wish or healed the row, so the same
 * transition is made on what stands there now; a store that fails for a while, or takes no more just now, must not turn
 * a post into `unknown`.
 */
export function createSettling({ clock, wait, rows, log }: Deps) {
  return async function settle(row: Notification, transition: Transition): Promise<Notification | undefined> {
    const isHopeless = () => clock.now() >= (row.claim?.until ?? 0) - CLAIM_MS + PATIENCE_MS;
    let present = row;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const tried = await attemptOnce(row, present, transition, attempt >= ATTEMPTS || isHopeless());
      if (tried.type === 'over') return tried.row;
      if (tried.type === 'refused') await wait(Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
      else present = tried.row;
    }
    throw new ConflictError(`notification ${row.key} keeps changing`);
  };

  async function attemptOnce(
    row: Notification,
    present: Notification,
    transition: Transition,
    isLast: boolean,
  ): Promise<Try> {
    try {
      const stored = await rows.replace(transition(present));
      if (stored !== undefined) return { type: 'over', row: stored };

      const reloaded = await rows.load(row.key);
      const ours = reloaded?.claim !== undefined && reloaded.claim.until === row.claim?.until;
      return ours ? { type: 'again', row: reloaded } : { type: 'over', row: reloaded };
    } catch (error) {
      if (isLast) throw error;
      log.warn('outcome-not-stored', { notification: row.key, ...describeError(error) });
      return { type: 'refused' };
    }
  }
}
