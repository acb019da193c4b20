import * as z from 'zod';
import type { createRelay } from '../ledger/relay';
import { createSweep } from '../ledger/sweep';
import type { NotificationStore } from '../notifications/store';
import type { Ports } from '../ports';
import { toApprovalId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { Bridge } from '../slack/bridge';
import { readSlackTask } from '../slack/tasks';
import { parseQueuedEvent, parseSubjectEvent } from '../subjects/product-event';
import type { Engine } from './engine';

/** A kick that has not worked by then was lost. */
const LOST_KICK_MS = 30_000;

const relayTask = z.object({ id: z.string() });
const upkeepTask = z.object({ upkeep: z.string().transform(toApprovalId) });

/** What happens without anybody waiting for it: product events, the queues, and the sweep. */
export function createTasks({
  ports,
  engine,
  relay,
  rows,
  bridge,
}: {
  ports: Ports;
  engine: Engine;
  relay: ReturnType<typeof createRelay>;
  rows: NotificationStore;
  bridge: Pick<Bridge, 'runTask'>;
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

    const slack = readSlackTask(task);
    if (slack !== undefined) return bridge.runTask(slack);
    log.error('task-unknown');
  }

  async function runRelay(task: unknown): Promise<void> {
    await relay.run(parseOrThrow(relayTask, task, 'relay task').id);
  }

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
        return { items: page.rows, cursor: page.cursor };
      },
      takeUp: ({ key, approvalId }) => queue.push('delivery', { approvalId, rows: [key] }),
    });
  }

  return { productEvent, runCommand, runRelay, sweep };
}
