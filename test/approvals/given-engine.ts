import { createApprovals } from '../../src/approvals/approvals';
import type { Definition } from '../../src/approvals/core/definition';
import type { DelegationRule } from '../../src/approvals/core/delegation';
import type { ApprovalEvent, Command } from '../../src/approvals/core/model';
import { createStaffer } from '../../src/approvals/people';
import { createRegister } from '../../src/approvals/register';
import { createApprovalQueries, type StoredApproval } from '../../src/approvals/store';
import { createSubjectChanges } from '../../src/approvals/subject-changes';
import { createUpkeep } from '../../src/approvals/upkeep';
import { toEntry } from '../../src/ledger/audit';
import { createRelay } from '../../src/ledger/relay';
import type { AccountId, ApprovalId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import type { SubjectState } from '../../src/subjects/core/model';
import { ADA, BEN, definition, RITA, subjectState } from '../support/builders';
import { fakeClock, fakeLog, fakeQueue, noWait } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';
import { delegations as rulesBy } from './given-delegations';

/** What the products and the settings hold; it changes as the test goes on. */
export type World = {
  subject?: SubjectState | undefined;
  groups: Record<string, readonly AccountId[]>;
  gone: readonly AccountId[];
  rules: readonly DelegationRule[];
  definitions: readonly Definition[];
  /** The products do not answer. */
  down: boolean;
};

export const down = () => new TransientError('jira-503');

/** The engine as the app joins it, over a store in memory; `calls` is what was asked of the products. */
export function givenEngine(first: Partial<World> = {}, around: Around = async (_call, effect) => effect()) {
  const world: World = {
    subject: subjectState(),
    groups: { 'g-1': [ADA, BEN] },
    gone: [],
    rules: [],
    definitions: [definition()],
    down: false,
    ...first,
  };
  const clock = fakeClock();
  const log = fakeLog();
  const queue = fakeQueue();
  const memory = createMemoryStore({ clock });
  const store = memory.through(around);
  const calls: string[] = [];
  const correlation = 'c-1';

  async function ask<T>(call: string, answer: () => T): Promise<T> {
    calls.push(call);
    if (world.down) throw down();
    return answer();
  }

  const register = createRegister({ store, wait: noWait });
  const approvals = createApprovals({ store, clock, queue, log, register });
  const queries = createApprovalQueries(store);
  const readSubject = () => ask('subject', () => world.subject);
  const definitions = {
    load: async (id: Definition['id']) => world.definitions.find((each) => each.id === id),
    automatic: async () => world.definitions.filter(({ startWhen }) => startWhen !== undefined),
  };
  /** What was looked up is remembered for one invocation: each time somebody comes they look again. */
  const upkeep = () => {
    const staffer = createStaffer({
      clock,
      accounts: { activeOf: async (ids) => new Map(ids.map((id) => [id, !world.gone.includes(id)])) },
      groups: { membersOf: (group) => ask(`group ${group}`, () => world.groups[group] ?? []) },
      roles: { actorsOf: () => ask('role', () => ({ users: [ADA], groups: [] })) },
      spaces: { allowedIn: () => ask('space', () => ({ users: [ADA], groups: [] })) },
      delegations: { rulesOf: async () => rulesBy(world.rules) },
    });
    return createUpkeep({ clock, log, correlation, approvals, definitions, staffer, readSubject });
  };
  const changes = () =>
    createSubjectChanges({
      log,
      correlation,
      register,
      approvals,
      definitions,
      upkeep: upkeep(),
      byIds: queries.byIds,
      readSubject,
    });
  const told: ApprovalEvent[] = [];
  const relay = () =>
    createRelay({
      records: approvals.records,
      prepare: upkeep().prepare,
      handOn: async (_stored, events) => void told.push(...events.map(({ event }) => event)),
      explain: ({ id }, owed) => toEntry(id, owed, 'system'),
      log,
    });

  async function begun(what: Definition = definition(), requestId = 'request-1'): Promise<ApprovalId> {
    const state = world.subject ?? subjectState();
    const result = await approvals.begin(what, { state, requester: RITA, requestId }, correlation);
    if (!result.ok) throw new Error(`not begun: ${result.error}`);
    return result.value.state.id;
  }

  async function present(id: ApprovalId): Promise<StoredApproval> {
    const stored = await approvals.load(id);
    if (stored === undefined) throw new Error(`${id} is not stored`);
    return stored;
  }

  return {
    world,
    clock,
    log,
    queue,
    store,
    memory,
    calls,
    told,
    register,
    approvals,
    queries,
    upkeep,
    changes,
    begun,
    present,
    tellAll: (id: ApprovalId) => relay().run(id),
    do: (id: ApprovalId, what: Command, name = JSON.stringify(what)) =>
      approvals.handle(id, what, { id: name, correlation }),
    stateOf: async (id: ApprovalId) => (await present(id)).state,
    statusesOf: async (id: ApprovalId) => (await present(id)).state.steps.map(({ status }) => status),
    /** Everything that was ever begun. */
    all: () => [...memory.all('approval').keys()],
    /** What the sweep would take up now. */
    due: async () => (await queries.due(clock.now())).ids,
  };
}

export type Engine = ReturnType<typeof givenEngine>;
