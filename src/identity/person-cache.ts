import * as z from 'zod';
import type { Clock, Store, StoreRef } from '../ports';
import {
  type AccountId,
  type Instant,
  type SlackTeamId,
  toAccountId,
  toSlackTeamId,
  toSlackUserId,
} from '../shared/brand';
import { isSamePair } from './core/decide-link';
import type { Person, SlackPair } from './core/model';
import { keyPart } from './key-part';

const HIT_SECONDS = 24 * 3_600;
const MISS_SECONDS = 3_600;
/** As long as it is believed who a Slack user is. No name stands there. */
const REVERSE_SECONDS = 7 * 24 * 3_600;
/** As long as it is worth asking again, of those who have a message and were told nothing since. */
const HINT_SECONDS = 90 * 24 * 3_600;

/** What was found out about the person. A refusal of Slack says nothing about them, so it is not remembered. */
export const MISSES = [
  'no-email',
  'no-slack-user',
  'not-connected',
  'slack-deactivated',
  'slack-bot',
  'slack-elsewhere',
  'slack-guest',
  'slack-email-unconfirmed',
] as const;

const cached = z.object({
  v: z.literal(2),
  accountId: z.string().transform(toAccountId),
  name: z.string().optional(),
  pair: z.object({ team: z.string().transform(toSlackTeamId), user: z.string().transform(toSlackUserId) }).optional(),
  missing: z.object({ reason: z.enum(MISSES), workspaces: z.string() }).optional(),
  /** Decides; the store's own time to live only sweeps, up to two days late. */
  expiresAt: z.number(),
});
const reverse = z.object({ v: z.literal(1), account: z.string().transform(toAccountId), expiresAt: z.number() });
const NOTHING = { v: 0 };

/** What was found for those who are to be reached in one workspace first stands apart. */
const keyOf = (id: AccountId, prefer?: SlackTeamId) =>
  prefer === undefined ? `person:${keyPart(id)}` : `person:${keyPart(id)}#${prefer}`;
const reverseKey = ({ team, user }: SlackPair) => `slack-user:${keyPart(`${team}:${user}`)}`;

/** Who is who, for a day; that somebody was not found, for an hour. No address is among it. */
export function createPersonCache({ store, clock }: { store: Pick<Store, 'getMany' | 'setMany'>; clock: Clock }) {
  /** With a preference what is known without it is read too: somebody who was found there anyway need not be sought. */
  const refs = (ids: readonly AccountId[], prefer?: SlackTeamId): readonly StoreRef[] => [
    ...ids.map((id) => ({ key: keyOf(id) })),
    ...(prefer === undefined ? [] : ids.map((id) => ({ key: keyOf(id, prefer) }))),
  ];

  /** Out of what was read with `refs`. Somebody found holds while their workspace is connected, a miss while all are. */
  function read(
    ids: readonly AccountId[],
    values: ReadonlyMap<string, unknown>,
    teams: readonly string[],
    prefer?: SlackTeamId,
  ) {
    const at = clock.now();
    const people = ids.flatMap((id) => {
      const plain = fromCache(values.get(keyOf(id)), teams, at);
      if (prefer === undefined) return plain;
      const apart = fromCache(values.get(keyOf(id, prefer)), teams, at);
      return apart.length > 0 ? apart : plain.filter(({ slack }) => slack.type === 'user' && slack.team === prefer);
    });
    return new Map(people.map((person) => [person.accountId, person]));
  }

  async function remember(people: readonly Person[], teams: readonly string[], prefer?: SlackTeamId): Promise<void> {
    const at = clock.now();
    const hits = people.flatMap((person) => (person.slack.type === 'user' ? [{ person, pair: person.slack }] : []));
    const misses = people.filter(({ slack }) => slack.type === 'none' && isMiss(slack.reason));
    const toEntry = (person: Person, seconds: number) => ({
      key: keyOf(person.accountId, prefer),
      value: toCached(person, teams, at + seconds * 1_000),
    });
    const reverses = hits.map(({ person, pair }) => ({
      key: reverseKey(pair),
      value: { v: 1, account: person.accountId, expiresAt: at + REVERSE_SECONDS * 1_000 },
    }));
    await Promise.all([
      write(
        hits.map(({ person }) => toEntry(person, HIT_SECONDS)),
        HIT_SECONDS,
      ),
      write(
        misses.map((person) => toEntry(person, MISS_SECONDS)),
        MISS_SECONDS,
      ),
      write(reverses, HINT_SECONDS),
    ]);
  }

  const refOfUser = (pair: SlackPair): StoreRef => ({ key: reverseKey(pair) });

  /**
   * The account that was found for a Slack user by address, unless it is known by now to be somebody else's. `values`
   * are read with `refOfUser`.
   */
  async function accountOf(pair: SlackPair, values: ReadonlyMap<string, unknown>): Promise<AccountId | undefined> {
    const found = reverse.safeParse(values.get(reverseKey(pair)));
    if (!found.success || found.data.expiresAt <= clock.now()) return undefined;
    const { account } = found.data;
    const present = cached.safeParse((await store.getMany(refs([account]))).get(keyOf(account)));
    if (!present.success || present.data.expiresAt <= clock.now()) return account;
    const known = present.data.pair;
    if (known === undefined) return undefined;
    // Whoever is reached in one workspace can be found in another as well.
    return known.team !== pair.team || isSamePair(known, pair) ? account : undefined;
  }

  /** The account that was found for a Slack user once: to be looked up anew, and not to be believed. */
  function onceFound(pair: SlackPair, values: ReadonlyMap<string, unknown>): AccountId | undefined {
    const found = reverse.safeParse(values.get(reverseKey(pair)));
    return found.success ? found.data.account : undefined;
  }

  /** They are looked up anew, whatever was known. `teams` are all that somebody may have been preferred in. */
  async function forget(
    ids: readonly AccountId[],
    pairs: readonly SlackPair[],
    teams: readonly SlackTeamId[],
  ): Promise<void> {
    const people = ids.flatMap((id) => [keyOf(id), ...teams.map((team) => keyOf(id, team))]);
    const keys = [...people, ...pairs.map(reverseKey)];
    await write(
      keys.map((key) => ({ key, value: NOTHING })),
      MISS_SECONDS,
    );
  }

  async function write(entries: readonly { key: string; value: unknown }[], ttlSeconds: number): Promise<void> {
    if (entries.length > 0) await store.setMany(entries, ttlSeconds);
  }

  return { refs, read, remember, refOfUser, accountOf, onceFound, forget };
}

export type PersonCache = ReturnType<typeof createPersonCache>;

const isMiss = (reason: string) => MISSES.some((each) => each === reason);
const listOf = (teams: readonly string[]) => [...teams].sort().join(' ');

/** What an older version wrote is a miss. */
function fromCache(value: unknown, teams: readonly string[], at: Instant): readonly Person[] {
  const parsed = cached.safeParse(value);
  if (!parsed.success || parsed.data.expiresAt <= at) return [];
  const { accountId, name, pair, missing } = parsed.data;
  const person = { accountId, ...(name === undefined ? {} : { name }) };
  if (pair !== undefined) return teams.includes(pair.team) ? [{ ...person, slack: { type: 'user', ...pair } }] : [];
  if (missing === undefined || missing.workspaces !== listOf(teams)) return [];
  return [{ ...person, slack: { type: 'none', reason: missing.reason } }];
}

const toCached = ({ accountId, name, slack }: Person, teams: readonly string[], expiresAt: Instant) => ({
  v: 2,
  accountId,
  expiresAt,
  ...(name === undefined ? {} : { name }),
  ...(slack.type === 'user' ? { pair: { team: slack.team, user: slack.user } } : {}),
  ...(slack.type === 'none' ? { missing: { reason: slack.reason, workspaces: listOf(teams) } } : {}),
});
