import type { ChannelMessage } from '../notifications/core/model';
import type { SlackUserId } from '../shared/brand';
import type { SlackClient } from './client';
import { createClientFor } from './client-for';
import type { Connection, Connections } from './connections';

/** A thousand members. */
const MAX_PAGES = 5;

/**
 * Who is in a channel, read as far as it takes to see everybody who is looked for. Whoever was not seen on these pages
 * counts as not in it.
 */
export function createMembership(deps: {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Pick<SlackClient, 'membersOf'>;
}) {
  const clientFor = createClientFor(deps);

  return async function membersIn(
    { team, channel }: ChannelMessage,
    users: readonly SlackUserId[],
  ): Promise<ReadonlySet<SlackUserId>> {
    const client = await clientFor(team);
    const seen = new Set<SlackUserId>();
    let cursor: string | undefined;
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { items, cursor: next } = await client.membersOf(channel.id, cursor);
      for (const each of items) seen.add(each);
      if (next === undefined || users.every((each) => seen.has(each))) break;
      cursor = next;
    }
    return seen;
  };
}
