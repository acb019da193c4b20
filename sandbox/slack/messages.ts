import type { Workspace } from '../world/world';
import type { Content } from './content';
import type { Channel, Json, SlackMessage } from './model';
import type { SlackStore } from './store';

/** Puts a message of the app into a channel. */
export function postAsApp(
  store: SlackStore,
  at: number,
  place: { workspace: Workspace; channel: Channel; threadTs?: string | undefined; ephemeralTo?: string },
  content: Content,
): SlackMessage {
  const { app, teamId } = place.workspace;
  const message: SlackMessage = {
    team: teamId,
    channel: place.channel.id,
    ts: store.nextTs(place.channel),
    user: app.botUserId,
    botId: app.botId,
    appId: app.appId,
    text: content.text,
    blocks: content.blocks ?? [],
    postedAt: at,
    history: [],
    ...(place.threadTs === undefined ? {} : { threadTs: place.threadTs }),
    ...(place.ephemeralTo === undefined ? {} : { ephemeralTo: place.ephemeralTo }),
    ...(content.metadata === undefined ? {} : { metadata: content.metadata }),
  };
  store.putMessage(message);
  return message;
}

/** Blocks and metadata that are not given stay; an empty list removes the blocks. */
export function editMessage(store: SlackStore, at: number, message: SlackMessage, content: Content): SlackMessage {
  const { text, blocks, history } = message;
  const edited: SlackMessage = {
    ...message,
    text: content.text,
    blocks: content.blocks ?? blocks,
    ...(content.metadata === undefined ? {} : { metadata: content.metadata }),
    edited: { user: message.user, ts: `${Math.floor(at / 1000)}.000000` },
    history: [...history, { until: at, text, blocks }],
  };
  store.putMessage(edited);
  return edited;
}

export function deleteMessage(store: SlackStore, at: number, message: SlackMessage): void {
  store.putMessage({ ...message, deletedAt: at });
}

/** The message as the Web API and interaction payloads carry it. */
export function toApiMessage(message: SlackMessage): Json {
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: message.team,
    ...(message.botId === undefined ? {} : { bot_id: message.botId, app_id: message.appId }),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  };
}
