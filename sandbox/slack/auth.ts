import { flagOf, textOf } from './arguments';
import type { Run } from './call';
import { handleOf } from './people';
import { SlackRefusal } from './refusal';

export const testAuth: Run = ({ workspace, isOrganisation }) => ({
  url: `https://${workspace.domain}.slack.com/`,
  team: workspace.name,
  user: handleOf(workspace.members.find(({ userId }) => userId === workspace.app.botUserId)) ?? 'app',
  team_id: workspace.teamId,
  user_id: workspace.app.botUserId,
  bot_id: workspace.app.botId,
  ...(workspace.enterprise === undefined ? {} : { enterprise_id: workspace.enterprise.id }),
  is_enterprise_install: isOrganisation,
});

/** Without token rotation this removes the bot, and the app looks uninstalled. */
export const revokeAuth: Run = ({ args, workspace, isOrganisation, installs, store }) => {
  if (flagOf(args, 'test')) return { revoked: false };
  if (isOrganisation) store.organisations.delete(workspace.enterprise?.id ?? '');
  installs.uninstall(workspace.teamId);
  return { revoked: true };
};

export const uninstallApp: Run = ({ args, workspace, app, isClientSecret, installs }) => {
  if (textOf(args, 'client_id') !== app.clientId) throw new SlackRefusal('invalid_client_id');
  if (!isClientSecret(textOf(args, 'client_secret') ?? '')) throw new SlackRefusal('bad_client_secret');
  installs.uninstall(workspace.teamId);
  return { uninstalled: true };
};

export const teamInfo: Run = ({ args, workspace }) => {
  const { teamId, name, domain, enterprise, members } = workspace;
  const asked = textOf(args, 'team') ?? teamId;
  if (asked !== teamId) throw new SlackRefusal('team_not_found');
  const icon = { image_34: `https://${domain}.slack.com/icon-34.png`, image_default: true };
  const organisation =
    enterprise === undefined ? {} : { enterprise_id: enterprise.id, enterprise_name: enterprise.name };
  const emailDomain = members[0]?.email.split('@')[1] ?? '';
  return { team: { id: teamId, name, domain, email_domain: emailDomain, icon, ...organisation } };
};

export const botInfo: Run = ({ args, workspace }) => {
  const { app } = workspace;
  if (textOf(args, 'bot') !== app.botId) throw new SlackRefusal('bot_not_found');
  const icons = { image_36: 'https://a.slack-edge.com/img/36.png' };
  const bot = { id: app.botId, deleted: false, name: 'Baton', updated: 0, app_id: app.appId };
  return { bot: { ...bot, user_id: app.botUserId, icons } };
};
