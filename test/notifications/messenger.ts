import type { Definition, StepDefinition } from '../../src/approvals/core/definition';
import type { Person } from '../../src/identity/core/model';
import type { Pauses } from '../../src/notifications/bring-all';
import type { Site } from '../../src/notifications/core/delivery';
import type { ChannelMessage, SlackMessage } from '../../src/notifications/core/model';
import type { Numbered, Planned } from '../../src/notifications/core/planned';
import type { Snapshot, Surfaces, Telling } from '../../src/notifications/core/surfaces';
import { createDelivery } from '../../src/notifications/deliver';
import { createPreferences } from '../../src/notifications/preferences';
import { createNotificationStore, notificationKey } from '../../src/notifications/store';
import type { Wait } from '../../src/ports';
import type { AccountId, PersonId, SlackUserId } from '../../src/shared/brand';
import { PermanentError, TransientError, UnknownOutcomeError } from '../../src/shared/errors';
import { ADA, BEN, personInSlack, userStep } from '../support/builders';
import { fakeClock, fakeLog, fakeQueue, noWait } from '../support/fake-ports';
import { type Around, createMemoryStore } from '../support/memory-store';
import { type Dated, replayed, startedApproval } from '../support/running-approvals';

/** Is told to the people of its step, and to nobody else. */
export const MADE: Numbered = {
  sequence: 3,
  event: { type: 'decision.made', step: 0, by: ADA, kind: 'approve', via: 'slack', basis: 'digest' },
};

export const snapshotOf = (people: readonly AccountId[] = [ADA, BEN], ...commands: readonly Dated[]): Snapshot =>
  snapshotAfter([userStep(people)], ...commands);

export function snapshotAfter(what: Definition | readonly StepDefinition[], ...commands: readonly Dated[]): Snapshot {
  const { next, events } = replayed(startedApproval(what), commands);
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

const DIRECT: Site = { mode: 'direct', workspaces: [] };
const NO_PAUSES: Pauses = { refs: () => [], learn: () => {}, until: () => 0 };

type Answers = { [S in keyof Surfaces]?: (telling: Telling, nth: number) => Promise<unknown> | unknown };

/** Delivery over a store in memory; each surface writes down its call, and answers what the test says. */
export function givenMessenger({
  snapshot,
  answers = {},
  personOf = personInSlack,
  around = async (_call, effect) => effect(),
  site = DIRECT,
  pauses = NO_PAUSES,
  wait = noWait,
  membersIn = async (users) => users,
}: {
  snapshot: Snapshot;
  answers?: Answers;
  personOf?: (id: AccountId) => Person;
  around?: Around;
  site?: Site;
  pauses?: Pauses;
  wait?: Wait;
  /** Which of these users Slack says are in the channel. */
  membersIn?: (users: readonly SlackUserId[], place: ChannelMessage) => Promise<readonly SlackUserId[]>;
}) {
  const clock = fakeClock();
  const log = fakeLog();
  const queue = fakeQueue();
  const memory = createMemoryStore({ clock });
  const store = memory.through(around);
  const rows = createNotificationStore(memory);
  const calls: string[] = [];
  const asked = new Set<AccountId>();
  let present: Snapshot | undefined = snapshot;
  let set = site;

  const call = async (surface: keyof Surfaces, telling: Telling) => {
    // What is written on the subject with every change is left to its own test.
    if (surface === 'property' && answers.property === undefined) return;
    calls.push(`${surface} ${telling.row.recipient ?? telling.row.kind} ${telling.sequence}`);
    await answers[surface]?.(telling, calls.filter((each) => each.startsWith(surface)).length);
  };
  const delivery = createDelivery({
    clock,
    log,
    queue,
    store,
    rows: createNotificationStore(store),
    preferences: createPreferences({ store, clock }),
    pauses,
    wait,
    loadSnapshot: async () => present,
    site: async () => set,
    membersIn: async (place, users) => new Set(await membersIn(users, place)),
    people: {
      refs: () => [],
      async complete(ids) {
        for (const id of ids) asked.add(id);
        return new Map(ids.map((id) => [id, personOf(id)]));
      },
    },
    surfaces: {
      async post(telling) {
        await call('post', telling);
        return standsAt(telling);
      },
      update: (telling) => call('update', telling),
      email: (telling) => call('email', telling),
      comment: (telling, mayExist) => call('comment', telling).then(() => void calls.push(`may exist: ${mayExist}`)),
      property: (telling) => call('property', telling),
      effect: (telling, mayExist) => call('effect', telling).then(() => void calls.push(`may exist: ${mayExist}`)),
    },
  });
  const keyFor = (recipient: PersonId, more: Partial<Planned> = {}) =>
    notificationKey(snapshot.approval.id, { kind: 'approval-request', step: 0, recipient, round: 0, ...more });

  return {
    ...delivery,
    clock,
    log,
    queue,
    rows,
    calls,
    /** Whom somebody was asked about. */
    asked,
    keyFor,
    rowOf: (recipient: PersonId, more: Partial<Planned> = {}) => rows.load(keyFor(recipient, more)),
    /** All that was ever written, as it stands. */
    all: () => [...memory.all('notification')].map(([key, value]) => rows.parse(key, value)),
    /** What an administrator sets meanwhile. */
    setSite(next: Site) {
      set = next;
    },
    /** What a newer command left. */
    moveTo(next: Snapshot | undefined) {
      present = next;
    },
    /** As the sweep and the queue do it. */
    wake: (...recipients: readonly PersonId[]) =>
      delivery.runTask({ approvalId: snapshot.approval.id, rows: recipients.map((each) => keyFor(each)) }),
  };
}

function standsAt({ row }: Telling): SlackMessage {
  if (row.slack === undefined) throw new TransientError('no address yet', { retryAfterMs: 5_000 });
  const channel = row.slack.channel?.id ?? 'D1';
  return { ...row.slack, posted: { channel, ts: `${row.key.slice(-4)}.1` } };
}
