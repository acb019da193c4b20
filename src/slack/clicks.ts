import type { Approval, ApprovalEvent, Command, Refusal } from '../approvals/core/model';
import type { ChangeOptions, CommandId, Stored } from '../ledger/record';
import type { Notification, SlackMessage } from '../notifications/core/model';
import { doubted, healed } from '../notifications/core/progress';
import type { Clock, Log } from '../ports';
import type { ApprovalId, Instant } from '../shared/brand';
import { describeError } from '../shared/errors';
import { ok, type Result } from '../shared/result';
import type { Enqueue, SlackCommand } from './tasks';
import type { AnswerTo } from './tell';
import type { ClickRefusal } from './words';

type StoredApproval = Stored<Approval, ApprovalEvent>;

export type Deps = {
  clock: Clock;
  correlation: string;
  log: Log;
  /** One read for both. */
  read: (token: string) => Promise<{ row: Notification; stored: StoredApproval } | undefined>;
  load: (id: ApprovalId) => Promise<StoredApproval | undefined>;
  replaceRow: (row: Notification) => Promise<Notification | undefined>;
  handle: (
    id: ApprovalId,
    what: Command,
    command: CommandId,
    options: ChangeOptions<Approval, ApprovalEvent>,
  ) => Promise<Result<StoredApproval, Refusal | 'not-found'>>;
  enqueue: Enqueue;
  refreshRow: (row: Notification) => Promise<void>;
};

/** What a person whose place was found asks for. `id` is the same for every delivery of one click. */
export type Act = { readonly id: string; readonly what: SlackCommand; readonly to: AnswerTo };

/** `queued` when there is no time or no luck left: the same command follows through the queue. */
export type Outcome = Result<Approval, ClickRefusal> | 'queued';

/** The row behind a token, with what is needed to act on its approval at once. */
export type FoundMessage = {
  readonly row: Notification;
  readonly approval: Approval;
  carryOut(act: Act, deadline: Instant): Promise<Outcome>;
  /** The approval as it is now, which may not be as it was when it was found. */
  present(): Promise<Approval>;
  /** The click told where a message stands whose posting nobody saw answered. */
  heal(message: SlackMessage): Promise<void>;
  /** Where the message still offers what is no longer to be had, it is brought up to date. */
  refresh(because: ClickRefusal): Promise<void>;
};

/** What a refusal says of a message in a channel; any other is about the person who clicked alone. */
const ABOUT_ALL: ReadonlySet<ClickRefusal> = new Set([
  'approval-closed',
  'asked-anew',
  'kind-not-offered',
  'log-in-to-decide',
  'outdated',
  'step-closed',
  'step-expired',
  'step-not-open',
  'step-returned',
]);

/** A click races with others for one record: after two lost races the queue has more patience than the person. */
const INLINE_ATTEMPTS = 2;

export function createClicks({ clock, correlation, log, read, load, replaceRow, handle, enqueue, refreshRow }: Deps) {
  async function find(token: string): Promise<FoundMessage | undefined> {
    const found = await read(token);
    if (found === undefined) return undefined;

    const { row, stored } = found;
    return {
      row,
      approval: stored.state,
      carryOut: (act, deadline) => carryOut(stored, act, deadline),
      present: async () => (await load(stored.state.id))?.state ?? stored.state,
      async refresh(because) {
        if (row.kind === 'channel-request' && !ABOUT_ALL.has(because)) return;
        await replaceRow(doubted(row));
        await refreshRow(row);
      },
      async heal(message) {
        const mended = await replaceRow(healed(row, message));
        log.info('notification-healed', { notification: row.key, stored: mended !== undefined });
      },
    };
  }

  async function carryOut(stored: StoredApproval, { id, what, to }: Act, deadline: Instant): Promise<Outcome> {
    const approvalId = stored.state.id;
    const command = { id, correlation };
    if (clock.now() < deadline) {
      try {
        const result = await handle(approvalId, what, command, { attempts: INLINE_ATTEMPTS, current: stored });
        return result.ok ? ok(result.value.state) : result;
      } catch (error) {
        log.warn('click-not-inline', { record: approvalId, ...describeError(error), ...command });
      }
    }
    await enqueue({ type: 'command', approvalId, command, what, to });
    return 'queued';
  }

  return { find, carryOut };
}

export type Clicks = ReturnType<typeof createClicks>;
