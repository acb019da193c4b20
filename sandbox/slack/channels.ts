import { flagOf, hasArgument, refuseArguments, textOf } from './arguments';
import { type Call, type Run, requireScope } from './call';
import type { Channel, Json } from './model';
import { pageOf } from './paging';
import { SlackRefusal } from './refusal';

const TYPES = ['public_channel', 'private_channel', 'mpim', 'im'] as const;
type Type = (typeof TYPES)[number];

const SCOPES: Record<Type, string> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  mpim: 'mpim:read',
  im: 'im:read',
};

export const conversationInfo: Run = (call) => {
  const { args, workspace } = call;
  refuseArguments(call.method, args, ['include_locale']);
  const channel = readable(call);
  const count = flagOf(args, 'include_num_members') ? { num_members: channel.members.length } : {};
  return { channel: { ...toApiChannel(call, channel), ...count, context_team_id: workspace.teamId } };
};

export const listConversations: Run = (call) => {
  refuseArguments(call.method, call.args, ['team_id']);
  const { channels, response_metadata } = listed(call, (channel) => !channel.isPrivate || isMember(call, channel));
  const withCounts = channels.map((channel) =>
    channel.kind === 'dm'
      ? toApiChannel(call, channel)
      : { ...toApiChannel(call, channel), num_members: channel.members.length },
  );
  return { channels: withCounts, response_metadata };
};

/** Those of the bot itself, or those that it shares with `user`; these come without `is_member`. */
export const conversationsOf: Run = (call) => {
  refuseArguments(call.method, call.args, ['team_id', 'exclude_muted']);
  const { workspace } = call;
  const user = textOf(call.args, 'user') ?? workspace.app.botUserId;
  const { channels, response_metadata } = listed(
    call,
    ({ members, isPrivate }) => members.includes(user) && (!isPrivate || members.includes(workspace.app.botUserId)),
  );
  const bare = channels.map((channel) => {
    const { is_member: _, ...rest } = toApiChannel(call, channel);
    return rest;
  });
  return { channels: bare, response_metadata };
};

export const membersOf: Run = (call) => {
  const { page, response_metadata } = pageOf(readable(call).members, call.args);
  return { members: page, response_metadata };
};

export const joinConversation: Run = (call) => {
  const { store, workspace, args } = call;
  const channel = store.channel(workspace.teamId, textOf(args, 'channel') ?? '');
  if (channel?.kind === 'dm') throw new SlackRefusal('method_not_supported_for_channel_type');
  if (channel === undefined || (channel.isPrivate && !isMember(call, channel))) {
    throw new SlackRefusal('channel_not_found');
  }
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (isMember(call, channel)) {
    const warning = 'already_in_channel';
    return { channel: toApiChannel(call, channel), warning, response_metadata: { warnings: [warning] } };
  }
  const joined = { ...channel, members: [...channel.members, workspace.app.botUserId] };
  store.putChannel(joined);
  return { channel: toApiChannel(call, joined) };
};

function listed(call: Call, isSeen: (channel: Channel) => boolean) {
  const { args, store, workspace } = call;
  const types = typesOf(call);
  for (const type of types) requireScope(workspace, SCOPES[type]);
  const withArchived = !flagOf(args, 'exclude_archived');
  const found = store
    .channels(workspace.teamId)
    .filter((channel) => types.includes(typeOf(channel)) && isSeen(channel) && (withArchived || !channel.isArchived));
  const { page, response_metadata } = pageOf(found, args);
  return { channels: page, response_metadata };
}

function typesOf({ args }: Call): Type[] {
  if (!hasArgument(args, 'types')) return ['public_channel'];
  const asked = (textOf(args, 'types') ?? '').split(',').map((each) => each.trim());
  const types = TYPES.filter((type) => asked.includes(type));
  if (types.length !== new Set(asked).size) throw new SlackRefusal('invalid_types');
  return types;
}

function typeOf({ kind, isPrivate }: Channel): Type {
  if (kind === 'dm') return 'im';
  return isPrivate ? 'private_channel' : 'public_channel';
}

function readable(call: Call): Channel {
  const { args, store, workspace } = call;
  const channel = store.channel(workspace.teamId, textOf(args, 'channel') ?? '');
  if (channel === undefined) throw new SlackRefusal('channel_not_found');
  requireScope(workspace, SCOPES[typeOf(channel)]);
  if (channel.isPrivate && !isMember(call, channel)) throw new SlackRefusal('channel_not_found');
  return channel;
}

const isMember = ({ workspace }: Call, { members }: Channel) => members.includes(workspace.app.botUserId);

function toApiChannel(call: Call, channel: Channel): Json {
  const { store, workspace } = call;
  const { id, kind, name, isPrivate, isArchived, members } = channel;
  const [creator = ''] = members;
  const common = { id, created: 0, is_archived: isArchived, is_org_shared: false };
  if (kind === 'dm') return { ...common, is_im: true, user: creator, is_user_deleted: isGone(call, creator) };
  const isShared = members.some(
    (each) => (store.person(workspace, each)?.home.teamId ?? channel.team) !== channel.team,
  );
  const empty = { value: '', creator: '', last_set: 0 };
  return {
    ...common,
    name,
    name_normalized: name,
    creator,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_general: false,
    is_private: isPrivate,
    is_member: isMember(call, channel),
    is_shared: isShared,
    is_ext_shared: isShared,
    is_pending_ext_shared: false,
    pending_shared: [],
    unlinked: 0,
    topic: empty,
    purpose: empty,
    previous_names: [],
  };
}

const isGone = ({ store, workspace }: Call, user: string): boolean =>
  store.person(workspace, user)?.deactivated === true;
