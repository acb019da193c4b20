import * as z from 'zod';
import { toSlackTeamId, toSlackUserId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import { createCall, type SlackWeb } from './client-call';

const place = z.object({ id: z.string(), name: z.string().optional() });

/** `team` is missing where a whole organization installed the app. */
const installation = z
  .object({
    access_token: z.string().min(1),
    token_type: z.literal('bot'),
    scope: z.string(),
    bot_user_id: z.string(),
    app_id: z.string(),
    team: place.nullish(),
    enterprise: place.nullish(),
    is_enterprise_install: z.boolean().nullish(),
    authed_user: z.object({ id: z.string() }).nullish(),
    refresh_token: z.string().nullish(),
    expires_in: z.number().nullish(),
  })
  .transform((found) => ({
    botToken: found.access_token,
    scopes: found.scope.split(',').filter((scope) => scope !== ''),
    botUser: toSlackUserId(found.bot_user_id),
    appId: found.app_id,
    team: found.team == null ? undefined : { id: toSlackTeamId(found.team.id), name: found.team.name },
    enterprise: found.enterprise == null ? undefined : { id: found.enterprise.id, name: found.enterprise.name },
    orgWide: found.is_enterprise_install === true,
    installedBy: found.authed_user == null ? undefined : toSlackUserId(found.authed_user.id),
    /** The token dies within hours and has to be exchanged for the next. */
    rotating: found.refresh_token != null || found.expires_in != null,
  }));

export type Installation = z.infer<typeof installation>;

/**
 * Trades the code that came back from Slack's consent page for a token. A code works once, so an answer that is never
 * seen ends the attempt, and the admin begins again.
 */
export async function exchangeCode(
  web: SlackWeb,
  given: { clientId: string; clientSecret: string; code: string; redirectUri: string },
): Promise<Installation> {
  const { code, redirectUri, ...app } = given;
  const args = { code, redirect_uri: redirectUri };
  const answer = await createCall(web, app)('oauth.v2.access', args, 'once-only');
  return readOrThrow(installation, answer, 'oauth.v2.access');
}
