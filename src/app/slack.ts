import { commentsOf } from '../approvals/comments';
import type { Directory } from '../identity/directory';
import { createAudit } from '../ledger/audit';
import { approvalOfToken, type NotificationStore } from '../notifications/store';
import type { Ports } from '../ports';
import { isExternal, type PersonId } from '../shared/brand';
import { type BridgeDeps, createBridge } from '../slack/bridge';
import { createEnqueue } from '../slack/tasks';
import type { Engine } from './engine';

type Parts = Pick<
  BridgeDeps,
  | 'connections'
  | 'clientOf'
  | 'reply'
  | 'linkOf'
  | 'accountOf'
  | 'standingOf'
  | 'linkCode'
  | 'connectionChanged'
  | 'preferences'
> & {
  engine: Engine;
  rows: NotificationStore;
  directory: Directory;
};

/** What people do in Slack, joined with what it is done to. */
export function createSlackBridge(ports: Ports, { engine, rows, directory, ...slack }: Parts) {
  const { store, queue } = ports;
  const { approvals, queries, delegations, upkeep } = engine;
  const audit = createAudit({ store });

  async function readClicked(token: string) {
    const id = approvalOfToken(token);
    if (id === undefined) return undefined;

    const found = await store.getMany([rows.ref(token), { entity: 'approval', key: id }]);
    if (!found.has(token) || !found.has(id)) return undefined;
    return { row: rows.parse(token, found.get(token)), stored: approvals.records.parse(found.get(id)) };
  }

  async function delegationsChanged(whose: PersonId): Promise<void> {
    const asked = await rows.inboxOf(whose);
    await upkeep.lookUpAgain([...new Set(asked.map(({ approvalId }) => approvalId))]);
  }

  return createBridge({
    ...ports,
    ...slack,
    read: readClicked,
    load: approvals.load,
    replaceRow: rows.replace,
    handle: approvals.handle,
    enqueue: createEnqueue(queue),
    refreshRow: ({ key, approvalId }) => queue.push('delivery', { approvalId, rows: [key] }),
    behaviour: async () => (await slack.connections.all()).settings,
    commentsOf: async (id) => {
      const stored = await approvals.load(id);
      return stored === undefined ? new Map() : commentsOf(stored, audit.read);
    },
    known: (ids) => directory.known(ids.flatMap((id) => (isExternal(id) ? [] : [id]))),
    inboxOf: rows.inboxOf,
    byIds: queries.byIds,
    startedBy: (account) => queries.openOf(account),
    rulesOf: delegations.rulesOf,
    delegations,
    delegationsChanged,
  });
}
