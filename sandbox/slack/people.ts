import { textOf } from './arguments';
import type { Run } from './call';
import type { Json } from './model';
import { SlackRefusal } from './refusal';
import type { Member, Person } from './store';

export const testAuth: Run = ({ workspace }) => ({
  url: `https://${workspace.domain}.slack.com/`,
  team: workspace.name,
  user: handleOf(workspace.members.find(({ userId }) => userId === workspace.app.botUserId)) ?? 'app',
  team_id: workspace.teamId,
  user_id: workspace.app.botUserId,
  bot_id: workspace.app.botId,
  is_enterprise_install: false,
});

export const userInfo: Run = ({ args, store, workspace }) => {
  const person = store.person(workspace, textOf(args, 'user') ?? '');
  if (person === undefined) throw new SlackRefusal('user_not_found');
  return { user: toApiUser(person, workspace.app.scopes.includes('users:read.email')) };
};

/**
 * Deactivated people are not found. Whether the real look-up minds the case of an address is not documented: here it
 * does.
 */
export const lookupByEmail: Run = ({ args, workspace }) => {
  const email = textOf(args, 'email');
  const member = workspace.members.find((each) => each.email === email && each.bot !== true);
  if (email === undefined || member === undefined || member.deactivated === true) {
    throw new SlackRefusal('users_not_found');
  }
  return { user: toApiUser({ ...member, home: workspace }, true) };
};

/** The short name that payloads carry. */
export const handleOf = (member: Member | undefined): string | undefined => member?.email.split('@')[0];

function toApiUser(person: Person, withEmail: boolean): Json {
  const handle = handleOf(person);
  return {
    id: person.userId,
    team_id: person.home.teamId,
    name: handle,
    deleted: person.deactivated === true,
    real_name: person.name,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: handle,
      display_name_normalized: handle,
      team: person.home.teamId,
      ...(withEmail ? { email: person.email } : {}),
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.guest === true,
    is_ultra_restricted: false,
    is_bot: person.bot === true,
    is_app_user: false,
    is_email_confirmed: true,
  };
}
