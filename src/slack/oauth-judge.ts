import type { AccountId, Instant, SlackTeamId } from '../shared/brand';
import { err, ok, type Result } from '../shared/result';
import type { SlackClient } from './client';
import type { Installation } from './client-oauth';
import type { Connection } from './connections';
import { type Installed, MAX_CONNECTIONS } from './connections/model';

/** Why a way to the consent page and back did not end in a connection. */
export const INSTALL_REFUSALS = [
  'access-denied',
  'not-configured',
  'org-wide',
  'token-rotation',
  'other-workspace',
  'too-many',
  'client-refused',
  'code-refused',
  'slack-refused',
  'unanswered',
] as const;
export type InstallRefusal = (typeof INSTALL_REFUSALS)[number];

type Identity = Awaited<ReturnType<SlackClient['whoAmI']>>;

/** Pure, from the exchange alone: a token that is not wanted is not even tried. */
export function judgeInstallation(
  installation: Installation,
  { expected, connections }: { expected: SlackTeamId | undefined; connections: readonly Connection[] },
): Result<SlackTeamId, InstallRefusal> {
  const { team, orgWide, rotating } = installation;
  if (orgWide || team === undefined) return err('org-wide');
  if (rotating) return err('token-rotation');
  if (expected !== undefined && team.id !== expected) return err('other-workspace');
  const known = connections.some((each) => each.team === team.id);
  return known || connections.length < MAX_CONNECTIONS ? ok(team.id) : err('too-many');
}

/** Pure: what the token itself says must agree with what came with it. */
export function toInstalled(
  installation: Installation,
  identity: Identity,
  { by, at }: { by: AccountId; at: Instant },
): Result<Installed, InstallRefusal> {
  if (identity.orgWide) return err('org-wide');
  if (identity.team !== installation.team?.id || identity.botUser !== installation.botUser) return err('slack-refused');
  return ok({
    team: identity.team,
    teamName: identity.teamName,
    enterprise: identity.enterprise ?? installation.enterprise?.id,
    botUser: identity.botUser,
    botId: identity.botId,
    botToken: installation.botToken,
    scopes: identity.scopes.length > 0 ? identity.scopes : installation.scopes,
    installedAt: at,
    installedBy: by,
    authorizedBy: installation.installedBy,
  });
}
