import { readersOf } from '../approvals/core/steps';
import type { Clock, Store, TaskQueue } from '../ports';
import { TransientError } from '../shared/errors';
import { inParallel } from '../shared/parallel';
import { inTasks } from './batches';
import { askingOf, directly } from './core/channel';
import type { Notification } from './core/model';
import type { Telling } from './core/surfaces';
import { type NotificationStore, notificationKey } from './store';

type Deps = { clock: Clock; store: Pick<Store, 'getMany'>; queue: TaskQueue; rows: NotificationStore };

const AT_ONCE = 4;

/**
 * What follows where a channel cannot be told: each of its people is. Their rows are marked, so that nobody who still
 * believes in the channel takes them for told there; a row that is not written yet has to be waited for.
 */
export function createTellingDirectly({ clock, store, queue, rows }: Deps) {
  return async function tellDirectly({ approval, row }: Telling): Promise<void> {
    const step = approval.steps[row.step];
    // Another message has asked since, and answers for its own people.
    if (step === undefined || row.round !== askingOf(step)) return;

    const keys = [...readersOf(step)].map(([recipient, round]) =>
      notificationKey(approval.id, { kind: 'approval-request', step: row.step, recipient, round }),
    );
    const stored = await store.getMany(keys.map(rows.ref));
    if (keys.some((key) => !stored.has(key))) throw new TransientError('people-not-written-down');

    const marked = await inParallel(AT_ONCE, keys, (key) => mark(rows.parse(key, stored.get(key)), reasonOf(row)));
    const owed = marked.filter(({ progress, directly: why }) => why !== undefined && progress.status === 'pending');
    for (const task of inTasks(owed)) await queue.push('delivery', task);
  };

  async function mark(row: Notification, reason: string): Promise<Notification> {
    const next = directly(row, reason, clock.now());
    if (next === row) return row;
    const stored = await rows.replace(next);
    if (stored === undefined) throw new TransientError('row-changed');
    return stored;
  }
}

const reasonOf = ({ progress }: Notification): string => {
  if (progress.status === 'pending' && progress.fallback !== undefined) return progress.fallback;
  return 'reason' in progress ? progress.reason : 'not-asked-in-channel';
};
