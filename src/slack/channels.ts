import { PermanentError } from '../shared/errors';
import type { SlackClient } from './client';
import type { SlackChannel } from './client-shapes';
import { remedyFor } from './remedies';

export type FoundChannel = { readonly id: string; readonly name: string; readonly kind: 'public' | 'private' };

/** `joins`: Baton is not in it yet, and can come in by itself. */
export type ChannelVerdict =
  | { readonly ok: true; readonly channel: FoundChannel; readonly joins: boolean }
  | { readonly ok: false; readonly problem: string; readonly remedy: string };

type Client = Pick<SlackClient, 'channelInfo' | 'joinChannel' | 'listChannels'>;

const MAX_FOUND = 20;
/** Slack allows some twenty pages a minute. */
const MAX_PAGES = 10;

/** The channels of one workspace. What was read is kept as long as the instance lives. */
export function createChannels(client: Client) {
  let reading: Promise<{ channels: readonly SlackChannel[]; complete: boolean }> | undefined;

  async function readAll() {
    const channels: SlackChannel[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { items, cursor: next } = await client.listChannels(cursor);
      channels.push(...items);
      cursor = next;
      if (cursor === undefined) break;
    }
    return { channels, complete: cursor === undefined };
  }

  /** Those whose name begins with `text` come first. Not `complete` where there are more than could be read or shown. */
  async function search(text: string): Promise<{ channels: readonly FoundChannel[]; complete: boolean }> {
    reading ??= readAll();
    const { channels, complete } = await reading;
    const wanted = text.trim().replace(/^#/, '').toLowerCase();
    const named = channels.flatMap(toFound);
    const begins = named.filter(({ name }) => name.startsWith(wanted));
    const holds = named.filter(({ name }) => !name.startsWith(wanted) && name.includes(wanted));
    const found = [...begins.sort(byName), ...holds.sort(byName)];
    return { channels: found.slice(0, MAX_FOUND), complete: complete && found.length <= MAX_FOUND };
  }

  async function check(id: string): Promise<ChannelVerdict> {
    const channel = await client.channelInfo(id);
    if (channel === undefined) return no('The channel does not exist, or it is private.', 'channel_not_found');
    if (channel.archived) return no('The channel is archived.', 'is_archived');
    const [found] = toFound(channel);
    if (found === undefined) return no('This is not a channel.', 'not_in_channel');
    if (!channel.member && found.kind === 'private')
      return no('Baton is not in this private channel.', 'no_permission');
    return { ok: true, channel: found, joins: !channel.member };
  }

  /** Checks the channel, and goes in where nobody has to be asked. */
  async function enter(id: string): Promise<ChannelVerdict> {
    const checked = await check(id);
    if (!checked.ok || !checked.joins) return checked;
    try {
      await client.joinChannel(id);
      return { ...checked, joins: false };
    } catch (error) {
      if (error instanceof PermanentError) return no(`Slack does not let Baton in (${error.code}).`, error.code);
      throw error;
    }
  }

  return { search, check, enter };
}

function toFound({ id, name, kind }: SlackChannel): readonly FoundChannel[] {
  return name === undefined || kind === 'direct' ? [] : [{ id, name, kind }];
}

const byName = (a: FoundChannel, b: FoundChannel) => (a.name < b.name ? -1 : 1);

const no = (problem: string, code: string): ChannelVerdict => ({
  ok: false,
  problem,
  remedy: remedyFor(code) ?? 'Invite Baton with /invite in the channel, or choose another channel.',
});
