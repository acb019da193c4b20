import * as z from 'zod';
import { toApprovalId, toPersonId } from '../shared/brand';
import { inChunks, inParallel } from '../shared/parallel';
import { parseOrThrow } from '../shared/parse';
import { PER_TASK } from './batches';
import { type Deps as BringingDeps, createBringingAll } from './bring-all';
import { placed } from './core/channel';
import { isInChannel, outcomesInChannels, requestsInChannels, wayOf } from './core/channel-rows';
import type { Site } from './core/delivery';
import { freshNotification } from './core/fresh';
import type { Notification } from './core/model';
import { plan } from './core/plan';
import { planInChannels } from './core/plan-channels';
import { mayStand, planSettled } from './core/plan-settled';
import { eachOnce, type Numbered, type Planned } from './core/planned';
import type { Snapshot } from './core/surfaces';
import { createTellingDirectly } from './direct';
import { kind, notificationKey, topic } from './store';

type Deps = Omit<BringingDeps, 'tellDirectly'>;

/** Up to this many rows are dealt with where they arise; more are shared out over further invocations. */
const INLINE = 12;
const AT_ONCE = 4;

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
  const { clock, log, store, queue, rows, loadSnapshot } = deps;
  const bringAll = createBringingAll({ ...deps, tellDirectly: createTellingDirectly(deps) });

  /** Returns when every row that these events concern is up to date, or is stored with a task to bring it there. */
  async function tell(snapshot: Snapshot, events: readonly Numbered[]): Promise<void> {
    const { approval } = snapshot;
    const settled = await thoseTold(snapshot, planSettled(approval, events));
    const all = eachOnce([...planInChannels(approval, events), ...plan(approval, events), ...settled]);
    const site = await deps.site();
    const usual = all.filter((each) => !isInChannel(each) || wayOf(approval, each, site).mode !== 'direct');
    if (usual.length <= INLINE) return bringAll(snapshot, all, { mayBegin: true });

    const written = await writeDown(snapshot, all, site);
    await inParallel(AT_ONCE, inChunks(PER_TASK, written), (chunk) =>
      queue.push('delivery', { approvalId: approval.id, planned: chunk }),
    );
  }

  /** Of what may have been told, what was. */
  async function thoseTold({ approval }: Snapshot, all: readonly Planned[]): Promise<readonly Planned[]> {
    if (all.length === 0) return [];
    const rowOf = rows.standing(approval.id, await store.getMany(rows.refsTo(approval.id, all)));
    return all.filter((each) => mayStand(rowOf(each)));
  }

  /** A row that exists is found by the sweep, whatever becomes of its task in the queue. */
  async function writeDown(snapshot: Snapshot, all: readonly Planned[], site: Site): Promise<readonly Planned[]> {
    const { approval } = snapshot;
    const standing = rows.standing(approval.id, await store.getMany(rows.refsTo(approval.id, all)));
    const requests = requestsInChannels(approval, all, { site, standing });
    const others = [...outcomesInChannels(all, standing), ...all.filter((each) => !isInChannel(each))];

    for (const some of [requests, others]) {
      const missing = some.filter((each) => standing(each) === undefined);
      await inParallel(AT_ONCE, missing, (each) => {
        const at = clock.now();
        const fresh = freshNotification(each, { key: notificationKey(approval.id, each), ...snapshot, at });
        return rows.create(each.kind === 'channel-request' ? placed(fresh, wayOf(approval, each, site), at) : fresh);
      });
    }
    return [...requests, ...others];
  }

  async function runTask(body: unknown): Promise<void> {
    const { approvalId, planned: asked, rows: keys } = parseOrThrow(task, body, 'delivery task');
    const snapshot = await loadSnapshot(approvalId);
    if (snapshot === undefined) return log.error('delivery-without-approval', { approval: approvalId });

    const existing = keys.length === 0 ? [] : await loadRows(keys);
    await bringAll(snapshot, [...asked, ...existing], { mayBegin: false });
  }

  async function loadRows(keys: readonly string[]): Promise<readonly Notification[]> {
    const found = await store.getMany(keys.map(rows.ref));
    return keys.flatMap((key) => (found.has(key) ? [rows.parse(key, found.get(key))] : []));
  }

  return { tell, runTask };
}
