import * as z from 'zod';
import { toAuditWrite } from '../ledger/audit';
import type { Clock, Store } from '../ports';
import type { AccountId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { type SlackPair, TRUSTS, type Trust } from './core/model';
import type { Links } from './links';
import type { PersonCache } from './person-cache';

const record = z.object({ version: z.number(), data: z.object({ v: z.literal(1), actTrust: z.enum(TRUSTS) }) });

const KEY = 'settings';
const RECORD = 'link-settings';
const DEFAULT: Trust = 'email-match';
const ATTEMPTS = 6;

type Deps = {
  store: Pick<Store, 'getEntity' | 'createEntity' | 'commit'>;
  clock: Clock;
  correlation: string;
  links: Pick<Links, 'ofUser' | 'trustOf'>;
  cache: Pick<PersonCache, 'accountOf'>;
};

/** Who may act from Slack, and how it is known who they are. */
export function createTrust({ store, clock, correlation, links, cache }: Deps) {
  async function load(): Promise<{ version: number; actTrust: Trust }> {
    const value = await store.getEntity('link', KEY);
    if (value === undefined) return { version: 0, actTrust: DEFAULT };
    const { version, data } = readOrThrow(record, value, 'setting of who may act');
    return { version, actTrust: data.actTrust };
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

  /** The account behind a Slack user: said by somebody, or else found by address of late. */
  async function linkOf(team: SlackPair['team'], user: SlackPair['user']) {
    const link = await links.ofUser({ team, user });
    if (link !== undefined) return { account: link.account, trust: link.trust };
    const account = await cache.accountOf({ team, user });
    const trust = account === undefined ? undefined : await links.trustOf(account, { team, user });
    return account === undefined || trust === undefined ? undefined : { account, trust };
  }

  return {
    actTrust: async (): Promise<Trust> => (await load()).actTrust,
    setActTrust,
    /** Every kind of link that is good enough, for whoever is asked. */
    mayAct: async (): Promise<readonly Trust[]> => TRUSTS.slice(0, TRUSTS.indexOf((await load()).actTrust) + 1),
    linkOf,
    /** `team` and `user` are those to whom the message went: that they match the click is the caller's to check. */
    trustOf: (account: AccountId, team: SlackPair['team'], user: SlackPair['user']): Promise<Trust | undefined> =>
      links.trustOf(account, { team, user }),
  };
}
