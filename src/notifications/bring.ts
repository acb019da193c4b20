import type { People, Person } from '../identity/core/model';
import { judge, type Verdict } from '../ledger/judge';
import type { Clock, Log, TaskQueue } from '../ports';
import { type ApprovalId, type Instant, isExternal } from '../shared/brand';
import { ConflictError, describeError } from '../shared/errors';
import { freshNotification, unlessSettled } from './core/fresh';
import type { Notification, SlackMessage } from './core/model';
import { asksNow } from './core/plan';
import type { Planned } from './core/planned';
import { addressed, claimed, delivered, failed, nextOf, settleDeserted } from './core/progress';
import { hushed } from './core/quiet';
import type { Snapshot, Surfaces } from './core/surfaces';
import { createSettling } from './settle';
import type { NotificationStore } from './store';

/** One row to be brought up to the snapshot; `row` is missing where nothing was told yet. */
export type Target = {
  readonly key: string;
  readonly planned: Planned;
  readonly row: Notification | undefined;
  readonly snapshot: Snapshot;
  readonly people: People;
  /** The reader is to hear nothing before. */
  readonly quietUntil?: Instant | undefined;
};

type Reader = { readonly person: Person | undefined; readonly quietUntil: Instant | undefined };

type Mine = { readonly type: 'mine'; readonly row: Notification };
type Turn = Mine | { readonly type: 'lost' } | { readonly type: 'done' };

type Attempt =
  | { readonly type: 'arrived'; readonly slack: SlackMessage | undefined }
  | { readonly type: 'failed'; readonly verdict: Verdict; readonly at: Instant };

type Deps = {
  clock: Clock;
  log: Log;
  queue: TaskQueue;
  rows: NotificationStore;
  surfaces: Surfaces;
  loadSnapshot: (id: ApprovalId) => Promise<Snapshot | undefined>;
};

const ROUNDS = 6;
/** A task that finds somebody else at work comes back when that somebody must be done or dead. */
const BUSY_RETURN_MS = 61_000;
const MAX_DELAY_SECONDS = 900;

/**
 * Brings one row up to the approval's present state: claim, act once, store the outcome, and look again, since a newer
 * state may have been asked for meanwhile. Whoever is not first only leaves the wish on the row.
 */
export function createBringing({ clock, log, queue, rows, surfaces, loadSnapshot }: Deps) {
  const settle = createSettling({ rows, log });

  async function bring({ key, planned, row, snapshot, people, quietUntil }: Target): Promise<void> {
    const reader = { person: personOf(planned, people), quietUntil };
    let present = snapshot;
    let turn =
      row === undefined ? await create({ planned, key, reader }, present) : await takeTurn(row, present, reader);

    for (let round = 1; turn.type !== 'done'; round += 1) {
      const after = await follow(turn, { key, present, people });
      if (after === undefined) return;
      // A claim that is taken and not used would be held for a post of unknown outcome: the task has to come again.
      if (round === ROUNDS) throw new ConflictError(`notification ${key} keeps changing`);
      present = await newest(after, present);
      turn = await takeTurn(after, present, reader);
    }
  }

  async function follow(
    turn: Exclude<Turn, { type: 'done' }>,
    to: { key: string; present: Snapshot; people: People },
  ): Promise<Notification | undefined> {
    if (turn.type === 'mine') return perform(turn.row, to.present, to.people);
    const stored = await rows.load(to.key);
    // The store refused to write because something stands there, and nothing does: the task has to come again.
    if (stored === undefined) throw new ConflictError(`notification ${to.key} exists and cannot be read`);
    return stored;
  }

  /** Somebody may have asked for a newer state than ours while the row was held. */
  async function newest(row: Notification, present: Snapshot): Promise<Snapshot> {
    return row.wanted > present.sequence ? ((await loadSnapshot(present.approval.id)) ?? present) : present;
  }

  /** A new row is claimed by the very write that creates it. */
  async function create(
    { planned, key, reader }: { planned: Planned; key: string; reader: Reader },
    snapshot: Snapshot,
  ): Promise<Turn> {
    const at = clock.now();
    const fresh = addressed(freshNotification(planned, { key, ...snapshot, at }), reader.person);
    const blank = hushed(fresh, reader.quietUntil);
    const next = nextOf(blank, at);
    const row = next.type === 'act' ? claimed(blank, next.doing, at) : blank;
    if ((await rows.create(row)) === 'exists') return { type: 'lost' };
    return next.type === 'act' ? { type: 'mine', row } : { type: 'done' };
  }

  async function takeTurn(row: Notification, snapshot: Snapshot, reader: Reader): Promise<Turn> {
    const at = clock.now();
    const asked = hushed(wanting(settleDeserted(row, at), snapshot, reader.person), reader.quietUntil);
    const next = nextOf(asked, at);

    if (next.type === 'act') {
      const mine = await rows.replace(claimed(asked, next.doing, at));
      return mine === undefined ? { type: 'lost' } : { type: 'mine', row: mine };
    }
    if (next.type === 'busy') await comeBack(asked, at + BUSY_RETURN_MS);
    if (asked === row) return { type: 'done' };
    return (await rows.replace(asked)) === undefined ? { type: 'lost' } : { type: 'done' };
  }

  /** Acts until the judge says that this invocation is done with it. */
  async function perform(row: Notification, snapshot: Snapshot, people: People): Promise<Notification | undefined> {
    for (let attempts = row.attempts; ; attempts += 1) {
      const tried = await attempt({ ...row, attempts }, snapshot, people);
      if (tried.type === 'arrived') {
        const { approval, sequence } = snapshot;
        const shown = { shown: sequence, asks: asksNow(approval, row), slack: tried.slack };
        return settle(row, (present) => delivered(present, shown));
      }
      const { verdict, at } = tried;
      if (verdict.type === 'again') continue;

      const after = await settle(row, (present) => failed({ ...present, attempts }, verdict, at));
      if (after !== undefined && after.retryAt > at) await comeBack(after, after.retryAt);
      return after;
    }
  }

  async function attempt(row: Notification, snapshot: Snapshot, people: People): Promise<Attempt> {
    try {
      return { type: 'arrived', slack: await act(row, snapshot, people) };
    } catch (error) {
      const at = clock.now();
      const verdict = judge(error, row.attempts, at);
      const { doing } = row.claim ?? {};
      log.warn('delivery-failed', {
        notification: row.key,
        doing,
        attempts: row.attempts,
        verdict,
        ...describeError(error),
      });
      return { type: 'failed', verdict, at };
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
      case 'effect':
        await surfaces.effect(telling, row.attempts > 1);
        return undefined;
      case undefined:
        throw new TypeError(`notification ${row.key} is acted on without a claim`);
    }
  }

  /** The row itself says when it is due; this only spares it the wait for the next sweep. */
  async function comeBack(row: Notification, dueAt: number): Promise<void> {
    const delay = Math.min(MAX_DELAY_SECONDS, Math.max(1, Math.ceil((dueAt - clock.now()) / 1_000)));
    await queue.push('delivery', { approvalId: row.approvalId, rows: [row.key] }, delay);
  }

  return { bring };
}

/** Nobody where nobody is told, or where it is not known who they are. */
function personOf({ recipient }: Planned, people: People): Person | undefined {
  return recipient === undefined || isExternal(recipient) ? undefined : people.get(recipient);
}

/** The same row where nothing new is wished. Also what cannot be updated leaves the inbox when it is over. */
function wanting(row: Notification, { approval, sequence }: Snapshot, person: Person | undefined): Notification {
  const wished = sequence > row.wanted ? { ...row, wanted: sequence } : row;
  const asks = sequence >= row.wanted ? asksNow(approval, row) : row.asks;
  const current = unlessSettled(asks === row.asks ? wished : { ...wished, asks }, approval);
  return current.claim === undefined ? addressed(current, person) : current;
}
