import type { Actor } from '../atlassian/people';
import type { WorkItemRecord } from './records';
import type { JiraSite } from './site';

/** Keeps a changed work item with its history, and tells of it. What changes nothing is neither kept nor told. */
export function commit(site: JiraSite, actor: Actor, before: WorkItemRecord, after: WorkItemRecord): void {
  const { store, fields, events, clock } = site;
  const items = fields.changes(before, after);
  if (items.length === 0) return;
  const written = { ...after, updated: clock.now() };
  store.put(written);
  const history = store.addHistory({ itemId: before.id, author: actor.accountId, created: clock.now(), items });
  events.updated(actor, written, history);
}
