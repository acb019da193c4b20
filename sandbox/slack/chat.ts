import { hasArgument, refuseArguments, textOf } from './arguments';
import type { Call, Run } from './call';
import { type ContentLimits, readContent } from './content';
import { deleteMessage, editMessage, postAsApp, toApiMessage } from './messages';
import type { Channel, SlackMessage } from './model';
import { channelForPosting } from './places';
import { PER_MINUTE } from './rates';
import { SlackRefusal } from './refusal';

const UNMODELLED = ['attachments', 'markdown_text', 'as_user', 'icon_emoji', 'icon_url', 'username', 'reply_broadcast'];

const POST: ContentLimits = { text: { max: 40_000, beyond: 'cut' }, blocksTooLong: 'msg_blocks_too_long' };
/** For ephemeral messages Slack names the error but no number: that of chat.update. */
const UPDATE: ContentLimits = { text: { max: 4_000, beyond: 'msg_too_long' }, blocksTooLong: 'msg_too_long' };

export const postMessage: Run = (call) => {
  refuseArguments(call.method, call.args, UNMODELLED);
  const channel = channelForPosting(call);
  call.limit(`${call.workspace.teamId}:${call.method}:${channel.id}`, PER_MINUTE.postsInChannel);

  const content = readContent(call.args, POST, call.store.nextId);
  const place = { workspace: call.workspace, channel, threadTs: threadOf(call, channel) };
  const message = postAsApp(call.store, call.clock.now(), place, content);
  const warning = content.warning;
  return {
    channel: message.channel,
    ts: message.ts,
    message: toApiMessage(message),
    ...(warning === undefined ? {} : { warning, response_metadata: { warnings: [warning] } }),
  };
};

export const update: Run = (call) => {
  refuseArguments(call.method, call.args, [...UNMODELLED, 'unfurled_attachments', 'file_ids']);
  const { message } = ownMessage(call, 'cant_update_message');
  const content = readContent(call.args, UPDATE, call.store.nextId);
  const edited = editMessage(call.store, call.clock.now(), message, content);
  return { channel: edited.channel, ts: edited.ts, text: edited.text, message: toApiMessage(edited) };
};

export const remove: Run = (call) => {
  refuseArguments(call.method, call.args, ['as_user']);
  const { message } = ownMessage(call, 'cant_delete_message');
  deleteMessage(call.store, call.clock.now(), message);
  return { channel: message.channel, ts: message.ts };
};

export const postEphemeral: Run = (call) => {
  refuseArguments(call.method, call.args, UNMODELLED);
  const channel = knownChannel(call);
  const user = textOf(call.args, 'user') ?? '';
  if (channel.isArchived) throw new SlackRefusal('is_archived');
  if (!channel.members.includes(call.workspace.app.botUserId)) throw new SlackRefusal('not_in_channel');
  const person = call.store.person(call.workspace, user);
  if (!channel.members.includes(user) || person === undefined || person.deactivated === true) {
    throw new SlackRefusal('user_not_in_channel');
  }

  const content = readContent(call.args, UPDATE, call.store.nextId);
  const threadTs = threadOf(call, channel);
  const place = { workspace: call.workspace, channel, threadTs, ephemeralTo: user };
  return { message_ts: postAsApp(call.store, call.clock.now(), place, content).ts };
};

export const getPermalink: Run = (call) => {
  const { channel, message } = anyMessage(call, 'message_ts');
  const thread = message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  const path = `archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return { channel: channel.id, permalink: `https://${call.workspace.domain}.slack.com/${path}${thread}` };
};

function knownChannel({ store, workspace, args }: Call): Channel {
  const channel = store.channel(workspace.teamId, textOf(args, 'channel') ?? '');
  if (channel === undefined) throw new SlackRefusal('channel_not_found');
  return channel;
}

/** Ephemeral messages cannot be reached by their ts. */
function anyMessage(call: Call, tsArgument: string): { channel: Channel; message: SlackMessage } {
  const channel = knownChannel(call);
  const message = call.store.message(channel.team, channel.id, textOf(call.args, tsArgument) ?? '');
  if (message === undefined || message.deletedAt !== undefined || message.ephemeralTo !== undefined) {
    throw new SlackRefusal('message_not_found');
  }
  return { channel, message };
}

function ownMessage(call: Call, refusal: string): { channel: Channel; message: SlackMessage } {
  const found = anyMessage(call, 'ts');
  if (found.message.botId !== call.workspace.app.botId) throw new SlackRefusal(refusal);
  return found;
}

/** Slack warns against the ts of a reply, or of nothing, without saying what happens: both are refused. */
function threadOf(call: Call, channel: Channel): string | undefined {
  if (!hasArgument(call.args, 'thread_ts')) return undefined;
  const parent = call.store.message(channel.team, channel.id, textOf(call.args, 'thread_ts') ?? '');
  const isParent = parent?.deletedAt === undefined && parent?.threadTs === undefined;
  if (parent === undefined || !isParent || parent.ephemeralTo !== undefined) {
    throw new SlackRefusal('cannot_reply_to_message');
  }
  return parent.ts;
}
