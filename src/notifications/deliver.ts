import * as z from 'zod';
import type { Approval } from '../approvals/core/model';
import type { People } from '../identity/core/model';
import type { Clock, Log, Store, StoreRef, TaskQueue } from '../ports';
import { type AccountId, type ApprovalId, isExternal, type PersonId, toApprovalId, toPersonId } from '../shared/brand';
import { inChunks, inParallel } from '../shared/parallel';
import { parseOrThrow } from '../shared/parse';
import { createBringing } from './bring';
import { freshNotification } from './core/fresh';
import type { Notification } from './core/model';
import { plan } from './core/plan';
import type { Numbered, Planned } from './core/planned';
import type { Snapshot, Surfaces } from './core/surfaces';
import type { PreferenceStore } from './preferences';
import { kind, type NotificationStore, notificationKey, topic } from './store';

type Deps = {
  clock: Clock;
  log: Log;
  store: Store;
  queue: TaskQueue;
  rows: NotificationStore;
  surfaces: Surfaces;
  loadSnapshot: (id: ApprovalId) => Promise<Snapshot | undefined>;
  preferences: Pick<PreferenceStore, 'refs' | 'quietOf'>;
  people: {
    refs(ids: readonly AccountId[]): readonly StoreRef[];
    complete(ids: readonly AccountId[], cached: ReadonlyMap<string, unknown>): Promise<People>;
  };
};

/** Up to this many rows are dealt with where they arise; more are shared out over further invocations. */
const INLINE = 12;
const PER_TASK = 10;
const AT_ONCE = 4;
/** Of those who have decided, this many are named in a message. */
export const NAMED_DECIDERS = 10;

const planned = z.object({
  kind,
  step: z.number(),
  recipient: z.string().transform(toPersonId).optional(),
  round: z.number(),
  topic: topic.optional(),
});
const task = z.object({
  approvalId: z.string().transform(toApprovalId),
  planned: z.array(planned).default([]),
  /** Keys of rows that exist. */
  rows: z.array(z.string()).default([]),
});

export function createDelivery(deps: Deps) {
  const { clock, log, store, queue, rows, people, preferences, loadSnapshot } = deps;
  const { bring } = createBringing(deps);

  /** Returns when every row that these events concern is up to date, or is stored with a task to bring it there. */
  async function tell(snapshot: Snapshot, events: readonly Numbered[]): Promise<void> {
    const all = plan(snapshot.approval, events);
    if (all.length <= INLINE) return bringAll(snapshot, all);

    await writeDown(snapshot, all);
    await inParallel(AT_ONCE, inChunks(PER_TASK, all), (chunk) =>
      queue.push('delivery', { approvalId: snapshot.approval.id, planned: chunk }),
    );
  }

  /** A row that exists is found by the sweep, whatever becomes of its task in the queue. */
  async function writeDown(snapshot: Snapshot, all: readonly Planned[]): Promise<void> {
    const targets = all.map((each) => ({ planned: each, key: notificationKey(snapshot.approval.id, each) }));
    const stored = await store.getMany(targets.map(({ key }) => rows.ref(key)));
    const missing = targets.filter(({ key }) => !stored.has(key));
    await inParallel(AT_ONCE, missing, ({ planned: each, key }) =>
      rows.create(freshNotification(each, { key, ...snapshot, at: clock.now() })),
    );
  }

  async function runTask(body: unknown): Promise<void> {
    const { approvalId, planned: asked, rows: keys } = parseOrThrow(task, body, 'delivery task');
    const snapshot = await loadSnapshot(approvalId);
    if (snapshot === undefined) return log.error('delivery-without-approval', { approval: approvalId });

    const existing = keys.length === 0 ? [] : await loadRows(keys);
    await bringAll(snapshot, [...asked, ...existing]);
  }

  async function loadRows(keys: readonly string[]): Promise<readonly Notification[]> {
    const found = await store.getMany(keys.map(rows.ref));
    return keys.flatMap((key) => (found.has(key) ? [rows.parse(key, found.get(key))] : []));
  }

  async function bringAll(snapshot: Snapshot, all: readonly Planned[]): Promise<void> {
    const { approval } = snapshot;
    const targets = all.map((each) => ({ planned: plannedOf(each), key: notificationKey(approval.id, each) }));
    const ids = peopleIn(approval, all);
    const told = accountsIn(all.map(({ recipient }) => recipient));
    const refs = [...targets.map(({ key }) => rows.ref(key)), ...people.refs(ids), ...preferences.refs(told)];
    const stored = await store.getMany(refs);
    const known = await people.complete(ids, stored);

    await inParallel(AT_ONCE, targets, ({ key, planned: each }) => {
      const row = stored.has(key) ? rows.parse(key, stored.get(key)) : undefined;
      const [account] = accountsIn([each.recipient]);
      const quiet = account === undefined ? undefined : preferences.quietOf(account, stored);
      return bring({ key, planned: each, row, snapshot, people: known, quietUntil: quiet });
    });
  }

  return { tell, runTask };
}

/** What names a row, without all else that a row has. */
function plannedOf({ kind: what, step, recipient, round, topic: about }: Planned): Planned {
  return {
    kind: what,
    step,
    round,
    ...(recipient === undefined ? {} : { recipient }),
    ...(about === undefined ? {} : { topic: about }),
  };
}

/** Those to be told, and those whom the message names or stands in for, as far as they have an account. */
function peopleIn(approval: Approval, all: readonly Planned[]): readonly AccountId[] {
  const recipients = all.flatMap(({ recipient }) => (recipient === undefined ? [] : [recipient]));
  const told = new Set(all.flatMap(({ kind: what, step }) => (what === 'approval-request' ? [step] : [])));
  const deciders = approval.steps
    .flatMap((step, index) => (told.has(index) ? step.approvers : []))
    .flatMap((each) => (each.decision === undefined ? [] : [{ ...each, decision: each.decision }]))
    .sort((one, other) => one.decision.sequence - other.decision.sequence)
    .flatMap(({ id, decision }): PersonId[] => (decision.by === undefined ? [id] : [id, decision.by]));
  const readers = new Set(recipients);
  const represented = approval.steps
    .flatMap((step, index) => (told.has(index) ? step.approvers : []))
    .flatMap(({ id, delegates }) => (delegates.some((each) => readers.has(each.id)) ? [id] : []));
  const named = [approval.requester, ...recipients, ...represented, ...deciders.slice(-NAMED_DECIDERS)];
  return accountsIn(named);
}

const accountsIn = (people: readonly (PersonId | undefined)[]): readonly AccountId[] =>
  [...new Set(people)].flatMap((id) => (id === undefined || isExternal(id) ? [] : [id]));
