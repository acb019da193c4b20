import * as z from 'zod';
import type { Jira } from '../atlassian/jira';
import type { Clock, Store } from '../ports';
import { type AccountId, toAccountId } from '../shared/brand';
import { inChunks, inParallel } from '../shared/parallel';

/** What Jira says of an account, whoever may reach it elsewhere. */
export type Profile = { readonly accountId: AccountId; readonly name: string; readonly active: boolean };

const cached = z.object({
  v: z.literal(1),
  accountId: z.string().transform(toAccountId),
  name: z.string(),
  active: z.boolean(),
  /** Decides; the store's own time to live only sweeps, up to two days late. */
  expiresAt: z.number(),
});

const KEPT_SECONDS = 24 * 3_600;
const BULK = 50;
const AT_ONCE = 2;

const keyOf = (id: AccountId) => `profile:${id}`;

/** Names and whether somebody is still there; asked of Jira in bulk, and remembered for a day. */
export function createProfiles({ store, clock, jira }: { store: Store; clock: Clock; jira: Pick<Jira, 'profiles'> }) {
  /** Whom Jira does not know is missing. Throws when Jira does not answer: nothing is concluded from that. */
  async function load(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Profile>> {
    const wanted = [...new Set(ids)];
    const found = await store.getMany(wanted.map((id) => ({ key: keyOf(id) })));
    const at = clock.now();
    const known = wanted.flatMap((id) => fromCache(found.get(keyOf(id)), at));
    const knownIds = new Set(known.map(({ accountId }) => accountId));
    const asked = await ask(wanted.filter((id) => !knownIds.has(id)));
    return new Map([...known, ...asked].map((each) => [each.accountId, each]));
  }

  async function ask(ids: readonly AccountId[]): Promise<readonly Profile[]> {
    if (ids.length === 0) return [];
    const profiles = (await inParallel(AT_ONCE, inChunks(BULK, ids), jira.profiles)).flat();
    const expiresAt = clock.now() + KEPT_SECONDS * 1_000;
    await store.setMany(
      profiles.map((each) => ({ key: keyOf(each.accountId), value: { v: 1, ...each, expiresAt } })),
      KEPT_SECONDS,
    );
    return profiles;
  }

  async function activeOf(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, boolean>> {
    return new Map([...(await load(ids))].map(([id, { active }]) => [id, active]));
  }

  return { load, activeOf };
}

export type Profiles = ReturnType<typeof createProfiles>;

/** What an older version wrote is a miss. */
function fromCache(value: unknown, at: number): readonly Profile[] {
  const parsed = cached.safeParse(value);
  if (!parsed.success || parsed.data.expiresAt <= at) return [];
  const { accountId, name, active } = parsed.data;
  return [{ accountId, name, active }];
}
