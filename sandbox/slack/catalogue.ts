/** The methods of the real Slack that this twin may be asked for; whatever is in neither list is `unknown_method`. */
const METHODS_BY_FAMILY: Record<string, string> = {
  api: 'test',
  apps: `connections.open event.authorizations.list manifest.create manifest.delete manifest.export manifest.update
    manifest.validate permissions.info permissions.request permissions.resources.list permissions.scopes.list
    permissions.users.list permissions.users.request uninstall user.connection.update`,
  assistant: 'threads.setStatus threads.setSuggestedPrompts threads.setTitle',
  auth: 'revoke teams.list test',
  blocks: 'validate',
  bookmarks: 'add edit list remove',
  bots: 'info',
  calls: 'add end info participants.add participants.remove update',
  canvases: 'access.delete access.set create delete edit sections.lookup',
  channels: `archive create history info invite join kick leave list mark rename replies setPurpose setTopic
    unarchive`,
  chat: `appendStream delete deleteScheduledMessage getPermalink meMessage postEphemeral postMessage scheduleMessage
    scheduledMessages.list startStream stopStream unfurl update`,
  conversations: `acceptSharedInvite approveSharedInvite archive canvases.create close create declineSharedInvite
    externalInvitePermissions.set history info invite inviteShared join kick leave list listConnectInvites mark members
    open rename replies requestSharedInvite.approve requestSharedInvite.deny requestSharedInvite.list setPurpose
    setTopic unarchive`,
  dialog: 'open',
  dnd: 'endDnd endSnooze info setSnooze teamInfo',
  emoji: 'list',
  files: `comments.delete completeUploadExternal delete getUploadURLExternal info list remote.add remote.info
    remote.list remote.remove remote.share remote.update revokePublicURL sharedPublicURL upload`,
  functions: 'completeError completeSuccess',
  groups: `archive create createChild history info invite kick leave list mark open rename replies setPurpose setTopic
    unarchive`,
  im: 'close history list mark open replies',
  migration: 'exchange',
  mpim: 'close history list mark open replies',
  oauth: 'access token v2.access v2.exchange',
  openid: 'connect.token connect.userInfo',
  pins: 'add list remove',
  reactions: 'add get list remove',
  reminders: 'add complete delete info list',
  rtm: 'connect start',
  search: 'all files messages',
  slackLists: `access.delete access.set create download.get download.start items.create items.delete
    items.deleteMultiple items.info items.list items.update update`,
  stars: 'add list remove',
  team: `accessLogs billableInfo billing.info externalTeams.disconnect externalTeams.list info integrationLogs
    preferences.list profile.get`,
  tooling: 'tokens.rotate',
  usergroups: 'create disable enable list update users.list users.update',
  users: `conversations deletePhoto discoverableContacts.lookup getPresence identity info list lookupByEmail
    profile.get profile.set setActive setPhoto setPresence`,
  views: 'open publish push update',
  workflows: `featured.add featured.list featured.remove featured.set stepCompleted stepFailed updateStep`,
};

const names = new Set(
  Object.entries(METHODS_BY_FAMILY).flatMap(([family, methods]) =>
    methods.split(/\s+/).map((method) => `${family}.${method}`),
  ),
);

/** The hundred methods of `admin.` are taken as a family: none of them is modelled. */
export const isSlackMethod = (method: string): boolean => names.has(method) || method.startsWith('admin.');
