import { defaultWorld, type Person, type World } from '../../sandbox/world/world';

export const TEAM = 'T0LIGHT01';
const STRANGERS_TO_SLACK = ['dev', 'gail'];
const HANDLES = ['ada', 'ben', 'cleo', 'dev', 'eve', 'finn', 'gail', 'hugo'];
const ADMINS = ['ada', 'hugo'];
/** They have no account, and decide by a link in a mail. */
export const OUTSIDERS: readonly string[] = ['nora@partner.example', 'omar@partner.example'];

export const accountOf = (handle: string) => `712020:${handle}-4f0b-4b51-9d2c-7c1e5a6b0000`;
export const slackOf = (handle: string) => `U0${handle.toUpperCase().padEnd(7, '0')}`;
/** As the app names people: an account, or `mailto:` and an address. */
export const personOf = (who: string) => (who.includes('@') ? `mailto:${who}` : accountOf(who));
export const handleOf = (person: string): string =>
  person.startsWith('mailto:')
    ? person.slice('mailto:'.length)
    : (HANDLES.find((handle) => accountOf(handle) === person) ?? person);
export const handleOfSlack = (user: string): string => HANDLES.find((handle) => slackOf(handle) === user) ?? user;
export const emailOf = (who: string) => (who.includes('@') ? who : `${who}@lighthouse.example`);
export const hasSlack = (who: string) => HANDLES.includes(who) && !STRANGERS_TO_SLACK.includes(who);
export const isAdmin = (who: string) => ADMINS.includes(who);
export const ADMIN = accountOf('ada');
export const everybody: readonly string[] = HANDLES;

/** What an approval can be about. A page has no key. */
export type Place = { readonly kind: 'work-item' | 'page'; readonly id: string; readonly key: string };

export const ITEMS: readonly Place[] = [1, 2, 3].map((n) => {
  return { kind: 'work-item', id: String(10_000 + n), key: `SHOP-${n}` };
});
export const PAGES: readonly Place[] = ['50001', '50011'].map((id) => ({ kind: 'page', id, key: '' }));
export const PLACES: readonly Place[] = [...ITEMS, ...PAGES];
export const nameOfPlace = ({ key, id }: Place) => (key === '' ? `page ${id}` : key);

/** In the order in which the world begins; who is in a group, or in the field, changes during a day. */
export const GROUPS = [
  { id: 'group-reviewers', name: 'reviewers', handles: ['ben', 'cleo', 'eve'] },
  { id: 'group-finance', name: 'finance', handles: ['dev', 'finn'] },
] as const;
export const ROLE = { id: 10_101, name: 'Approvers', handles: ['finn', 'gail'] } as const;
/** A field of work items that holds people. */
export const FIELD = { id: 'customfield_10101', name: 'Approvers', handles: ['cleo', 'hugo'] } as const;

const person = (handle: string): Person => ({
  accountId: accountOf(handle),
  name: `${handle[0]?.toUpperCase()}${handle.slice(1)} Day`,
  email: emailOf(handle),
  admin: isAdmin(handle),
  active: true,
});

/** Eight colleagues, two of whom Slack does not know, three work items and two pages. */
export function createWorld(): World {
  const [workspace] = defaultWorld.workspaces;
  const [item] = defaultWorld.workItems;
  if (workspace === undefined || item === undefined) throw new Error('the default world is empty');
  const { assignee: _, ...blank } = item;
  const members = HANDLES.filter(hasSlack).map((handle) => ({
    userId: slackOf(handle),
    name: person(handle).name,
    email: emailOf(handle),
    ...(isAdmin(handle) ? { admin: true } : {}),
  }));
  return {
    ...defaultWorld,
    people: HANDLES.map(person),
    groups: GROUPS.map(({ handles, ...group }) => ({ ...group, members: handles.map(accountOf) })),
    roles: [{ ...ROLE, actors: ROLE.handles.map((handle) => ({ projectId: '10000', accountId: accountOf(handle) })) }],
    workItems: ITEMS.map(({ id, key }, index) => ({
      ...blank,
      id,
      key,
      summary: `Piece of work ${index + 1}`,
      reporter: accountOf('ada'),
      fields: { [FIELD.id]: FIELD.handles.map(accountOf) },
    })),
    pages: defaultWorld.pages
      .filter((page) => PAGES.some(({ id }) => id === page.id))
      .map((page) => ({ ...page, author: accountOf('gail') })),
    workspaces: [{ ...workspace, teamId: TEAM, members, channels: [] }],
  };
}
