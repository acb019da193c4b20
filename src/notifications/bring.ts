import type { People } from '../identity/core/model';
import { judge, type Verdict } from '../ledger/judge';
import type { Clock, Log, Wait } from '../ports';
import type { ApprovalId, Instant } from '../shared/brand';
import { ConflictError, describeError } from '../shared/errors';
import { freshNotification, unlessSettled } from './core/fresh';
import type { Doing, Notification, SlackMessage } from './core/model';
import { asksNow } from './core/plan';
import type { Planned } from './core/planned';
import { claimed, delivered, failed, nextOf, putOff, settleDeserted } from './core/progress';
import { hushed } from './core/quiet';
import { spread } from './core/spread';
import type { Snapshot, Surfaces, Telling } from './core/surfaces';
import { createSettling } from './settle';
import type { NotificationStore } from './store';

/** One row to be brought up to the snapshot; `row` is missing where nothing was told yet. */
export type Target = {
  readonly key: string;
  readonly planned: Planned;
  readonly row: Notification | undefined;
  readonly snapshot: Snapshot;
  readonly people: People;
  readonly reader: Reader;
};

type Reader = {
  /** Whom or what the row goes to, as far as that is known by now. */
  readonly address: (row: Notification, at: Instant) => Notification;
  /** They are to hear nothing before. */
  readonly quietUntil?: Instant | undefined;
  /** Before that it cannot be done anyway, as far as is known. */
  readonly heldUntil: (row: Notification, doing: Doing, at: Instant) => Instant;
  /** The row is to be looked at again then. The row itself says so too; this only spares it the wait for the sweep. */
  readonly comeBack: (dueAt: Instant) => void;
};

type Mine = { readonly type: 'mine'; readonly row: Notification };
type Turn = Mine | { readonly type: 'lost' } | { readonly type: 'done'; readonly row: Notification };

type Attempt =
  | { readonly type: 'arrived'; readonly slack: SlackMessage | undefined }
  | { readonly type: 'failed'; readonly verdict: Verdict; readonly at: Instant };

export type Deps = {
  clock: Clock;
  wait: Wait;
  log: Log;
  rows: NotificationStore;
  surfaces: Surfaces;
  /** The people of a step whom a channel could not be told. */
  tellDirectly: (telling: Telling) => Promise<void>;
  loadSnapshot: (id: ApprovalId) => Promise<Snapshot | undefined>;
};

const ROUNDS = 6;
/** A task that finds somebody else at work comes back when that somebody must be done or dead. */
const BUSY_RETURN_MS = 61_000;
/** So short a wait is not worth a write: who waits is due all the time, and the task that comes back is enough. */
const SHORT_MS = 15_000;

/**
 * Brings one row up to the approval's present state: claim, act once, store the outcome, and look again, since a newer
 * state may have been asked for meanwhile. Whoever is not first only leaves the wish on the row.
 */
export function createBringing({ clock, wait, log, rows, surfaces, tellDirectly, loadSnapshot }: Deps) {
  const settle = createSettling({ clock, wait, rows, log });

  /** Answers the row as this invocation leaves it; undefined where somebody else has taken it on. */
  async function bring({ key, planned, row, snapshot, people, reader }: Target): Promise<Notification | undefined> {
    let present = snapshot;
    let turn =
      row === undefined ? await create({ planned, key, reader }, present) : await takeTurn(row, present, reader);

    for (let round = 1; turn.type !== 'done'; round += 1) {
      const after = await follow(turn, { key, present, people, reader });
      if (after === undefined) return undefined;
      // A claim that is taken and not used would be held for a post of unknown outcome: the task has to come again.
      if (round === ROUNDS) throw new ConflictError(`notification ${key} keeps changing`);
      present = await newest(after, present);
      turn = await takeTurn(after, present, reader);
    }
    return turn.row;
  }

  async function follow(
    turn: Exclude<Turn, { type: 'done' }>,
    to: { key: string; present: Snapshot; people: People; reader: Reader },
  ): Promise<Notification | undefined> {
    if (turn.type === 'mine') return perform(turn.row, to.present, to);
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
    const fresh = reader.address(freshNotification(planned, { key, ...snapshot, at }), at);
    const { row, isMine } = taken(hushed(fresh, reader.quietUntil), reader, at);
    if ((await rows.create(row)) === 'exists') return { type: 'lost' };
    return { type: isMine ? 'mine' : 'done', row };
  }

  async function takeTurn(row: Notification, snapshot: Snapshot, reader: Reader): Promise<Turn> {
    const at = clock.now();
    const { row: next, isMine } = taken(turned(row, snapshot, reader, at), reader, at);
    if (next === row) return { type: 'done', row };
    const stored = await rows.replace(next);
    if (stored === undefined) return { type: 'lost' };
    return { type: isMine ? 'mine' : 'done', row: stored };
  }

  /** Acts until the judge says that this invocation is done with it. */
  async function perform(
    row: Notification,
    snapshot: Snapshot,
    { people, reader }: { people: People; reader: Reader },
  ): Promise<Notification | undefined> {
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
      if (after !== undefined && after.retryAt > at) reader.comeBack(after.retryAt);
      return after;
    }
  }

  async function attempt(row: Notification, snapshot: Snapshot, people: People): Promise<Attempt> {
    try {
      return { type: 'arrived', slack: await act(row, snapshot, people) };
    } catch (error) {
      const at = clock.now();
      const verdict = spread(row, judge(error, row.attempts, at), at);
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
      case 'direct':
        await tellDirectly(telling);
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

  return { bring };
}

/** Claimed, where something can be done with it now. What is only held costs one write: no claim, nothing to settle. */
function taken(
  row: Notification,
  reader: Reader,
  at: Instant,
): { readonly row: Notification; readonly isMine: boolean } {
  const next = nextOf(row, at);
  if (next.type === 'busy') reader.comeBack(at + BUSY_RETURN_MS);
  if (next.type !== 'act') return { row, isMine: false };

  const until = reader.heldUntil(row, next.doing, at);
  if (until <= at) return { row: claimed(row, next.doing, at), isMine: true };
  reader.comeBack(until);
  return { row: until - at > SHORT_MS ? putOff(row, until) : row, isMine: false };
}

function turned(row: Notification, snapshot: Snapshot, { address, quietUntil }: Reader, at: Instant): Notification {
  const wished = wanting(settleDeserted(row, at), snapshot);
  return hushed(wished.claim === undefined ? address(wished, at) : wished, quietUntil);
}

/** The same row where nothing new is wished. Also what cannot be updated leaves the inbox when it is over. */
function wanting(row: Notification, { approval, sequence }: Snapshot): Notification {
  const wished = sequence > row.wanted ? { ...row, wanted: sequence } : row;
  const asks = sequence >= row.wanted ? asksNow(approval, row) : row.asks;
  return unlessSettled(asks === row.asks ? wished : { ...wished, asks }, approval);
}
