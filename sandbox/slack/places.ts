import { flagOf, hasArgument, refuseArguments, textOf } from './arguments';
import { type Call, type Run, requireScope } from './call';
import type { Channel, Json } from './model';
import { SlackRefusal } from './refusal';

/** Where a post to `channel` lands: a user id opens the direct message with that person. */
export function channelForPosting(call: Call): Channel {
  const { store, workspace, args } = call;
  const name = textOf(args, 'channel') ?? '';
  if (/^[UW]/.test(name)) return directMessageFor(call, name);

  const channel = store.channel(workspace.teamId, name) ?? byName(call, name);
  if (channel === undefined) throw new SlackRefusal('channel_not_found');
  const isMember = channel.members.includes(workspace.app.botUserId);
  if (channel.isPrivate && !isMember) throw new SlackRefusal('channel_not_found');
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (isMember) return channel;
  if (!workspace.app.scopes.includes('chat:write.public')) throw new SlackRefusal('not_in_channel');
  return channel;
}

/** Slack does not say how a post to a deactivated user or a bot ends: as for nobody. */
function directMessageFor({ store, workspace }: Call, user: string): Channel {
  const member = workspace.members.find(({ userId }) => userId === user);
  if (member === undefined || member.deactivated === true || member.bot === true) {
    throw new SlackRefusal('channel_not_found');
  }
  return store.directMessage(workspace, user).channel;
}

const byName = ({ store, workspace }: Call, name: string) =>
  store.channels(workspace.teamId).find((each) => each.kind === 'channel' && each.name === name.replace(/^#/, ''));

export const openConversation: Run = (call) => {
  const { args, store, workspace } = call;
  refuseArguments(call.method, args, ['prevent_creation']);
  requireScope(workspace, 'im:write');
  if (hasArgument(args, 'channel')) return reopen(call);

  const users = (textOf(args, 'users') ?? '').split(',').filter((each) => each !== '');
  const [user] = users;
  if (user === undefined) throw new SlackRefusal('users_list_not_supplied');
  if (users.length > 8) throw new SlackRefusal('too_many_users');
  if (users.length > 1) refuseArguments(call.method, args, ['users']);

  const member = workspace.members.find(({ userId }) => userId === user);
  if (member === undefined || member.bot === true) throw new SlackRefusal('user_not_found');
  if (member.deactivated === true) throw new SlackRefusal('user_disabled');
  const { channel, created } = store.directMessage(workspace, user);
  return opened(call, channel, created);
};

function reopen(call: Call): Json {
  const channel = call.store.channel(call.workspace.teamId, textOf(call.args, 'channel') ?? '');
  if (channel === undefined) throw new SlackRefusal('channel_not_found');
  if (channel.kind !== 'dm') throw new SlackRefusal('method_not_supported_for_channel_type');
  return opened(call, channel, false);
}

function opened(call: Call, channel: Channel, created: boolean): Json {
  const already = created ? {} : { no_op: true, already_open: true };
  const more = flagOf(call.args, 'return_im') ? { is_im: true, user: channel.members[0], is_open: true } : {};
  return { ...already, channel: { id: channel.id, ...more } };
}
