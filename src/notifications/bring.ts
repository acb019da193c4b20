import type { People, Person } from '../identity/core/model';
import { judge } from '../ledger/judge';
import type { Clock, Log, TaskQueue } from '../ports';
import type { ApprovalId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { freshNotification } from './core/fresh';
import type { Notification, SlackMessage } from './core/model';
import type { Planned } from './core/plan';
import { addressed, claimed, delivered, failed, nextOf, settleDeserted } from './core/progress';
import type { Snapshot, Surfaces } from './core/surfaces';
import type { NotificationStore } from './store';

/** One row to be brought up to the snapshot; `row` is missing where nothing was told yet. */
export type Target = {
  readonly key: string;
  readonly planned: Planned;
  readonly row: Notification | undefined;
  readonly snapshot: Snapshot;
  readonly people: People;
};

type Mine = { readonly type: 'mine'; readonly row: Notification };
type Turn = Mine | { readonly type: 'lost' } | { readonly type: 'done' };

type Deps = {
  clock: Clock;
  log: Log;
  queue: TaskQueue;
  rows: NotificationStore;
  surfaces: Surfaces;
  loadSnapshot: (id: ApprovalId) => Promise<Snapshot | undefined>;
};

const ROUNDS = 6;
const SETTLE_ATTEMPTS = 5;
/** A task that finds somebody else at work comes back when that somebody must be done or dead. */
const BUSY_RETURN_MS = 61_000;
const MAX_DELAY_SECONDS = 900;

/**
 * Brings one row up to the approval's present state: claim, act once, store the outcome, and look again, since a newer
 * state may have been asked for meanwhile. Whoever is not first only leaves the wish on the row.
 */
export function createBringing({ clock, log, queue, rows, surfaces, loadSnapshot }: Deps) {
  async function bring({ key, planned, row, snapshot, people }: Target): Promise<void> {
    let present = snapshot;
    const person = planned.recipient === undefined ? undefined : people.get(planned.recipient);
    let turn =
      row === undefined ? await create({ planned, key, person }, present) : await takeTurn(row, present, person);

    for (let round = 0; turn.type !== 'done' && round < ROUNDS; round += 1) {
      const after: Notification | undefined =
        turn.type === 'mine' ? await perform(turn.row, present, people) : await rows.load(key);
      if (after === undefined) return;
      if (after.wanted > present.sequence) present = (await loadSnapshot(present.approval.id)) ?? present;
      turn = await takeTurn(after, present, person);
    }
  }

  /** A new row is claimed by the very write that creates it. */
  async function create(
    { planned, key, person }: { planned: Planned; key: string; person: Person | undefined },
    snapshot: Snapshot,
  ): Promise<Turn> {
    const at = clock.now();
    const blank = addressed(freshNotification(planned, { key, ...snapshot, at }), person);
    const next = nextOf(blank, at);
    const row = next.type === 'act' ? claimed(blank, next.doing, at) : blank;
    if ((await rows.create(row)) === 'exists') return { type: 'lost' };
    return next.type === 'act' ? { type: 'mine', row } : { type: 'done' };
  }

  async function takeTurn(row: Notification, snapshot: Snapshot, person: Person | undefined): Promise<Turn> {
    const at = clock.now();
    const held = settleDeserted(row, at);
    const settled = held.claim === undefined ? addressed(held, person) : held;
    const asked = snapshot.sequence > settled.wanted ? { ...settled, wanted: snapshot.sequence } : settled;
    const next = nextOf(asked, at);

    if (next.type === 'act') {
      const mine = await rows.replace(claimed(asked, next.doing, at));
      return mine === undefined ? { type: 'lost' } : { type: 'mine', row: mine };
    }
    if (next.type === 'busy') await comeBack(asked, at + BUSY_RETURN_MS);
    if (asked === row) return { type: 'done' };
    return (await rows.replace(asked)) === undefined ? { type: 'lost' } : { type: 'done' };
  }

  async function perform(row: Notification, snapshot: Snapshot, people: People): Promise<Notification | undefined> {
    for (let attempts = row.attempts; ; attempts += 1) {
      try {
        const slack = await act({ ...row, attempts }, snapshot, people);
        return await settle(row, (present) => delivered(present, snapshot.sequence, slack));
      } catch (error) {
        if (error instanceof ConflictError) throw error;
        const at = clock.now();
        const verdict = judge(error, attempts, at);
        log.warn('delivery-failed', {
          notification: row.key,
          doing: row.claim?.doing,
          attempts,
          verdict,
          ...codeOf(error),
        });
        if (verdict.type === 'again') continue;

        const after = await settle(row, (present) => failed({ ...present, attempts }, verdict, at));
        if (after !== undefined && after.retryAt > at) await comeBack(after, after.retryAt);
        return after;
      }
    }
  }

  async function act(row: Notification, snapshot: Snapshot, people: People): Promise<SlackMessage | undefined> {
    const telling = { ...snapshot, row, people };
    switch (row.claim?.doing) {
      case 'post':
        return surfaces.post(telling);
      case 'update':
        await surfaces.update(telling);
        return undefined;
      case 'email':
        await surfaces.email(telling);
        return undefined;
      case 'comment':
        await surfaces.comment(telling, row.attempts > 1);
        return undefined;
      case 'property':
        await surfaces.property(telling);
        return undefined;
      case undefined:
        throw new TypeError(`notification ${row.key} is acted on without a claim`);
    }
  }

  /**
   * Stores the outcome of what was claimed. Meanwhile others may only have left a wish or healed the row, so the same
   * transition is made on what stands there now; a store that fails for a moment must not turn a post into `unknown`.
   */
  async function settle(
    row: Notification,
    transition: (present: Notification) => Notification,
  ): Promise<Notification | undefined> {
    let present = row;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const stored = await rows.replace(transition(present));
        if (stored !== undefined) return stored;
        const reloaded = await rows.load(row.key);
        if (reloaded?.claim?.until !== row.claim?.until) return reloaded;
        if (reloaded !== undefined) present = reloaded;
        if (attempt >= SETTLE_ATTEMPTS) throw new ConflictError(`notification ${row.key} keeps changing`);
      } catch (error) {
        if (error instanceof ConflictError || attempt >= SETTLE_ATTEMPTS) throw error;
        log.warn('outcome-not-stored', { notification: row.key, attempt, ...codeOf(error) });
      }
    }
  }

  /** The row itself says when it is due; this only spares it the wait for the next sweep. */
  async function comeBack(row: Notification, dueAt: number): Promise<void> {
    const delay = Math.min(MAX_DELAY_SECONDS, Math.max(1, Math.ceil((dueAt - clock.now()) / 1_000)));
    await queue.push('delivery', { approvalId: row.approvalId, rows: [row.key] }, delay);
  }

  return { bring };
}

const codeOf = (error: unknown) => ({
  error: error instanceof Error ? error.name : typeof error,
  code: error instanceof Error && 'code' in error ? error.code : undefined,
});
