const RECONNECT = 'Connect the workspace again in the Slack section of Baton’s settings.';
const INVITE = 'Invite Baton with /invite in the channel, or choose another channel.';
const OTHER_CHANNEL = 'Choose another channel, or ask a Slack administrator to let apps post in this one.';
const SLACK_ADMIN = 'Ask a Slack administrator to allow Baton to do this.';
const CREDENTIALS = 'Copy the client ID and the client secret from the Slack app into Baton’s settings again.';
const BEGIN_AGAIN = 'Start connecting again: Slack’s confirmation was used already, or is older than ten minutes.';
const MANIFEST = 'Update the Slack app with the app manifest from Baton’s settings';

/** What a person does next about a refusal of Slack: for each code that concerns an admin, a connection or a channel. */
const REMEDIES: Readonly<Record<string, string>> = {
  token_revoked: RECONNECT,
  account_inactive: RECONNECT,
  invalid_auth: RECONNECT,
  not_authed: RECONNECT,
  invalid_token: RECONNECT,
  bad_token: RECONNECT,
  authorization_not_found: RECONNECT,
  token_expired:
    'Turn token rotation off by making a new Slack app, since Slack never lets go of it, and connect that.',
  not_allowed_token_type: 'Connect the workspace through Slack’s consent page, which gives Baton a bot token.',
  two_factor_setup_required: 'Set up two-factor authentication in Slack, then connect the workspace again.',
  enterprise_is_restricted: 'Install the Slack app in one workspace instead of the whole organization.',
  team_not_found: 'Check that the workspace still exists in Slack, and remove its connection if it does not.',

  missing_scope: `${MANIFEST}, then connect the workspace again to grant the new scopes.`,
  no_permission: INVITE,
  accesslimited: 'Ask a Slack administrator to add Atlassian’s outgoing addresses to the list of allowed networks.',
  access_denied: SLACK_ADMIN,
  app_access_restricted: 'Ask a Slack administrator to let this person use the Baton app.',
  ekm_access_denied: 'Ask a Slack administrator to lift the suspension of messages in this channel.',
  user_email_unverified: 'Confirm your e-mail address in Slack, then connect the workspace again.',

  channel_not_found: 'Check that the channel exists; if it is private, invite Baton there with /invite.',
  not_in_channel: INVITE,
  is_archived: 'Restore the channel in Slack, or choose another channel.',
  is_inactive: 'Restore the channel in Slack, or choose another channel.',
  channel_is_limited_access: OTHER_CHANNEL,
  too_many_members: 'Choose another channel: this one is full.',
  method_not_supported_for_channel_type: 'Invite Baton with /invite: an app cannot join a private channel by itself.',
  restricted_action: OTHER_CHANNEL,
  restricted_action_read_only_channel: OTHER_CHANNEL,
  restricted_action_thread_only_channel: OTHER_CHANNEL,
  restricted_action_non_threadable_channel: 'Choose a channel that allows threads.',
  restricted_action_thread_locked: 'Ask a Slack administrator to unlock the thread.',
  messages_tab_disabled: `${MANIFEST}, which turns on the Messages tab of its App Home.`,
  not_enabled: `${MANIFEST}, which turns on the Home tab of its App Home.`,

  bad_client_secret: CREDENTIALS,
  invalid_client_id: CREDENTIALS,
  invalid_client: CREDENTIALS,
  client_id_token_mismatch: CREDENTIALS,
  bad_redirect_uri: `${MANIFEST}, which holds the right redirect URL.`,
  invalid_code: BEGIN_AGAIN,
  invalid_grant: BEGIN_AGAIN,
  cannot_install_an_org_installed_app: 'Remove the Slack app from the organization, then install it in one workspace.',
  cannot_find_service: SLACK_ADMIN,
  plan_upgrade_required: 'Ask a Slack administrator whether the plan of this workspace includes this.',
  preview_feature_not_available: 'Ask Slack’s support whether this workspace may install apps.',
};

export const remedyFor = (code: string): string | undefined =>
  Object.hasOwn(REMEDIES, code) ? REMEDIES[code] : undefined;
