import type { Approval } from '../approvals/core/model';
import type { People } from '../identity/core/model';
import type { Store, StoreRef, TaskQueue } from '../ports';
import { type AccountId, type ApprovalId, type Instant, isExternal, type SlackTeamId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import { type Deps as AttendanceDeps, createAttendance } from './attendance';
import { inTasks } from './batches';
import { type Deps as BringingDeps, createBringing } from './bring';
import { attended, untoldOf, wantedIn } from './core/audience';
import { channelRequest, placed, threaded } from './core/channel';
import { isInChannel, outcomesInChannels, requestsInChannels, type Standing, wayOf } from './core/channel-rows';
import { preferredIn, type Site } from './core/delivery';
import type { Audience, Doing, Notification } from './core/model';
import type { Planned } from './core/planned';
import { addressed } from './core/progress';
import type { Snapshot } from './core/surfaces';
import { accountsIn, peopleIn } from './named';
import type { PreferenceStore } from './preferences';
import { notificationKey } from './store';

export type Deps = BringingDeps &
  AttendanceDeps & {
    store: Pick<Store, 'getMany'>;
    queue: TaskQueue;
    /** Where people are asked unless a definition says otherwise. */
    site: () => Promise<Site>;
    preferences: Pick<PreferenceStore, 'refs' | 'quietOf'>;
    pauses: Pauses;
    people: {
      /** `prefer` is the workspace in which they are to be reached, if they can be. */
      refs(ids: readonly AccountId[], prefer?: SlackTeamId): readonly StoreRef[];
      complete(ids: readonly AccountId[], cached: ReadonlyMap<string, unknown>, prefer?: SlackTeamId): Promise<People>;
    };
  };

/** Until when a workspace takes no messages, as far as Slack has told one of the invocations. */
export type Pauses = {
  refs(teams: readonly SlackTeamId[]): readonly StoreRef[];
  learn(teams: readonly SlackTeamId[], values: ReadonlyMap<string, unknown>): void;
  until(team: SlackTeamId, doing: 'post' | 'update'): Instant;
};

type Around = {
  readonly snapshot: Snapshot;
  readonly site: Site;
  readonly peopleFor: (planned: Planned) => People;
  /** Everything that was read by key. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly standing: Standing;
  /** Who was found in the channels just now, by the key of the request there. */
  readonly audiences: ReadonlyMap<string, Audience>;
  /** When rows are to be looked at again, by key. */
  readonly returns: Map<string, Instant>;
  /** Rows that wait for their turn longer than that are left to another invocation. */
  readonly beginsUntil: Instant;
};

const AT_ONCE = 4;
/** Leaves the rest of an invocation's 55 seconds to what was begun. */
const BEGIN_MS = 15_000;
const MAX_DELAY_SECONDS = 900;
const NOBODY: People = new Map();

/** Brings many rows of one approval up to date, with one read for all that they need. */
export function createBringingAll(deps: Deps) {
  const { clock, store, queue, rows, people, preferences, pauses, site } = deps;
  const { bring } = createBringing(deps);
  const audienceOf = createAttendance(deps);

  /** Channels first: whether they were told decides how each of their people is. */
  async function bringAll(
    snapshot: Snapshot,
    told: readonly Planned[],
    { mayBegin }: { mayBegin: boolean },
  ): Promise<void> {
    const { approval } = snapshot;
    const all = told.map(plannedOf);
    const returns = new Map<string, Instant>();
    const beginsUntil = clock.now() + BEGIN_MS;
    const present = await site();
    const teams = present.workspaces.map(({ team }) => team);
    const preferOf = (each: Planned) => preferredIn(wayOf(approval, each, present));
    const reach = reachOf(approval, all, preferOf);
    const values = await store.getMany(
      eachOnce([
        ...rows.refsTo(approval.id, [...all, ...requestsBeside(approval, all)]),
        ...reach.flatMap(({ ids, prefer }) => people.refs(ids, prefer)),
        ...preferences.refs(accountsIn(all.map(({ recipient }) => recipient))),
        ...pauses.refs(teams),
      ]),
    );
    pauses.learn(teams, values);
    const known = new Map<SlackTeamId | undefined, People>();
    for (const { ids, prefer } of reach) known.set(prefer, await people.complete(ids, values, prefer));

    const read = rows.standing(approval.id, values);
    const peopleFor = (each: Planned) => known.get(preferOf(each)) ?? NOBODY;
    const isThere = (each: Planned) => mayBegin || read(each) !== undefined;

    const brought = new Map<string, Notification>();
    const requests = requestsInChannels(approval, all, { site: present, standing: read }).filter(isThere);
    const theirs = requestsOfTheirs(approval, all).filter((each) => read(each) !== undefined);
    const audiences = await attend(approval.id, [...requests, ...theirs], (each) => {
      const untold = new Set(accountsIn(untoldOf(all, each, read)));
      const way = wayOf(approval, each, present);
      return wantedIn(approval, each, { row: read(each), way, people: peopleFor(each), untold });
    });
    const around = { snapshot, site: present, peopleFor, values, returns, beginsUntil, audiences };
    try {
      await inParallel(AT_ONCE, requests, async (each) => {
        const key = notificationKey(approval.id, each);
        const row = (await bringOne(each, { ...around, standing: read })) ?? (await rows.load(key));
        if (row !== undefined) brought.set(key, row);
      });
      const standing = (each: Planned) => brought.get(notificationKey(approval.id, each)) ?? read(each);
      const outcomes = outcomesInChannels(all, standing).filter(isThere);
      const others = all.filter((each) => !isInChannel(each));
      await inParallel(AT_ONCE, [...others, ...outcomes], (each) => bringOne(each, { ...around, standing }));
    } finally {
      await comeBack(approval.id, returns);
    }
  }

  /** Before anybody counts as told in a channel it is known whether they are in it. */
  async function attend(
    id: ApprovalId,
    asked: readonly Planned[],
    wantedOf: (planned: Planned) => ReturnType<typeof wantedIn>,
  ): Promise<ReadonlyMap<string, Audience>> {
    const audiences = new Map<string, Audience>();
    const each = new Map(asked.map((one) => [notificationKey(id, one), one]));
    await inParallel(AT_ONCE, [...each], async ([key, one]) => {
      const looked = wantedOf(one);
      if (looked !== undefined) audiences.set(key, await audienceOf(looked.place, looked.wanted));
    });
    return audiences;
  }

  /** The rows that are due at the same time come together: the queue takes only so many tasks a minute. */
  async function comeBack(approvalId: ApprovalId, returns: ReadonlyMap<string, Instant>): Promise<void> {
    const now = clock.now();
    const delayOf = (dueAt: Instant) => Math.min(MAX_DELAY_SECONDS, Math.max(1, Math.ceil((dueAt - now) / 1_000)));
    const delayed = [...returns].map(([key, dueAt]) => ({ key, approvalId, delay: delayOf(dueAt) }));
    for (const delay of new Set(delayed.map((each) => each.delay))) {
      const due = delayed.filter((each) => each.delay === delay);
      for (const task of inTasks(due)) await queue.push('delivery', task, delay);
    }
  }

  async function bringOne(each: Planned, around: Around): Promise<Notification | undefined> {
    const { snapshot, peopleFor, values, standing, returns } = around;
    const key = notificationKey(snapshot.approval.id, each);
    const row = standing(each);
    if (row !== undefined && clock.now() > around.beginsUntil) {
      returns.set(key, clock.now());
      return row;
    }
    const [account] = accountsIn([each.recipient]);
    const quietUntil = account === undefined ? undefined : preferences.quietOf(account, values);
    return bring({
      key,
      planned: each,
      row,
      snapshot,
      people: peopleFor(each),
      reader: {
        address: addressing(each, around),
        quietUntil,
        heldUntil: (present, doing, at) => heldUntil(present, doing, { at, people: peopleFor(each) }),
        comeBack: (dueAt) => returns.set(key, dueAt),
      },
    });
  }

  /** A post waits until it is known who somebody is in Slack, and both until Slack takes any. */
  function heldUntil(row: Notification, doing: Doing, { at, people: known }: { at: Instant; people: People }): Instant {
    if (doing !== 'post' && doing !== 'update') return at;
    if (row.slack !== undefined) return pauses.until(row.slack.team, doing);
    const { recipient } = row;
    const reach = recipient === undefined || isExternal(recipient) ? undefined : known.get(recipient)?.slack;
    return reach?.type === 'unresolved' ? at + reach.retryAfterMs : at;
  }

  return bringAll;
}

/** Who has to be known, by the workspace in which they are to be reached. */
function reachOf(
  approval: Approval,
  all: readonly Planned[],
  preferOf: (each: Planned) => SlackTeamId | undefined,
): readonly { readonly ids: readonly AccountId[]; readonly prefer: SlackTeamId | undefined }[] {
  return [...new Set(all.map(preferOf))].map((prefer) => ({
    prefer,
    ids: peopleIn(
      approval,
      all.filter((each) => preferOf(each) === prefer),
    ),
  }));
}

/** The store is asked for nothing twice. */
const eachOnce = (refs: readonly StoreRef[]): readonly StoreRef[] => [
  ...new Map(refs.map((each) => [`${each.entity} ${each.key}`, each])).values(),
];

/** The rows of channels on which these depend. */
function requestsBeside(approval: Approval, all: readonly Planned[]): readonly Planned[] {
  const under = all.flatMap((each): Planned[] =>
    each.kind === 'channel-outcome' ? [{ ...each, kind: 'channel-request' }] : [],
  );
  return [...requestsOfTheirs(approval, all), ...under];
}

/** Those by which the people of these requests are asked together. */
function requestsOfTheirs({ steps }: Approval, all: readonly Planned[]): readonly Planned[] {
  const asked = new Set(all.flatMap(({ kind: what, step }) => (what === 'approval-request' ? [step] : [])));
  return steps.flatMap((step, index) => (asked.has(index) ? [channelRequest(step, index)] : []));
}

/** Whom or what a row goes to, by all that is known. */
function addressing(
  each: Planned,
  { snapshot: { approval }, site, peopleFor, standing, audiences }: Around,
): (row: Notification, at: number) => Notification {
  const audienceIn = (request: Planned) => audiences.get(notificationKey(approval.id, request));
  if (each.kind === 'channel-request') {
    return (row, at) => attended(placed(row, wayOf(approval, each, site), at), audienceIn(each));
  }
  if (each.kind === 'channel-outcome') return (row) => threaded(row, standing({ ...each, kind: 'channel-request' }));

  const { recipient } = each;
  const person = recipient === undefined || isExternal(recipient) ? undefined : peopleFor(each).get(recipient);
  const step = approval.steps[each.step];
  const asking = step && channelRequest(step, each.step);
  const request = asking && standing(asking);
  const isEnough = wayOf(approval, each, site).mode === 'channel';
  const asked = asking && request && { row: attended(request, audienceIn(asking)), isEnough };
  return (row) => addressed(row, person, asked);
}

/** What names a row, without all else that a row has. */
function plannedOf({ kind: what, step, recipient, round, topic: about }: Planned): Planned {
  return {
    kind: what,
    step,
    round,
    ...(recipient === undefined ? {} : { recipient }),
    ...(about === undefined ? {} : { topic: about }),
  };
}
