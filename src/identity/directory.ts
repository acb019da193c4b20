import * as z from 'zod';
import type { Jira } from '../atlassian/jira';
import type { Clock, Log, Store, StoreRef } from '../ports';
import {
  type AccountId,
  type SlackTeamId,
  type SlackUserId,
  toAccountId,
  toSlackTeamId,
  toSlackUserId,
} from '../shared/brand';
import { describeError, PermanentError, TransientError } from '../shared/errors';
import { inChunks, inParallel } from '../shared/parallel';
import type { People, Person } from './core/model';

/** Slack's look-up by e-mail, in the workspace that is connected. Throws when it could not be asked. */
export type SlackLookup = {
  readonly team: SlackTeamId;
  userByEmail(email: string): Promise<SlackUserId | undefined>;
};

type Deps = {
  store: Store;
  clock: Clock;
  log: Log;
  jira: Pick<Jira, 'emails' | 'names'>;
  slack: () => Promise<SlackLookup | undefined>;
};

const HIT_SECONDS = 24 * 3_600;
const MISS_SECONDS = 3_600;
const LOOKUPS_AT_ONCE = 10;
const BULK = 50;

/** What was found out about the person. A refusal of Slack says nothing about them, so it is not remembered. */
const MISSES = ['no-email', 'no-slack-user', 'not-connected'] as const;

const cached = z.object({
  v: z.literal(1),
  accountId: z.string().transform(toAccountId),
  team: z.string(),
  name: z.string().optional(),
  user: z.string().transform(toSlackUserId).optional(),
  missing: z.enum(MISSES).optional(),
  /** Decides; the store's own time to live only sweeps, up to two days late. */
  expiresAt: z.number(),
});

/** People are remembered per workspace, so that connecting one asks anew. */
const NO_TEAM = 'none';

const keyOf = (id: AccountId) => `person:${id}`;

/** Account to Slack user by e-mail address, in bulk and cached. The address itself is kept nowhere. */
export function createDirectory({ store, clock, log, jira, slack }: Deps) {
  /** Whoever could not be asked about, because Jira or Slack did not answer, is missing from the map. */
  async function complete(ids: readonly AccountId[], values: ReadonlyMap<string, unknown>): Promise<People> {
    const workspace = await slack();
    const team = workspace?.team ?? NO_TEAM;
    const at = clock.now();
    const known = ids.flatMap((id) => fromCache(values.get(keyOf(id)), team, at));
    const people = new Map(known.map((person) => [person.accountId, person]));
    const unknown = ids.filter((id) => !people.has(id));
    for (const chunk of inChunks(BULK, unknown)) {
      for (const person of await lookUp(chunk, workspace)) people.set(person.accountId, person);
    }
    return people;
  }

  async function lookUp(ids: readonly AccountId[], workspace: SlackLookup | undefined): Promise<readonly Person[]> {
    try {
      const noEmails: ReadonlyMap<string, string> = new Map();
      const [emails, names] = await Promise.all([
        workspace === undefined ? noEmails : jira.emails(ids),
        jira.names(ids),
      ]);
      const found = await inParallel(LOOKUPS_AT_ONCE, ids, (accountId) =>
        findPerson({ accountId, email: emails.get(accountId), name: names.get(accountId) }, workspace),
      );
      const people = found.flatMap((person) => (person === undefined ? [] : [person]));
      await remember(people, workspace?.team ?? NO_TEAM);
      return people;
    } catch (error) {
      log.warn('people-not-resolved', {
        people: ids.length,
        ...describeError(error),
      });
      return [];
    }
  }

  async function findPerson(
    about: { accountId: AccountId; email: string | undefined; name: string | undefined },
    workspace: SlackLookup | undefined,
  ): Promise<Person | undefined> {
    const { accountId, email, name } = about;
    const person = { accountId, ...(name ? { name } : {}) };
    if (workspace === undefined) return { ...person, slack: { type: 'none', reason: 'not-connected' } };
    if (email === undefined || email === '') return { ...person, slack: { type: 'none', reason: 'no-email' } };
    try {
      return { ...person, slack: reachOf(await workspace.userByEmail(email), workspace.team) };
    } catch (error) {
      log.warn('slack-user-not-resolved', { account: accountId, ...describeError(error) });
      const slack = unaskedReach(error);
      return slack === undefined ? undefined : { ...person, slack };
    }
  }

  async function remember(people: readonly Person[], team: string): Promise<void> {
    const at = clock.now();
    const write = (some: readonly Person[], ttlSeconds: number) =>
      some.length === 0
        ? Promise.resolve()
        : store.setMany(
            some.map((person) => ({
              key: keyOf(person.accountId),
              value: toCached(person, team, at + ttlSeconds * 1_000),
            })),
            ttlSeconds,
          );
    const hits = people.filter(({ slack: reach }) => reach.type === 'user');
    const misses = people.filter(({ slack: reach }) => reach.type === 'none' && isMiss(reach.reason));
    await Promise.all([write(hits, HIT_SECONDS), write(misses, MISS_SECONDS)]);
  }

  return { refs: (ids: readonly AccountId[]): readonly StoreRef[] => ids.map((id) => ({ key: keyOf(id) })), complete };
}

const isMiss = (reason: string) => MISSES.some((each) => each === reason);

/** Undefined where nothing is known of when to ask again. */
function unaskedReach(error: unknown): Person['slack'] | undefined {
  if (error instanceof PermanentError) return { type: 'none', reason: error.code };
  if (!(error instanceof TransientError) || error.retryAfterMs === undefined) return undefined;
  return { type: 'unresolved', retryAfterMs: error.retryAfterMs };
}

const reachOf = (user: SlackUserId | undefined, team: SlackTeamId): Person['slack'] =>
  user === undefined ? { type: 'none', reason: 'no-slack-user' } : { type: 'user', team, user };

/** What an older version wrote, or another workspace's answer, is a miss. */
function fromCache(value: unknown, team: string, at: number): readonly Person[] {
  const parsed = cached.safeParse(value);
  if (!parsed.success || parsed.data.team !== team || parsed.data.expiresAt <= at) return [];

  const { accountId, name, user, missing } = parsed.data;
  const slack: Person['slack'] =
    user === undefined
      ? { type: 'none', reason: missing ?? 'no-slack-user' }
      : { type: 'user', team: toSlackTeamId(team), user };
  return [{ accountId, slack, ...(name === undefined ? {} : { name }) }];
}

const toCached = ({ accountId, name, slack }: Person, team: string, expiresAt: number) => ({
  v: 1,
  accountId,
  team,
  expiresAt,
  ...(name === undefined ? {} : { name }),
  ...(slack.type === 'user' ? { user: slack.user } : {}),
  ...(slack.type === 'none' ? { missing: slack.reason } : {}),
});
