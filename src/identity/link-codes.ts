import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock, Ids, Store } from '../ports';
import { type AccountId, type Instant, toSlackTeamId, toSlackUserId } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import type { CodeRefusal } from './core/decide-link';
import type { Link, SlackPair } from './core/model';
import { createLinkTries } from './link-tries';
import type { Links } from './links';

const stored = z.object({
  v: z.literal(1),
  team: z.string().transform(toSlackTeamId),
  user: z.string().transform(toSlackUserId),
  used: z.boolean(),
  expiresAt: z.number(),
});

const LIFE_MS = 10 * 60_000;
const LENGTH = 8;
/** Nothing that is taken for something else when it is read aloud or copied by hand: no 0, O, 1, I or L. */
export const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** The last byte below which all letters are equally likely. */
const FAIR = Math.floor(256 / LETTERS.length) * LETTERS.length;

const keyOf = (code: string) => `link-code:${code}`;

type Deps = {
  store: Store;
  clock: Clock;
  ids: Ids;
  links: Pick<Links, 'link'>;
  /** Where the code is entered by whoever is signed in. */
  pageUrl: () => Promise<string>;
};

/** Shown to a Slack user alone, and entered on a page where an account is signed in: so both are the same person. */
export function createLinkCodes({ store, clock, ids, links, pageUrl }: Deps) {
  const tries = createLinkTries({ store, clock });

  async function issue(pair: SlackPair): Promise<{ code: string; url: string; expiresAt: Instant }> {
    const code = codeFrom(ids.next('code'));
    const expiresAt = clock.now() + LIFE_MS;
    await put(code, pair, { used: false, expiresAt });
    return { code, url: await pageUrl(), expiresAt };
  }

  const put = (code: string, { team, user }: SlackPair, rest: { used: boolean; expiresAt: Instant }) =>
    store.setMany([{ key: keyOf(code), value: { v: 1, team, user, ...rest } }], LIFE_MS / 1_000);

  /** A code is spent by the first who enters it in time, whatever comes of it. */
  async function redeem(account: AccountId, typed: string): Promise<Result<Link, CodeRefusal>> {
    if (!(await tries.take(account))) return err('too-many-tries');
    const code = toCode(typed);
    const found = code === undefined ? undefined : await load(code);
    if (code === undefined || found === undefined) return err('no-such-code');

    const { team, user, expiresAt } = found;
    await put(code, found, { used: true, expiresAt });
    await tries.clear(account);
    const linked = await links.link({ account, team, user, trust: 'verified', by: account });
    return linked.ok ? ok(linked.value.link) : linked;
  }

  async function load(code: string): Promise<z.output<typeof stored> | undefined> {
    const parsed = stored.safeParse((await store.getMany([{ key: keyOf(code) }])).get(keyOf(code)));
    if (!parsed.success || parsed.data.used || parsed.data.expiresAt <= clock.now()) return undefined;
    return parsed.data;
  }

  return { issue, redeem };
}

/** Undefined for what cannot be one. Spaces, hyphens and small letters are how people type. */
export function toCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '').toUpperCase();
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined;
}

/** As unguessable as the id, of which it tells some forty bits. */
function codeFrom(id: string): string {
  const bytes = createHash('sha256').update(id).digest();
  const fair = [...bytes].filter((byte) => byte < FAIR).slice(0, LENGTH);
  if (fair.length < LENGTH) return codeFrom(`${id}+`);
  return fair.map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
