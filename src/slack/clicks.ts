import type { Approval, ApprovalEvent, Command, Refusal } from '../approvals/core/model';
import type { ChangeOptions, CommandId, Stored } from '../ledger/record';
import type { Notification } from '../notifications/core/model';
import { doubted, healed } from '../notifications/core/progress';
import type { Clock, Log } from '../ports';
import type { ApprovalId, Instant } from '../shared/brand';
import { describeError } from '../shared/errors';
import { ok, type Result } from '../shared/result';
import type { ButtonDecision, FoundMessage } from './interactions';

type StoredApproval = Stored<Approval, ApprovalEvent>;
type Decide = Extract<Command, { type: 'decide' }>;

type Deps = {
  clock: Clock;
  correlation: string;
  log: Log;
  /** One read for both. */
  read: (token: string) => Promise<{ row: Notification; stored: StoredApproval } | undefined>;
  replaceRow: (row: Notification) => Promise<Notification | undefined>;
  handle: (
    id: ApprovalId,
    what: Command,
    command: CommandId,
    options: ChangeOptions<Approval, ApprovalEvent>,
  ) => Promise<Result<StoredApproval, Refusal | 'not-found'>>;
  /** The same command, through the queue. */
  enqueue: (task: {
    approvalId: ApprovalId;
    command: CommandId;
    what: Decide;
    replyTo: string | undefined;
  }) => Promise<void>;
  refreshRow: (row: Notification) => Promise<void>;
};

/** A click races with others for one record: after two lost races the queue has more patience than the person. */
const INLINE_ATTEMPTS = 2;

export function createClicks({ clock, correlation, log, read, replaceRow, handle, enqueue, refreshRow }: Deps) {
  async function find(token: string): Promise<FoundMessage | undefined> {
    const found = await read(token);
    if (found === undefined) return undefined;

    const { row } = found;
    return {
      row,
      decide: (decision, deadline) => decide(found, decision, deadline),
      async refresh() {
        await replaceRow(doubted(row));
        await refreshRow(row);
      },
      async heal(message) {
        const mended = await replaceRow(healed(row, message));
        log.info('notification-healed', { notification: row.key, stored: mended !== undefined });
      },
    };
  }

  async function decide(
    { row, stored }: { row: Notification; stored: StoredApproval },
    { clickId, by, kind, replyTo }: ButtonDecision,
    deadline: Instant,
  ): Promise<Result<Approval, Refusal | 'not-found'> | 'queued'> {
    const { id } = stored.state;
    const what: Decide = { type: 'decide', by, kind, via: 'slack', step: row.step };
    const command = { id: clickId, correlation };
    if (clock.now() < deadline) {
      try {
        const result = await handle(id, what, command, { attempts: INLINE_ATTEMPTS, current: stored });
        return result.ok ? ok(result.value.state) : result;
      } catch (error) {
        log.warn('click-not-inline', {
          record: id,
          ...describeError(error),
          ...command,
        });
      }
    }
    await enqueue({ approvalId: id, command, what, replyTo });
    return 'queued';
  }

  return { find };
}
