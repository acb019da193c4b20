import type { ApprovalEvent, Command } from '../../src/approvals/core/model';
import type { Person } from '../../src/identity/core/model';
import type { SlackMessage } from '../../src/notifications/core/model';
import type { Snapshot, Surfaces, Telling } from '../../src/notifications/core/surfaces';
import { createDelivery } from '../../src/notifications/deliver';
import { createNotificationStore, notificationKey } from '../../src/notifications/store';
import type { AccountId } from '../../src/shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { ADA, BEN, personInSlack, replayed, startedApproval, userStep } from '../support/builders';
import { fakeClock, fakeLog, fakeQueue } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';

/** Is told to the people of its step, and to nobody else. */
export const MADE: ApprovalEvent = { type: 'decision.made', step: 0, by: ADA, kind: 'approve', via: 'slack' };

export function snapshotOf(people: readonly AccountId[] = [ADA, BEN], ...commands: readonly Command[]): Snapshot {
  const { next, events } = replayed(startedApproval([userStep(people)]), commands);
  return { approval: next, sequence: events.length };
}

/** What a surface may throw. */
export const unseen = () => {
  throw new UnknownOutcomeError('timeout');
};
export const refused = (code: string) => () => {
  throw new PermanentError(code);
};
export const passing = (retryAfterMs?: number) => () => {
  throw new TransientError('ratelimited', retryAfterMs === undefined ? {} : { retryAfterMs });
};

type Answers = { [S in keyof Surfaces]?: (telling: Telling, nth: number) => Promise<unknown> | unknown };

/** Delivery over a store in memory; each surface writes down its call, and answers what the test says. */
export function givenMessenger({
  snapshot,
  answers = {},
  personOf = personInSlack,
  around = async (_call, effect) => effect(),
}: {
  snapshot: Snapshot;
  answers?: Answers;
  personOf?: (id: AccountId) => Person;
  around?: Around;
}) {
  const clock = fakeClock();
  const log = fakeLog();
  const queue = fakeQueue();
  const memory = createMemoryStore({ clock });
  const store = memory.through(around);
  const rows = createNotificationStore(memory);
  const calls: string[] = [];
  let present: Snapshot | undefined = snapshot;

  const call = async (surface: keyof Surfaces, telling: Telling) => {
    calls.push(`${surface} ${telling.row.recipient ?? telling.row.kind} ${telling.sequence}`);
    await answers[surface]?.(telling, calls.filter((each) => each.startsWith(surface)).length);
  };
  const delivery = createDelivery({
    clock,
    log,
    queue,
    store,
    rows: createNotificationStore(store),
    loadSnapshot: async () => present,
    people: { refs: () => [], complete: async (ids) => new Map(ids.map((id) => [id, personOf(id)])) },
    surfaces: {
      async post(telling) {
        await call('post', telling);
        return standsAt(telling);
      },
      update: (telling) => call('update', telling),
      email: (telling) => call('email', telling),
      comment: (telling, mayExist) => call('comment', telling).then(() => void calls.push(`may exist: ${mayExist}`)),
      property: (telling) => call('property', telling),
    },
  });
  const keyFor = (recipient: AccountId, step = 0) =>
    notificationKey(snapshot.approval.id, { kind: 'approval-request', step, recipient });

  return {
    ...delivery,
    clock,
    log,
    queue,
    rows,
    calls,
    keyFor,
    rowOf: (recipient: AccountId) => rows.load(keyFor(recipient)),
    /** What a newer command left. */
    moveTo(next: Snapshot | undefined) {
      present = next;
    },
    /** As the sweep and the queue do it. */
    wake: (...recipients: readonly AccountId[]) =>
      delivery.runTask({ approvalId: snapshot.approval.id, rows: recipients.map((each) => keyFor(each)) }),
  };
}

function standsAt({ row }: Telling): SlackMessage {
  if (row.slack === undefined) throw new TypeError('a post needs an address');
  return { ...row.slack, posted: { channel: 'D1', ts: `${row.key.slice(-4)}.1` } };
}
