import type { Jira } from '../atlassian/jira';
import type { Clock, Log, Store } from '../ports';
import type { AccountId } from '../shared/brand';
import { describeError } from '../shared/errors';
import { inChunks } from '../shared/parallel';
import type { Link, People, Person, Reach } from './core/model';
import { createPersonCache, MISSES } from './person-cache';
import type { Profiles } from './profiles';
import type { Workspace } from './roster';
import { CROWD, createSeek } from './seek';

type Deps = {
  store: Pick<Store, 'getMany' | 'setMany'>;
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

const BULK = 50;
const NOT_CONNECTED: Reach = { type: 'none', reason: 'not-connected' };
const NO_EMAIL: Reach = { type: 'none', reason: 'no-email' };

/**
 * Account to Slack user, in bulk and cached: by a link where there is one, else by e-mail address, in the default
 * workspace first. The address itself is kept nowhere.
 */
export function createDirectory(deps: Deps) {
  const { store, clock, log, jira, profiles, links, workspaces } = deps;
  const cache = createPersonCache(deps);
  const { seek, waitOf } = createSeek({ store, clock, log });
  /** Of this invocation only. */
  const addresses = new Map<AccountId, string>();

  /** Whoever could not be asked about, because Jira or Slack did not answer, is missing from the map. */
  async function complete(ids: readonly AccountId[], values: ReadonlyMap<string, unknown>): Promise<People> {
    const present = await workspaces();
    const known = cache.read(ids, values, teamsOf(present));
    const unknown = [...new Set(ids)].filter((id) => !known.has(id));
    if (unknown.length === 0) return known;

    const found = await lookUp(unknown, present);
    return new Map([...known, ...found].filter(([id]) => ids.includes(id)));
  }

  async function lookUp(ids: readonly AccountId[], present: readonly Workspace[]): Promise<People> {
    try {
      const found = await resolve(ids, present);
      const crowd = await crowdWith(found, present);
      return crowd === undefined ? found : new Map([...found, ...(await resolve(crowd, present, { insist: true }))]);
    } catch (error) {
      log.warn('people-not-resolved', { people: ids.length, ...describeError(error) });
      return new Map();
    }
  }

  /** Everybody who waits for Slack's look-ups, where together they are more than can be looked up in a minute. */
  async function crowdWith(found: People, present: readonly Workspace[]): Promise<readonly AccountId[] | undefined> {
    const limited = [...found].flatMap(([id, { slack }]) => (slack.type === 'unresolved' ? [id] : []));
    if (limited.length === 0 || found.size > CROWD || deps.waiting === undefined) return undefined;
    const others = [...new Set(await deps.waiting())].filter((id) => !found.has(id));
    const known = cache.read(others, await store.getMany(cache.refs(others)), teamsOf(present));
    const crowd = [...limited, ...others.filter((id) => !known.has(id))];
    return crowd.length > CROWD ? crowd : undefined;
  }

  async function resolve(
    ids: readonly AccountId[],
    present: readonly Workspace[],
    { insist = false }: { insist?: boolean } = {},
  ): Promise<People> {
    const [profile, linked] = await Promise.all([profiles.load(ids), linksOf(ids, present)]);
    const unlinked = ids.filter((id) => !linked.has(id));
    const matched = await matchOf(unlinked, present, insist);
    // Somebody may have said meanwhile who they are.
    const late = await linksOf(unlinked, present);
    const people = ids.flatMap((accountId): Person[] => {
      const slack = linked.get(accountId) ?? late.get(accountId) ?? matched.get(accountId);
      const name = profile.get(accountId)?.name;
      return slack === undefined ? [] : [{ accountId, slack, ...(name ? { name } : {}) }];
    });
    await cache.remember(people, teamsOf(present));
    return new Map(people.map((person) => [person.accountId, person]));
  }

  /** A link to a workspace that is not connected leads nowhere. */
  async function linksOf(
    ids: readonly AccountId[],
    present: readonly Workspace[],
  ): Promise<ReadonlyMap<AccountId, Reach>> {
    if (ids.length === 0) return new Map();
    const teams = teamsOf(present);
    return new Map(
      [...(await links.ofAccounts(ids))].flatMap(([id, { team, user }]): [AccountId, Reach][] =>
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
    find: async (ids: readonly AccountId[]) => complete(ids, await store.getMany(cache.refs(ids))),
    /** As far as they are remembered: nobody is asked, for whoever cannot wait. */
    known: async (ids: readonly AccountId[]): Promise<People> =>
      cache.read(ids, await store.getMany(cache.refs(ids)), teamsOf(await workspaces())),
  };
}

export type Directory = ReturnType<typeof createDirectory>;

const teamsOf = (present: readonly Workspace[]) => present.map(({ team }) => team);

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
