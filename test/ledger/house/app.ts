import { createApprovals } from '../../../src/approvals/approvals';
import type { Command } from '../../../src/approvals/core/model';
import { explain } from '../../../src/approvals/explain';
import { createStaffer } from '../../../src/approvals/people';
import { createRegister } from '../../../src/approvals/register';
import { createApprovalQueries } from '../../../src/approvals/store';
import { createUpkeep } from '../../../src/approvals/upkeep';
import type { Person } from '../../../src/identity/core/model';
import { createRelay } from '../../../src/ledger/relay';
import { createSweep } from '../../../src/ledger/sweep';
import { inTasks } from '../../../src/notifications/batches';
import type { Surfaces } from '../../../src/notifications/core/surfaces';
import { createDelivery } from '../../../src/notifications/deliver';
import { createPreferences } from '../../../src/notifications/preferences';
import { createNotificationStore } from '../../../src/notifications/store';
import type { Clock, Log, Store, TaskQueue } from '../../../src/ports';
import type { AccountId, ApprovalId } from '../../../src/shared/brand';
import type { SubjectState } from '../../../src/subjects/core/model';
import { delegations } from '../../approvals/given-delegations';
import { noWait } from '../../support/fake-ports';
import { HOUSE_RULES, MEMBERS } from './outside';

type Ports = {
  clock: Clock;
  log: Log;
  store: Store;
  queue: TaskQueue;
  surfaces: Surfaces;
  personOf: (id: AccountId) => Person;
  /** An answer of the product, which may not come. */
  ask: <T>(answer: T) => Promise<T>;
  subject: SubjectState;
  /** Is told of every command that Baton itself gives. */
  onCommand: (id: string, what: Command) => void;
};

const LOST_KICK_MS = 30_000;

/** The parts of one invocation, joined as the app joins them. */
export function createParts({ clock, log, store, queue, surfaces, personOf, ask, subject, onCommand }: Ports) {
  const register = createRegister({ store, wait: noWait });
  const approvals = createApprovals({ store, clock, queue, log, register });
  const queries = createApprovalQueries(store);
  const rows = createNotificationStore(store);
  const delivery = createDelivery({
    clock,
    log,
    store,
    queue,
    rows,
    surfaces,
    preferences: createPreferences({ store, clock }),
    pauses: { refs: () => [], learn: () => {}, until: () => 0 },
    wait: noWait,
    site: async () => ({ mode: 'direct', workspaces: [] }),
    membersIn: async (_place, users) => new Set(users),
    people: { refs: () => [], complete: async (ids) => new Map(ids.map((id) => [id, personOf(id)])) },
    async loadSnapshot(id: ApprovalId) {
      const stored = await approvals.load(id);
      return stored === undefined ? undefined : { approval: stored.state, sequence: stored.sequence };
    },
  });
  const staffer = createStaffer({
    clock,
    accounts: { activeOf: async (ids) => ask(new Map(ids.map((id) => [id, true]))) },
    groups: { membersOf: () => ask(MEMBERS) },
    roles: { actorsOf: () => ask({ users: [], groups: [] }) },
    spaces: { allowedIn: () => ask({ users: [], groups: [] }) },
    delegations: { rulesOf: async () => delegations(HOUSE_RULES) },
  });
  const upkeep = createUpkeep({
    clock,
    log,
    correlation: 'c-upkeep',
    staffer,
    approvals: {
      ...approvals,
      apply(id, what, command, options) {
        onCommand(command.id, what);
        return approvals.apply(id, what, command, options);
      },
    },
    definitions: { load: async () => undefined },
    readSubject: () => ask(subject),
  });
  const relay = createRelay({
    records: approvals.records,
    prepare: upkeep.prepare,
    explain,
    log,
    handOn: ({ state, sequence }, owed) => delivery.tell({ approval: state, sequence }, owed),
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
      name: 'due-approvals',
      graceMs: 0,
      async find(before, cursor) {
        const { ids, cursor: next } = await queries.due(before, cursor);
        return { items: ids, cursor: next };
      },
      takeUp: (id) => queue.push('commands', { upkeep: id }),
    });
    const untold = await sweepUp({
      name: 'due-notifications',
      graceMs: 0,
      async find(before, cursor) {
        const page = await rows.due(before, cursor);
        return { items: inTasks(page.rows), cursor: page.cursor };
      },
      takeUp: (task) => queue.push('delivery', task),
    });
    return owing + due + untold;
  }

  return { approvals, delivery, queue, relay, rows, sweep, upkeep };
}

export type Parts = ReturnType<typeof createParts>;
