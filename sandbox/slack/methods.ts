import type { Run } from './call';
import * as chat from './chat';
import { lookupByEmail, testAuth, userInfo } from './people';
import { conversationInfo, openConversation } from './places';
import { PER_MINUTE } from './rates';
import { openView, updateView } from './views';

export type Method = {
  /** One of these is needed; more may be asked by what the call touches. */
  scopes: readonly string[];
  perMinute: number;
  takesJson: boolean;
  run: Run;
};

const { tier3, tier4, hundreds, posts } = PER_MINUTE;
const WRITE = ['chat:write'];
const OPEN = ['channels:manage', 'groups:write', 'im:write', 'mpim:write'];
const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['auth.test', { scopes: [], perMinute: hundreds, takesJson: true, run: testAuth }],
  ['chat.delete', { scopes: WRITE, perMinute: tier3, takesJson: true, run: chat.remove }],
  ['chat.getPermalink', { scopes: [], perMinute: hundreds, takesJson: false, run: chat.getPermalink }],
  ['chat.postEphemeral', { scopes: WRITE, perMinute: tier4, takesJson: true, run: chat.postEphemeral }],
  ['chat.postMessage', { scopes: WRITE, perMinute: posts, takesJson: true, run: chat.postMessage }],
  ['chat.update', { scopes: WRITE, perMinute: tier3, takesJson: true, run: chat.update }],
  ['conversations.info', { scopes: READ, perMinute: tier3, takesJson: false, run: conversationInfo }],
  ['conversations.open', { scopes: OPEN, perMinute: tier3, takesJson: true, run: openConversation }],
  ['users.info', { scopes: ['users:read'], perMinute: tier4, takesJson: false, run: userInfo }],
  ['users.lookupByEmail', { scopes: ['users:read.email'], perMinute: tier3, takesJson: false, run: lookupByEmail }],
  ['views.open', { scopes: [], perMinute: tier4, takesJson: true, run: openView }],
  ['views.update', { scopes: [], perMinute: tier4, takesJson: true, run: updateView }],
]);
