import { createApprovals } from '../../../src/approvals/approvals';
import { explain } from '../../../src/approvals/explain';
import { createApprovalQueries } from '../../../src/approvals/store';
import type { Person } from '../../../src/identity/core/model';
import { createRelay } from '../../../src/ledger/relay';
import { createSweep } from '../../../src/ledger/sweep';
import type { Surfaces } from '../../../src/notifications/core/surfaces';
import { createDelivery } from '../../../src/notifications/deliver';
import { createNotificationStore } from '../../../src/notifications/store';
import type { Clock, Log, Store, TaskQueue } from '../../../src/ports';
import type { AccountId, ApprovalId } from '../../../src/shared/brand';

type Ports = {
  clock: Clock;
  log: Log;
  store: Store;
  queue: TaskQueue;
  surfaces: Surfaces;
  personOf: (id: AccountId) => Person;
};

const LOST_KICK_MS = 30_000;

/** The parts of one invocation, joined as the app joins them. */
export function createParts({ clock, log, store, queue, surfaces, personOf }: Ports) {
  const approvals = createApprovals({ store, clock, queue, log });
  const queries = createApprovalQueries(store);
  const rows = createNotificationStore(store);
  const delivery = createDelivery({
    clock,
    log,
    store,
    queue,
    rows,
    surfaces,
    people: { refs: () => [], complete: async (ids) => new Map(ids.map((id) => [id, personOf(id)])) },
    async loadSnapshot(id: ApprovalId) {
      const stored = await approvals.load(id);
      return stored === undefined ? undefined : { approval: stored.state, sequence: stored.sequence };
    },
  });
  const relay = createRelay({
    records: approvals.records,
    explain,
    log,
    handOn: ({ state, sequence }, owed) =>
      delivery.tell(
        { approval: state, sequence },
        owed.map(({ event }) => event),
      ),
  });
  const sweepUp = createSweep({ clock, log });

  async function sweep(): Promise<number> {
    const owing = await sweepUp({
      name: 'owed-events',
      graceMs: LOST_KICK_MS,
      async find(before, cursor) {
        const { ids, cursor: next } = await queries.owing(before, cursor);
        return { items: ids, cursor: next };
      },
      takeUp: approvals.kick,
    });
    const due = await sweepUp({
      name: 'due-notifications',
      graceMs: 0,
      async find(before, cursor) {
        const page = await rows.due(before, cursor);
        return { items: page.rows, cursor: page.cursor };
      },
      takeUp: ({ key, approvalId }) => queue.push('delivery', { approvalId, rows: [key] }),
    });
    return owing + due;
  }

  return { approvals, delivery, relay, rows, sweep };
}

export type Parts = ReturnType<typeof createParts>;
