import * as z from 'zod';
import { type SlackUserId, toSlackTeamId, toSlackUserId } from '../shared/brand';

/** Slack's answers as Baton reads them: leniently, for members come and go, and what is not told is not assumed. */

const teamId = z.string().transform(toSlackTeamId);
const userId = z.string().transform(toSlackUserId);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value === true);
const textOrNone = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const nextCursor = z
  .object({ next_cursor: textOrNone })
  .nullish()
  .transform((metadata) => metadata?.next_cursor);

export const postedMessage = z.object({ channel: z.string(), ts: z.string() });

const SLACKBOT = 'USLACKBOT';

const user = z
  .object({
    id: userId,
    team_id: teamId.nullish(),
    name: textOrNone,
    real_name: textOrNone,
    tz: textOrNone,
    deleted: flag,
    is_bot: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_stranger: flag,
    is_email_confirmed: z.boolean().nullish(),
    enterprise_user: z.object({ id: userId, enterprise_id: z.string(), teams: z.array(teamId).nullish() }).nullish(),
    profile: z.object({ email: textOrNone, display_name: textOrNone }).nullish(),
  })
  .transform((found) => ({
    id: found.id,
    /** The person's own workspace, which in a shared channel need not be the one that was asked. */
    team: found.team_id ?? undefined,
    kind: kindOf(found),
    deleted: found.deleted,
    /** From another company, and never seen in a channel of ours. */
    stranger: found.is_stranger,
    name: found.profile?.display_name ?? found.real_name ?? found.name,
    email: found.profile?.email,
    /** Only false when Slack says so. */
    emailConfirmed: found.is_email_confirmed ?? true,
    timeZone: found.tz,
    enterprise:
      found.enterprise_user == null
        ? undefined
        : {
            id: found.enterprise_user.enterprise_id,
            user: found.enterprise_user.id,
            teams: found.enterprise_user.teams ?? [],
          },
  }));

type Flags = { id: string; is_bot: boolean; is_restricted: boolean; is_ultra_restricted: boolean };

function kindOf(found: Flags): 'member' | 'guest' | 'single-channel-guest' | 'bot' {
  if (found.is_bot || found.id === SLACKBOT) return 'bot';
  if (found.is_ultra_restricted) return 'single-channel-guest';
  return found.is_restricted ? 'guest' : 'member';
}

const channel = z
  .object({
    id: z.string(),
    name: textOrNone,
    is_im: flag,
    is_mpim: flag,
    is_private: flag,
    is_archived: flag,
    is_member: flag,
    is_ext_shared: flag,
  })
  .transform((found) => ({
    id: found.id,
    name: found.name,
    kind: kindOfChannel(found),
    archived: found.is_archived,
    /** Whether Baton is in it. */
    member: found.is_member,
    /** People of other companies are in it. */
    shared: found.is_ext_shared,
  }));

function kindOfChannel(found: { is_im: boolean; is_mpim: boolean; is_private: boolean }) {
  if (found.is_im || found.is_mpim) return 'direct' as const;
  return found.is_private ? ('private' as const) : ('public' as const);
}

export type SlackPerson = z.infer<typeof user>;
export type SlackChannel = z.infer<typeof channel>;
export type Page<T> = { readonly items: readonly T[]; readonly cursor: string | undefined };

export const oneUser = z.object({ user }).transform((answer) => answer.user);
export const oneChannel = z.object({ channel }).transform((answer) => answer.channel);
export const users = z
  .object({ members: z.array(user), response_metadata: nextCursor })
  .transform(({ members, response_metadata: cursor }): Page<SlackPerson> => ({ items: members, cursor }));
export const channels = z
  .object({ channels: z.array(channel), response_metadata: nextCursor })
  .transform(({ channels: items, response_metadata: cursor }): Page<SlackChannel> => ({ items, cursor }));
export const channelMembers = z
  .object({ members: z.array(userId), response_metadata: nextCursor })
  .transform(({ members: items, response_metadata: cursor }): Page<SlackUserId> => ({ items, cursor }));

export const openedView = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });

/** Granted scopes come as a header. */
export const identity = z
  .object({
    team_id: teamId,
    team: z.string(),
    user_id: userId,
    bot_id: textOrNone,
    url: textOrNone,
    enterprise_id: textOrNone,
    is_enterprise_install: flag,
    response_metadata: z.object({ scopes: z.array(z.string()).nullish() }).nullish(),
  })
  .transform((found) => ({
    team: found.team_id,
    teamName: found.team,
    botUser: found.user_id,
    botId: found.bot_id,
    url: found.url,
    enterprise: found.enterprise_id,
    orgWide: found.is_enterprise_install,
    scopes: (found.response_metadata?.scopes ?? []).filter((scope) => scope !== ''),
  }));

export const revoked = z.object({ revoked: z.boolean() });
