import { refuseArguments, textOf } from './arguments';
import type { Run } from './call';
import type { Json } from './model';
import { pageOf } from './paging';
import { SlackRefusal } from './refusal';
import type { Member, Person } from './store';

export const userInfo: Run = ({ args, store, workspace }) => {
  const person = store.person(workspace, textOf(args, 'user') ?? '');
  if (person === undefined) throw new SlackRefusal('user_not_found');
  return { user: toApiUser(person, workspace.app.scopes.includes('users:read.email')) };
};

/** Everybody of this workspace, also those deactivated; `limit` is only recommended. */
export const listUsers: Run = ({ args, clock, workspace }) => {
  refuseArguments('users.list', args, ['include_locale', 'team_id']);
  const { page, response_metadata } = pageOf(workspace.members, args, 'invalid_cursor');
  const withEmail = workspace.app.scopes.includes('users:read.email');
  const members = page.map((member) => toApiUser({ ...member, home: workspace }, withEmail));
  return { members, cache_ts: Math.floor(clock.now() / 1000), response_metadata };
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

export function toApiUser(person: Person, withEmail: boolean): Json {
  const handle = handleOf(person);
  return {
    id: person.userId,
    team_id: person.home.teamId,
    name: handle,
    deleted: person.deactivated === true,
    real_name: person.name,
    ...zoneOf(person),
    profile: {
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: handle,
      display_name_normalized: handle,
      team: person.home.teamId,
      ...(withEmail ? { email: person.email } : {}),
    },
    is_admin: person.admin === true,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.guest === true,
    is_ultra_restricted: person.singleChannel === true,
    is_bot: person.bot === true,
    is_app_user: false,
    is_email_confirmed: person.unconfirmed !== true,
  };
}

/** A day in winter: where clocks are changed, this is the offset that is not of the summer. */
const SOME_DAY = new Date(Date.UTC(2026, 0, 15));

function zoneOf({ tz = 'Etc/UTC' }: Person): Json {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' }).formatToParts(SOME_DAY);
  const told = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(told) ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60;
  const label = tz === 'Etc/UTC' ? 'Coordinated Universal Time' : tz;
  return { tz, tz_label: label, tz_offset: sign === '-' ? -offset : offset };
}
