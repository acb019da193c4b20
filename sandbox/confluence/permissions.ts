import type { Actor } from '../atlassian/people';
import type { Group, World } from '../world/world';

export type Audience = { users: readonly string[]; groups: readonly string[] };
/** One line of a space's permissions, as REST v2 lists them. */
export type Assignment = {
  id: string;
  principal: { type: 'user' | 'group'; id: string };
  operation: { key: string; targetType: string };
};

const READ = { key: 'read', targetType: 'space' };
const COLLABORATE = [
  { key: 'create', targetType: 'page' },
  { key: 'create', targetType: 'comment' },
  { key: 'delete', targetType: 'page' },
];
const ADMINISTER = { key: 'administer', targetType: 'space' };

/** Everybody but customers may read and write, administrators may administer. */
export function seedPermissions(world: World, spaceId: string): Assignment[] {
  const colleagues = world.people.filter(({ type }) => type !== 'customer');
  const wanted = colleagues.flatMap(({ accountId, admin }) =>
    [READ, ...COLLABORATE, ...(admin ? [ADMINISTER] : [])].map((operation) => ({ accountId, operation })),
  );
  return wanted.map(({ accountId, operation }, n) => {
    return { id: `${spaceId}${n + 1}`, principal: { type: 'user', id: accountId }, operation };
  });
}

/** Reading alone, for these. */
export function readersOnly({ users, groups }: Audience, spaceId: string): Assignment[] {
  const principals = [
    ...users.map((id): Assignment['principal'] => ({ type: 'user', id })),
    ...groups.map((id): Assignment['principal'] => ({ type: 'group', id })),
  ];
  return principals.map((principal, n) => ({ id: `${spaceId}${n + 1}`, principal, operation: READ }));
}

type Reader = Pick<Actor, 'accountId' | 'type'>;
type Groups = { get(id: string): Group | undefined };

/** An app is let into every space when it is installed, but not past the restrictions of a page. */
export function canSeeSpace(
  reader: Reader,
  { permissions }: { permissions: readonly Assignment[] },
  groups: Groups,
): boolean {
  if (reader.type === 'app') return true;
  const readers = permissions.filter(({ operation }) => operation.key === 'read').map(({ principal }) => principal);
  const idsOf = (type: 'user' | 'group') => readers.filter((each) => each.type === type).map(({ id }) => id);
  return isAmong(reader.accountId, { users: idsOf('user'), groups: idsOf('group') }, groups);
}

/** What this person may do in the space, each once. */
export function operationsOf(
  { accountId }: Reader,
  { permissions }: { permissions: readonly Assignment[] },
  groups: Groups,
): Assignment['operation'][] {
  const own = permissions.filter(({ principal: { type, id } }) =>
    isAmong(accountId, { users: type === 'user' ? [id] : [], groups: type === 'group' ? [id] : [] }, groups),
  );
  const byName = own.map(({ operation }) => [`${operation.key} ${operation.targetType}`, operation] as const);
  return [...new Map(byName).values()];
}

export function canSeePage(reader: Reader, { readers }: { readers?: Audience }, groups: Groups): boolean {
  return readers === undefined || isAmong(reader.accountId, readers, groups);
}

function isAmong(accountId: string, { users, groups: groupIds }: Audience, groups: Groups): boolean {
  return users.includes(accountId) || groupIds.some((id) => groups.get(id)?.members.includes(accountId));
}
