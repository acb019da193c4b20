import type { People, SlackPair } from '../../src/identity/core/model';
import { createLinkCodes } from '../../src/identity/link-codes';
import { createLinks } from '../../src/identity/links';
import { createPersonCache } from '../../src/identity/person-cache';
import { createTrust } from '../../src/identity/trust';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { fakeClock } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

export const T1 = toSlackTeamId('T1');
export const pairOf = (user: string, team = 'T1'): SlackPair => ({
  team: toSlackTeamId(team),
  user: toSlackUserId(user),
});
export const PAGE = 'https://lighthouse.example/jira/apps/mine';

/** Links, codes and trust over one store. */
export function givenLinks() {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  let made = 0;
  const ids = { next: (prefix: string) => `${prefix}-${++made}` };
  const cache = createPersonCache({ store, clock });
  const forget = (ids: readonly AccountId[], pairs: readonly SlackPair[]) => cache.forget(ids, pairs, [T1]);
  const links = createLinks({ store, clock, correlation: 'c-1', forget });
  /** Whom Slack finds by address now. */
  const present = new Map<AccountId, SlackPair>();
  const find = async (ids: readonly AccountId[]): Promise<People> =>
    new Map(
      ids.flatMap((accountId) => {
        const pair = present.get(accountId);
        return pair === undefined ? [] : [[accountId, { accountId, slack: { type: 'user', ...pair } }] as const];
      }),
    );
  const trust = createTrust({ store, clock, correlation: 'c-1', links, cache, find });
  const codes = createLinkCodes({ store, clock, ids, links, pageUrl: async () => PAGE });

  return {
    clock,
    store,
    cache,
    links,
    trust,
    codes,
    present,
    verify: (account: AccountId, pair: SlackPair) => links.link({ account, ...pair, trust: 'verified', by: account }),
    map: (account: AccountId, pair: SlackPair, by: AccountId) => links.link({ account, ...pair, trust: 'admin', by }),
    audited: () => [...store.all('audit').values()].map((value) => (value as { data: { event: unknown } }).data.event),
  };
}
