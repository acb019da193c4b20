import { z } from 'zod';
import type { Groups } from '../../atlassian/groups';
import type { Account, People } from '../../atlassian/people';
import type { Refused } from '../../atlassian/rest';
import { NotEmulatedError } from '../../twin';
import type { Beans } from '../beans';
import type { Kind } from './field';
import { merge } from './kinds';

type Deps = { people: People; groups: Groups; beans: Beans };

const named = z.looseObject({ accountId: z.string().nullish(), id: z.string().nullish() });
const groupNamed = z.looseObject({ groupId: z.string().nullish(), name: z.string().nullish() });

/** Fields that hold people and groups: account ids and group ids are kept, nothing more. */
export function peopleKinds({ people, groups, beans }: Deps) {
  const nameOf = (accountId: string | null) => (accountId === null ? undefined : people.find(accountId)?.name);

  /** Only people who are active can be put into a field; who was put in earlier stays. */
  function accountOf(value: unknown, wrong: (why: string) => Refused): Account | null {
    const parsed = named.safeParse(value ?? {});
    if (!parsed.success) throw wrong('Operation value must be a user with an accountId');
    const accountId = parsed.data.accountId ?? parsed.data.id;
    if (typeof accountId !== 'string') return null;
    const account = people.find(accountId);
    if (account === undefined) throw wrong(`User '${accountId}' does not exist.`);
    return account;
  }

  const user: Kind<string | null> = {
    type: 'user',
    parse(value, wrong) {
      const account = accountOf(value, wrong);
      if (account?.active === false) throw wrong(`User '${account.name}' is not active.`);
      return account?.accountId ?? null;
    },
    show: (kept) => beans.userById(kept ?? undefined),
    told: (kept) => ({ id: kept, text: nameOf(kept) ?? null }),
  };

  /** Neither apps nor customers can be given work. */
  const assignee: Kind<string | null> = {
    ...user,
    parse(value, wrong) {
      if (named.safeParse(value).data?.accountId === '-1') throw new NotEmulatedError('jira default assignee');
      const account = accountOf(value, wrong);
      if (account === null || (account.active && account.type === 'atlassian')) return account?.accountId ?? null;
      throw wrong(`User '${account.name}' cannot be assigned issues.`);
    },
  };

  const reporter: Kind<string | null> = {
    ...user,
    parse(value, wrong) {
      if (value === null) throw wrong('Reporter is required.');
      return user.parse(value, wrong);
    },
  };

  const users: Kind<readonly string[]> = {
    type: 'array',
    items: 'user',
    parse(value, wrong) {
      if (!Array.isArray(value ?? [])) throw wrong('Operation value must be an array');
      const ids = (Array.isArray(value) ? value : []).map((each) => user.parse(each ?? {}, wrong));
      return [...new Set(ids.filter((id) => id !== null))];
    },
    show: (kept) => (kept.length === 0 ? null : kept.map((id) => beans.userById(id))),
    told: (kept) => (kept.length === 0 ? { id: null, text: null } : listed(kept, (id) => nameOf(id) ?? id)),
    merge,
  };

  const group: Kind<string | null> = {
    type: 'group',
    parse(value, wrong) {
      if (value === null) return null;
      const { groupId, name } = groupNamed.catch({}).parse(value);
      const found = typeof groupId === 'string' ? groups.find(groupId) : groups.named(name ?? '');
      if (found === undefined) throw wrong(`The group '${groupId ?? name ?? ''}' does not exist.`);
      return found.id;
    },
    show(kept) {
      const found = kept === null ? undefined : groups.find(kept);
      return found === undefined ? null : beans.group(found);
    },
    told: (kept) => ({ id: kept, text: kept === null ? null : (groups.find(kept)?.name ?? null) }),
  };

  return { user, assignee, reporter, users, group };
}

const listed = (ids: readonly string[], nameOf: (id: string) => string) => ({
  id: `[${ids.join(', ')}]`,
  text: `[${ids.map(nameOf).join(', ')}]`,
});
