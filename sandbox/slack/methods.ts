import { botInfo, revokeAuth, teamInfo, testAuth, uninstallApp } from './auth';
import type { Run } from './call';
import { conversationInfo, conversationsOf, joinConversation, listConversations, membersOf } from './channels';
import * as chat from './chat';
import { listUsers, lookupByEmail, userInfo } from './people';
import { openConversation } from './places';
import { PER_MINUTE } from './rates';
import { openView, publishView, pushView, updateView } from './views';

export type Method = {
  /** One of these is needed; more may be asked by what the call touches. */
  scopes: readonly string[];
  perMinute: number;
  takesJson: boolean;
  run: Run;
};

const { tier1, tier2, tier3, tier4, hundreds, posts } = PER_MINUTE;
const WRITE = ['chat:write'];
const OPEN = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];
const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** Everything that is called with a token. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['apps.uninstall', { scopes: [], perMinute: tier1, takesJson: false, run: uninstallApp }],
  ['auth.revoke', { scopes: [], perMinute: tier3, takesJson: false, run: revokeAuth }],
  ['auth.test', { scopes: [], perMinute: hundreds, takesJson: true, run: testAuth }],
  ['bots.info', { scopes: ['users:read'], perMinute: tier3, takesJson: false, run: botInfo }],
  ['chat.delete', { scopes: WRITE, perMinute: tier3, takesJson: true, run: chat.remove }],
  ['chat.getPermalink', { scopes: [], perMinute: hundreds, takesJson: false, run: chat.getPermalink }],
  ['chat.postEphemeral', { scopes: WRITE, perMinute: tier4, takesJson: true, run: chat.postEphemeral }],
  ['chat.postMessage', { scopes: WRITE, perMinute: posts, takesJson: true, run: chat.postMessage }],
  ['chat.update', { scopes: WRITE, perMinute: tier3, takesJson: true, run: chat.update }],
  ['conversations.info', { scopes: READ, perMinute: tier3, takesJson: false, run: conversationInfo }],
  ['conversations.join', { scopes: ['channels:join'], perMinute: tier3, takesJson: true, run: joinConversation }],
  ['conversations.list', { scopes: READ, perMinute: tier2, takesJson: false, run: listConversations }],
  ['conversations.members', { scopes: READ, perMinute: tier4, takesJson: false, run: membersOf }],
  ['conversations.open', { scopes: OPEN, perMinute: tier3, takesJson: true, run: openConversation }],
  ['team.info', { scopes: ['team:read'], perMinute: tier3, takesJson: true, run: teamInfo }],
  ['users.conversations', { scopes: READ, perMinute: tier2, takesJson: false, run: conversationsOf }],
  ['users.info', { scopes: ['users:read'], perMinute: tier4, takesJson: false, run: userInfo }],
  ['users.list', { scopes: ['users:read'], perMinute: tier2, takesJson: false, run: listUsers }],
  ['users.lookupByEmail', { scopes: ['users:read.email'], perMinute: tier3, takesJson: false, run: lookupByEmail }],
  ['views.open', { scopes: [], perMinute: tier4, takesJson: true, run: openView }],
  ['views.publish', { scopes: [], perMinute: tier4, takesJson: true, run: publishView }],
  ['views.push', { scopes: [], perMinute: tier4, takesJson: true, run: pushView }],
  ['views.update', { scopes: [], perMinute: tier4, takesJson: true, run: updateView }],
]);
