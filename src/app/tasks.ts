import * as z from 'zod';
import { createSweep } from '../ledger/sweep';
import { inTasks } from '../notifications/batches';
import type { PreferenceStore } from '../notifications/preferences';
import type { NotificationStore } from '../notifications/store';
import type { Ports } from '../ports';
import { toAccountId, toApprovalId } from '../shared/brand';
import { inChunks } from '../shared/parallel';
import { parseOrThrow } from '../shared/parse';
import type { Bridge } from '../slack/bridge';
import { readSlackTask } from '../slack/tasks';
import { parseQueuedEvent, parseSubjectEvent } from '../subjects/product-event';
import type { Digesting } from './digest';
import type { Engine } from './engine';
import type { TellingParts } from './telling';

/** A kick that has not worked by then was lost. */
const LOST_KICK_MS = 30_000;
/** As many as are sent at the same time in one invocation, which has little of it. */
const DIGESTS_PER_TASK = 4;

const relayTask = z.object({ id: z.string() });
const digestTask = z.object({ digests: z.array(z.string().transform(toAccountId)) });
const upkeepTask = z.object({ upkeep: z.string().transform(toApprovalId) });

/** What happens without anybody waiting for it: product events, the queues, and the sweep. */
export function createTasks({
  ports,
  engine,
  telling,
  rows,
  bridge,
  preferences,
  digests,
}: {
  ports: Ports;
  engine: Engine;
  telling: () => Promise<TellingParts>;
  rows: NotificationStore;
  bridge: Pick<Bridge, 'runTask'>;
  preferences: Pick<PreferenceStore, 'digestsDue'>;
  digests: () => Promise<Digesting>;
}) {
  const { queue, log } = ports;
  const { approvals, queries, upkeep, changes } = engine;
  const sweepUp = createSweep(ports);

  /** A trigger only parses and stores; the work itself is done from the queue. */
  async function productEvent(payload: unknown): Promise<void> {
    const event = parseSubjectEvent(payload);
    if (event.type === 'unsupported') return log.info('event-ignored', { eventType: event.eventType });
    await queue.push('commands', { ...event });
  }

  async function runCommand(task: unknown): Promise<void> {
    const event = parseQueuedEvent(task);
    if (event?.type === 'subject-deleted') return changes.deleted(event.subject, event.dedupeKey);
    if (event?.type === 'subject-changed') return changes.changed(event);
    const due = upkeepTask.safeParse(task).data;
    if (due !== undefined) return upkeep.run(due.upkeep);
    const whose = digestTask.safeParse(task).data;
    if (whose !== undefined) return (await digests()).runAll(whose.digests);

    const slack = readSlackTask(task);
    if (slack !== undefined) return bridge.runTask(slack);
    log.error('task-unknown');
  }

  async function runRelay(task: unknown): Promise<void> {
    const { relay } = await telling();
    await relay.run(parseOrThrow(relayTask, task, 'relay task').id);
  }

  const runDelivery = async (task: unknown): Promise<void> => (await telling()).delivery.runTask(task);

  async function sweep(): Promise<void> {
    await sweepUp({
      name: 'owed-events',
      graceMs: LOST_KICK_MS,
      async find(before, cursor) {
        const page = await queries.owing(before, cursor);
        return { items: page.ids, cursor: page.cursor };
      },
      takeUp: approvals.kick,
    });
    await sweepUp({
      name: 'due-approvals',
      graceMs: 0,
      async find(before, cursor) {
        const page = await queries.due(before, cursor);
        return { items: page.ids, cursor: page.cursor };
      },
      takeUp: (id) => queue.push('commands', { upkeep: id }),
    });
    await sweepUp({
      name: 'due-notifications',
      graceMs: 0,
      async find(before, cursor) {
        const page = await rows.due(before, cursor);
        return { items: inTasks(page.rows), cursor: page.cursor };
      },
      takeUp: (task) => queue.push('delivery', task),
    });
    await sweepUp({
      name: 'due-digests',
      graceMs: 0,
      async find(before, cursor) {
        const page = await preferences.digestsDue(before, cursor);
        return { items: inChunks(DIGESTS_PER_TASK, page.accounts), cursor: page.cursor };
      },
      takeUp: (accounts) => queue.push('commands', { digests: accounts }),
    });
  }

  return { productEvent, runCommand, runRelay, runDelivery, sweep };
}
