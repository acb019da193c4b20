import { defaultWorld, type Person, type World } from '../../sandbox/world/world';

/** Where the app is from the beginning, and a workspace in which somebody may install it too. */
export const TEAM = 'T0LIGHT01';
export const OTHER_TEAM = 'T0HARBR01';
export const TEAMS: readonly string[] = [TEAM, OTHER_TEAM];
const HANDLES = ['ada', 'ben', 'cleo', 'dev', 'eve', 'finn', 'gail', 'hugo'];
/** Asked all at once on some days; otherwise they do nothing but answer. */
export const CROWD: readonly string[] = Array.from({ length: 64 }, (_, n) => `hand${String(n + 1).padStart(2, '0')}`);
const KNOWN = [...HANDLES, ...CROWD];
/** Two of them are known in the other workspace only, and two in both. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  [TEAM]: [...HANDLES.filter((handle) => handle !== 'dev' && handle !== 'gail'), ...CROWD],
  [OTHER_TEAM]: ['ada', 'dev', 'eve', 'gail'],
};
/** Where people are asked together on some days. Somebody of each is in neither, and one of them Slack shows to members only. */
export const CHANNELS = [
  { id: 'C0RELEASE', name: 'releases', private: false, handles: ['ada', 'ben', 'cleo', 'finn'] },
  { id: 'C0BUDGET1', name: 'budget', private: true, handles: ['ada', 'ben', 'eve', 'hugo'] },
] as const;
export const BOT = 'U0BATON01';
/** In both channels, and asked for nothing: one has no account that is known, the other belongs to another workspace. */
export const UNKNOWN_MEMBER = 'U0ZOE0000';
export const FOREIGN_MEMBER = 'U1GAIL000';
const ADMINS = ['ada', 'hugo'];
/** They have no account, and decide by a link in a mail. */
export const OUTSIDERS: readonly string[] = ['nora@partner.example', 'omar@partner.example'];

export const accountOf = (handle: string) => `712020:${handle}-4f0b-4b51-9d2c-7c1e5a6b0000`;
export const slackOf = (handle: string, team = TEAM) => `U${TEAMS.indexOf(team)}${handle.toUpperCase().padEnd(7, '0')}`;
/** As the app names people: an account, or `mailto:` and an address. */
export const personOf = (who: string) => (who.includes('@') ? `mailto:${who}` : accountOf(who));
export const handleOf = (person: string): string =>
  person.startsWith('mailto:')
    ? person.slice('mailto:'.length)
    : (KNOWN.find((handle) => accountOf(handle) === person) ?? person);
export const handleOfSlack = (user: string): string =>
  KNOWN.find((handle) => TEAMS.some((team) => slackOf(handle, team) === user)) ?? user;
export const emailOf = (who: string) => (who.includes('@') ? who : `${who}@lighthouse.example`);
export const membersOf = (team: string): readonly string[] => MEMBERS[team] ?? [];
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

const member = (handle: string, team: string) => ({
  userId: slackOf(handle, team),
  name: person(handle).name,
  email: emailOf(handle),
  ...(isAdmin(handle) ? { admin: true } : {}),
});

const ZOE = { userId: UNKNOWN_MEMBER, name: 'Zoe Day', email: 'zoe@elsewhere.example' };

const toChannel = ({ handles, ...channel }: (typeof CHANNELS)[number]) => {
  const members = handles.map((handle) => slackOf(handle));
  return { ...channel, members: [...members, UNKNOWN_MEMBER, FOREIGN_MEMBER, BOT] };
};

/** Eight colleagues, two of whom the first workspace does not know, three work items and two pages. */
export function createWorld({ crowd }: { crowd: boolean }): World {
  const [workspace] = defaultWorld.workspaces;
  const [item] = defaultWorld.workItems;
  if (workspace === undefined || item === undefined) throw new Error('the default world is empty');
  const { assignee: _, ...blank } = item;
  const isThere = (handle: string) => crowd || !CROWD.includes(handle);
  const membersHere = (team: string) =>
    membersOf(team)
      .filter(isThere)
      .map((handle) => member(handle, team));
  const other = { ...workspace.app, botUserId: 'U1BATON01', botId: 'B1BATON01', token: 'xoxb-none', installed: false };
  return {
    ...defaultWorld,
    people: KNOWN.filter(isThere).map(person),
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
    workspaces: [
      { ...workspace, teamId: TEAM, members: [...membersHere(TEAM), ZOE], channels: CHANNELS.map(toChannel) },
      {
        ...workspace,
        teamId: OTHER_TEAM,
        name: 'Harbour',
        domain: 'harbour',
        app: other,
        members: membersHere(OTHER_TEAM),
        channels: [],
      },
    ],
  };
}
