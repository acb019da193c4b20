import type { SlackMessage } from '../notifications/core/model';
import type { Telling } from '../notifications/core/surfaces';
import { isExternal } from '../shared/brand';
import { PermanentError, TransientError } from '../shared/errors';
import { DEFAULT_BEHAVIOUR, type SlackBehaviour } from './behaviour';
import { renderRequest } from './blocks';
import { renderChannelOutcome, renderChannelRequest } from './channel-message';
import type { Message, Place, SlackClient } from './client';
import { createClientFor } from './client-for';
import type { Connection, Connections } from './connections';
import { renderNotice, renderReminder } from './notices';

type Client = Pick<SlackClient, 'post' | 'update' | 'joinChannel'>;

/** What stands in a thread can only be told once it is known where that is. */
const THREAD_WAIT_MS = 15_000;

/** Requests as direct messages of the app or in channels, and their updates in place. */
export function createSlackSurface({
  connections,
  clientOf,
  behaviour = async () => DEFAULT_BEHAVIOUR,
}: {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Client;
  behaviour?: () => Promise<SlackBehaviour>;
}) {
  const clientFor = createClientFor({ connections, clientOf });

  async function post(telling: Telling): Promise<SlackMessage> {
    const { slack } = telling.row;
    if (slack === undefined) throw notAddressed(telling);

    const client = await clientFor(slack.team);
    const message = messageFor(telling, await behaviour());
    if (slack.channel === undefined) return { ...slack, posted: await client.post(slack.user, message) };
    const { thread: threadTs, channel } = slack;
    const more = threadTs === undefined ? {} : { threadTs };
    return { ...slack, posted: await goingIn(client, channel.id, () => client.post(channel.id, message, more)) };
  }

  async function update(telling: Telling): Promise<void> {
    const { slack } = telling.row;
    if (slack?.posted === undefined) throw new PermanentError('message-not-known');

    await (await clientFor(slack.team)).update(slack.posted, messageFor(telling, await behaviour()));
  }

  return { post, update };
}

/** Into a public channel Baton can go by itself; of a private one Slack does not even say that it is there. */
async function goingIn(client: Client, channel: string, post: () => Promise<Place>): Promise<Place> {
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof PermanentError) || error.code !== 'not_in_channel') throw error;
    await joining(client, channel, error);
    return post();
  }
}

/** Where Slack does not let it in, what stands in the way of the message is that Baton is not there. */
async function joining(client: Client, channel: string, notIn: PermanentError): Promise<void> {
  try {
    await client.joinChannel(channel);
  } catch (error) {
    throw error instanceof PermanentError ? notIn : error;
  }
}

const notAddressed = (telling: Telling): TransientError =>
  telling.row.kind === 'channel-outcome'
    ? new TransientError('channel-not-asked-yet', { retryAfterMs: THREAD_WAIT_MS })
    : new TransientError('person-not-resolved', waitOf(telling));

/** How long to wait before the person can be looked up, where Slack said. */
function waitOf({ row, people }: Telling): { retryAfterMs?: number } {
  const { recipient } = row;
  const reach = recipient === undefined || isExternal(recipient) ? undefined : people.get(recipient)?.slack;
  return reach?.type === 'unresolved' ? { retryAfterMs: reach.retryAfterMs } : {};
}

function messageFor(telling: Telling, behaviour: SlackBehaviour): Message {
  const { approval, sequence, row, people, remark } = telling;
  const { step, round, topic, key } = row;
  if (row.kind === 'channel-outcome') return renderChannelOutcome(approval);
  if (row.kind === 'channel-request') {
    const about = { approval, sequence, people, step, round, team: teamOf(telling), token: key, behaviour };
    return renderChannelRequest({ ...about, members: row.audience?.members ?? [] });
  }
  if (row.kind === 'reminder') return renderReminder({ approval, step, people, recipient: recipientOf(telling) });
  if (topic !== undefined) {
    const mayRemind = behaviour.actWithoutLogin && behaviour.actionButtons && row.recipient === approval.requester;
    return renderNotice({ approval, step, people, topic, remark, ...(mayRemind ? { token: key } : {}) });
  }
  const recipient = recipientOf(telling);
  return renderRequest({ approval, sequence, people, step, round, recipient, token: key, behaviour });
}

function teamOf({ row }: Telling) {
  if (row.slack === undefined) throw new TypeError(`notification ${row.key} goes nowhere`);
  return row.slack.team;
}

function recipientOf({ row }: Telling) {
  if (row.recipient === undefined) throw new TypeError(`notification ${row.key} has nobody to tell`);
  return row.recipient;
}
