import * as z from 'zod';
import type { EntityWrite, StoreRef } from '../ports';
import { type AccountId, toAccountId, toSlackTeamId, toSlackUserId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Link, SlackPair } from './core/model';
import { keyPart } from './key-part';

const link = z.object({
  account: z.string().transform(toAccountId),
  team: z.string().transform(toSlackTeamId),
  user: z.string().transform(toSlackUserId),
  trust: z.enum(['verified', 'admin']),
  since: z.number(),
  by: z.string().transform(toAccountId),
});
const record = z.object({ version: z.number(), data: z.object({ v: z.literal(1), link: link.optional() }) });

/** One end of a link: the account's, or the Slack user's. Version 0 stands nowhere yet. */
export type End = { readonly key: string; readonly version: number; readonly link: Link | undefined };

/** Accounts that are linked; of the other ends, and of those that no longer are, nothing has to be listed. */
export const LISTED = 'accounts';
const UNLISTED = 'none';

export const accountKey = (account: AccountId): string => `account:${keyPart(account)}`;
export const userKey = ({ team, user }: SlackPair): string => `user:${keyPart(`${team}:${user}`)}`;
export const refOf = (key: string): StoreRef => ({ entity: 'link', key });

export function parseEnd(key: string, value: unknown): End {
  if (value === undefined) return { key, version: 0, link: undefined };
  const { version, data } = readOrThrow(record, value, 'stored link');
  return { key, version, link: data.link };
}

/** An end without a link says nothing of a person but that there was one. */
export function toEndWrite({ key, version }: End, next: Link | undefined): Required<EntityWrite> {
  const list = next !== undefined && key === accountKey(next.account) ? LISTED : UNLISTED;
  const value = {
    version: version + 1,
    list,
    since: next?.since ?? 0,
    data: { v: 1, ...(next === undefined ? {} : { link: next }) },
  };
  return { entity: 'link', key, value, ifVersion: version };
}
