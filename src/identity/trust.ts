import * as z from 'zod';
import { toAuditWrite } from '../ledger/audit';
import type { Clock, Store } from '../ports';
import type { AccountId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { isSamePair, trustBetween } from './core/decide-link';
import { type Link, type SlackPair, TRUSTS, type Trust } from './core/model';
import type { Directory } from './directory';
import { accountKey, parseEnd, refOf, userKey } from './link-record';
import type { Links } from './links';
import type { PersonCache } from './person-cache';

const record = z.object({ version: z.number(), data: z.object({ v: z.literal(1), actTrust: z.enum(TRUSTS) }) });

const KEY = 'settings';
const RECORD = 'link-settings';
const DEFAULT: Trust = 'email-match';
const ATTEMPTS = 6;

/** How it is known who somebody is, unless somebody has said since that they are not; and what is good enough to act. */
type ActingAs = { readonly trust: Trust | undefined; readonly mayAct: readonly Trust[] };

type Deps = {
  store: Pick<Store, 'getEntity' | 'getMany' | 'createEntity' | 'commit'>;
  clock: Clock;
  correlation: string;
  links: Pick<Links, 'trustOf'>;
  cache: Pick<PersonCache, 'refOfUser' | 'accountOf' | 'onceFound'>;
  find: Directory['find'];
};

/** Who may act from Slack, and how it is known who they are. */
export function createTrust({ store, clock, correlation, links, cache, find }: Deps) {
  async function load(): Promise<{ version: number; actTrust: Trust }> {
    return toSetting(await store.getEntity('link', KEY));
  }

  async function setActTrust(actTrust: Trust, by: AccountId): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const present = await load();
      if (present.actTrust === actTrust) return;
      if (await write(present, actTrust, by)) return;
    }
    throw new ConflictError(`who may act changed ${ATTEMPTS} times while it was being saved`);
  }

  async function write(
    present: { version: number; actTrust: Trust },
    actTrust: Trust,
    by: AccountId,
  ): Promise<boolean> {
    const toValue = (version: number, trust: Trust) => ({
      version,
      list: 'none',
      since: 0,
      data: { v: 1, actTrust: trust },
    });
    if (present.version === 0 && (await store.createEntity('link', KEY, toValue(1, DEFAULT))) === 'exists')
      return false;
    const ifVersion = Math.max(present.version, 1);
    const event = { type: 'act-trust.changed', before: present.actTrust, after: actTrust };
    const entry = { record: RECORD, sequence: ifVersion, at: clock.now(), actor: by, correlation, event };
    const next = { entity: 'link', key: KEY, value: toValue(ifVersion + 1, actTrust), ifVersion } as const;
    return (await store.commit([next, toAuditWrite(entry)])) === 'committed';
  }

  async function behind(pair: SlackPair): Promise<{ readonly account: AccountId; readonly link?: Link } | undefined> {
    const key = userKey(pair);
    const values = await store.getMany([refOf(key), cache.refOfUser(pair)]);
    const { link } = parseEnd(key, values.get(key));
    if (link !== undefined) return { account: link.account, link };
    const account = (await cache.accountOf(pair, values)) ?? (await foundAgain(pair, cache.onceFound(pair, values)));
    return account === undefined ? undefined : { account };
  }

  /** Whoever was told nothing for a week is looked up as when they were found, instead of being taken for a stranger. */
  async function foundAgain(pair: SlackPair, account: AccountId | undefined): Promise<AccountId | undefined> {
    if (account === undefined) return undefined;
    const reach = (await find([account], pair.team)).get(account)?.slack;
    return reach?.type === 'user' && isSamePair(reach, pair) ? account : undefined;
  }

  /** The account behind a Slack user: said by somebody, or else found by address of late. */
  async function linkOf(team: SlackPair['team'], user: SlackPair['user']) {
    const found = await behind({ team, user });
    const trust = found && (found.link?.trust ?? (await links.trustOf(found.account, { team, user })));
    return found === undefined || trust === undefined ? undefined : { account: found.account, trust };
  }

  /** In one read, for somebody who waits. That the account is taken for the Slack user's is the caller's to say. */
  async function standingOf(account: AccountId, team: SlackPair['team'], user: SlackPair['user']): Promise<ActingAs> {
    const pair = { team, user };
    const [mine, theirs] = [accountKey(account), userKey(pair)];
    const values = await store.getMany([KEY, mine, theirs].map(refOf));
    const ends = {
      ofAccount: parseEnd(mine, values.get(mine)).link,
      ofUser: parseEnd(theirs, values.get(theirs)).link,
    };
    const { actTrust } = toSetting(values.get(KEY));
    const mayAct = TRUSTS.slice(0, TRUSTS.indexOf(actTrust) + 1);
    return { trust: trustBetween(account, pair, ends), mayAct };
  }

  return {
    actTrust: async (): Promise<Trust> => (await load()).actTrust,
    setActTrust,
    linkOf,
    accountOf: async (team: SlackPair['team'], user: SlackPair['user']) => (await behind({ team, user }))?.account,
    standingOf,
  };
}

function toSetting(value: unknown): { version: number; actTrust: Trust } {
  if (value === undefined) return { version: 0, actTrust: DEFAULT };
  const { version, data } = readOrThrow(record, value, 'setting of who may act');
  return { version, actTrust: data.actTrust };
}
