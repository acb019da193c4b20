import type { Jira } from '../atlassian/jira';
import { createLease } from '../ledger/lease';
import type { Clock, Log, Store } from '../ports';
import type { AccountId, SlackTeamId } from '../shared/brand';
import { ConflictError, describeError, TransientError } from '../shared/errors';
import { inChunks } from '../shared/parallel';
import type { Link, People, Person, Reach } from './core/model';
import { createPersonCache, MISSES } from './person-cache';
import type { Profiles } from './profiles';
import type { Workspace } from './roster';
import { CROWD, createSeek } from './seek';

type Deps = {
  store: Pick<Store, 'getMany' | 'setMany' | 'getEntity' | 'createEntity' | 'commit'>;
  clock: Clock;
  log: Log;
  jira: Pick<Jira, 'emails'>;
  profiles: Pick<Profiles, 'load'>;
  links: { ofAccounts(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Link>> };
  /** Those that work, the default first. */
  workspaces: () => Promise<readonly Workspace[]>;
  /** Others who are to be told something and were not found yet: a list of members is read for them too. */
  waiting?: () => Promise<readonly AccountId[]>;
};

type Reaches = ReadonlyMap<AccountId, Reach | undefined>;
type Found = Extract<Reach, { type: 'user' }>;
/** Those that work, in the order in which people are looked for, and whether that is the order without a preference. */
type Present = {
  readonly workspaces: readonly Workspace[];
  readonly prefer?: SlackTeamId | undefined;
  readonly isDefault: boolean;
};

const BULK = 50;
/** Whoever finds that the list of members is being read comes back when it must have been. */
const READING_MS = 10_000;
const NOT_CONNECTED: Reach = { type: 'none', reason: 'not-connected' };
const NO_EMAIL: Reach = { type: 'none', reason: 'no-email' };
const AFTER_READING: Reach = { type: 'unresolved', retryAfterMs: READING_MS };
const NOBODY: Reaches = new Map();
const NO_PEOPLE: People = new Map();

/**
 * Account to Slack user, in bulk and cached: by a link where there is one, else by e-mail address, in the default
 * workspace first. The address itself is kept nowhere.
 *
 * `prefer` is the workspace in which people are to be reached if they can be, for a channel of its own or because a
 * definition says so. There a link counts first, then the address. Who is linked to a user of another workspace is
 * looked for by address too, and where that finds nobody, or Slack does not say, the link holds. A preference for a
 * workspace that is not connected is none.
 */
export function createDirectory(deps: Deps) {
  const { store, clock, log, jira, profiles, links, workspaces } = deps;
  const cache = createPersonCache(deps);
  const { seek, waitOf } = createSeek({ store, clock, log });
  const hold = createLease({ store, clock, log });
  /** Of this invocation only. */
  const addresses = new Map<AccountId, string>();

  /** Whoever could not be asked about, because Jira or Slack did not answer, is missing from the map. */
  async function complete(
    ids: readonly AccountId[],
    values: ReadonlyMap<string, unknown>,
    prefer?: SlackTeamId,
  ): Promise<People> {
    const present = inOrder(await workspaces(), prefer);
    const known = cache.read(ids, values, teamsOf(present.workspaces), present.prefer);
    const unknown = [...new Set(ids)].filter((id) => !known.has(id));
    if (unknown.length === 0) return known;

    const found = await lookUp(unknown, present);
    return new Map([...known, ...found].filter(([id]) => ids.includes(id)));
  }

  async function lookUp(ids: readonly AccountId[], present: Present): Promise<People> {
    try {
      const found = await resolve(ids, present);
      const limited = [...found.values()].filter(({ slack }) => slack.type === 'unresolved');
      if (limited.length === 0 || found.size > CROWD) return found;
      return new Map([...found, ...(await amongAll(limited, present))]);
    } catch (error) {
      log.warn('people-not-resolved', { people: ids.length, ...describeError(error) });
      return error instanceof TransientError ? later(ids, error.retryAfterMs) : NO_PEOPLE;
    }
  }

  /**
   * Those whose look-up Slack refused, by way of the list of members where all who wait are too many to be looked up
   * one by one within a minute. One invocation at a time reads that list, for everybody; the others come back for what
   * it found.
   */
  async function amongAll(limited: readonly Person[], present: Present): Promise<People> {
    const { waiting } = deps;
    const [first] = present.workspaces;
    if (first === undefined || waiting === undefined) return NO_PEOPLE;
    try {
      return await hold(`people-${first.team}`, async () => {
        const ids = limited.map(({ accountId }) => accountId);
        const all = [...new Set([...ids, ...(await waiting())])];
        const known = await knownOf(all, present);
        const crowd = all.filter((id) => !known.has(id));
        const found = crowd.length > CROWD ? await resolve(crowd, present, { insist: true }) : NO_PEOPLE;
        return new Map([...known, ...found]);
      });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return new Map(limited.map((each) => [each.accountId, { ...each, slack: AFTER_READING }]));
    }
  }

  const knownOf = async (ids: readonly AccountId[], { workspaces: all, prefer }: Present): Promise<People> =>
    cache.read(ids, await store.getMany(cache.refs(ids, prefer)), teamsOf(all), prefer);

  async function resolve(
    ids: readonly AccountId[],
    { workspaces: all, prefer, isDefault }: Present,
    { insist = false }: { insist?: boolean } = {},
  ): Promise<People> {
    const [profile, linked] = await Promise.all([profiles.load(ids), linksOf(ids, all)]);
    const unlinked = ids.filter((id) => !linked.has(id));
    const elsewhere = [...linked].flatMap(([id, { team }]) => (prefer === undefined || team === prefer ? [] : [id]));
    const matched = await matchOf(unlinked, all, insist);
    const there = elsewhere.length === 0 ? NOBODY : await matchOf(elsewhere, all.slice(0, 1), insist);
    // Somebody may have said meanwhile who they are.
    const late = await linksOf(unlinked, all);
    const people = ids.flatMap((accountId): Person[] => {
      const link = linked.get(accountId) ?? late.get(accountId);
      const slack = reachOf(link, matched.get(accountId) ?? there.get(accountId), prefer);
      const name = profile.get(accountId)?.name;
      return slack === undefined ? [] : [{ accountId, slack, ...(name ? { name } : {}) }];
    });
    await remember(people, { workspaces: all, prefer, isDefault }, there);
    return new Map(people.map((person) => [person.accountId, person]));
  }

  /** `there` is what Slack said of people who are linked elsewhere. Everybody else is the same without a preference. */
  async function remember(people: readonly Person[], { workspaces: all, prefer, isDefault }: Present, there: Reaches) {
    const teams = teamsOf(all);
    const others = people.filter(({ accountId }) => !there.has(accountId));
    const apart = people.filter(({ accountId }) => isAnswer(there.get(accountId)));
    await cache.remember(others, teams, isDefault ? undefined : prefer);
    await cache.remember(apart, teams, prefer);
  }

  /** A link to a workspace that is not connected leads nowhere. */
  async function linksOf(
    ids: readonly AccountId[],
    present: readonly Workspace[],
  ): Promise<ReadonlyMap<AccountId, Found>> {
    if (ids.length === 0) return new Map();
    const teams = teamsOf(present);
    return new Map(
      [...(await links.ofAccounts(ids))].flatMap(([id, { team, user }]): [AccountId, Found][] =>
        teams.includes(team) ? [[id, { type: 'user', team, user }]] : [],
      ),
    );
  }

  async function matchOf(ids: readonly AccountId[], present: readonly Workspace[], insist: boolean): Promise<Reaches> {
    const [first] = present;
    if (first === undefined) return new Map(ids.map((id) => [id, NOT_CONNECTED]));
    const retryAfterMs = insist ? undefined : await waitOf(first);
    // Jira counts the addresses that it tells, so it is not asked for those that cannot be used yet.
    if (retryAfterMs !== undefined) return new Map(ids.map((id) => [id, { type: 'unresolved', retryAfterMs }]));

    await learnAddresses(ids);
    const reaches = new Map<AccountId, Reach | undefined>(ids.map((id) => [id, NO_EMAIL]));
    let left = ids.flatMap((accountId) => {
      const email = addresses.get(accountId);
      return email === undefined ? [] : [{ accountId, email }];
    });
    for (const workspace of present) {
      for (const [id, reach] of await seek(workspace, left)) reaches.set(id, preferred(reaches.get(id), reach));
      left = left.filter(({ accountId }) => reaches.get(accountId)?.type === 'none');
    }
    return reaches;
  }

  async function learnAddresses(ids: readonly AccountId[]): Promise<void> {
    for (const chunk of inChunks(
      BULK,
      ids.filter((id) => !addresses.has(id)),
    )) {
      const told = await jira.emails(chunk);
      for (const id of chunk) {
        const email = told.get(id)?.trim();
        if (email) addresses.set(id, email);
      }
    }
  }

  return {
    refs: cache.refs,
    complete,
    find: async (ids: readonly AccountId[], prefer?: SlackTeamId) =>
      complete(ids, await store.getMany(cache.refs(ids, prefer)), prefer),
    /** As far as they are remembered: nobody is asked, for whoever cannot wait. */
    known: async (ids: readonly AccountId[], prefer?: SlackTeamId): Promise<People> =>
      cache.read(ids, await store.getMany(cache.refs(ids, prefer)), teamsOf(await workspaces()), prefer),
  };
}

export type Directory = ReturnType<typeof createDirectory>;

/** Whoever was asked about says when to come back, or nothing is known of them. */
const later = (ids: readonly AccountId[], retryAfterMs: number | undefined): People =>
  retryAfterMs === undefined
    ? NO_PEOPLE
    : new Map(ids.map((accountId) => [accountId, { accountId, slack: { type: 'unresolved', retryAfterMs } }]));

const teamsOf = (present: readonly Workspace[]) => present.map(({ team }) => team);

/** `present` has the default first. */
function inOrder(present: readonly Workspace[], prefer: SlackTeamId | undefined): Present {
  const first = present.find(({ team }) => team === prefer);
  if (first === undefined) return { workspaces: present, isDefault: true };
  const others = present.filter((each) => each !== first);
  return { workspaces: [first, ...others], prefer: first.team, isDefault: first === present[0] };
}

function reachOf(
  link: Found | undefined,
  match: Reach | undefined,
  prefer: SlackTeamId | undefined,
): Reach | undefined {
  if (link === undefined || prefer === undefined || link.team === prefer) return link ?? match;
  return match?.type === 'user' && match.team === prefer ? match : link;
}

/** Whether Slack has said who somebody is, or that they are nobody: what may be remembered. */
const isAnswer = (reach: Reach | undefined): boolean =>
  reach?.type === 'user' || (reach?.type === 'none' && MISSES.some((each) => each === reach.reason));

/**
 * What the next workspace says of somebody whom the ones before did not know. Of two reasons the one that tells more is
 * kept; a refusal of Slack outweighs all, since with it nothing is known of the person and nothing may be remembered.
 */
function preferred(before: Reach | undefined, next: Reach | undefined): Reach | undefined {
  if (before?.type !== 'none' || next?.type !== 'none') return next;
  return weightOf(next.reason) > weightOf(before.reason) ? next : before;
}

function weightOf(reason: string): number {
  if (!MISSES.some((each) => each === reason)) return 3;
  if (reason === 'no-email') return 0;
  return reason === 'no-slack-user' ? 1 : 2;
}
