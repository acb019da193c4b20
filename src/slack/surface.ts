import type { SlackMessage } from '../notifications/core/model';
import type { Telling } from '../notifications/core/surfaces';
import { isExternal } from '../shared/brand';
import { PermanentError, TransientError } from '../shared/errors';
import { DEFAULT_BEHAVIOUR, type SlackBehaviour } from './behaviour';
import { renderRequest } from './blocks';
import type { Message, SlackClient } from './client';
import type { Connection, Connections } from './connections';
import { isUsable } from './connections/model';
import { renderNotice, renderReminder } from './notices';

/** Requests as direct messages of the app, and their updates in place. */
export function createSlackSurface({
  connections,
  clientOf,
  behaviour = async () => DEFAULT_BEHAVIOUR,
}: {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Pick<SlackClient, 'post' | 'update'>;
  behaviour?: () => Promise<SlackBehaviour>;
}) {
  async function post(telling: Telling): Promise<SlackMessage> {
    const { slack } = telling.row;
    if (slack === undefined) throw new TransientError('person-not-resolved', waitOf(telling));

    const posted = await (await clientFor(slack)).post(slack.user, messageFor(telling, await behaviour()));
    return { ...slack, posted };
  }

  async function update(telling: Telling): Promise<void> {
    const { slack } = telling.row;
    if (slack?.posted === undefined) throw new PermanentError('message-not-known');

    await (await clientFor(slack)).update(slack.posted, messageFor(telling, await behaviour()));
  }

  async function clientFor({ team }: SlackMessage) {
    const connection = (await connections.all()).connections.find((each) => each.team === team);
    if (connection === undefined || !isUsable(connection)) throw new PermanentError('not-connected');
    return clientOf(connection);
  }

  return { post, update };
}

/** How long to wait before the person can be looked up, where Slack said. */
function waitOf({ row, people }: Telling): { retryAfterMs?: number } {
  const { recipient } = row;
  const reach = recipient === undefined || isExternal(recipient) ? undefined : people.get(recipient)?.slack;
  return reach?.type === 'unresolved' ? { retryAfterMs: reach.retryAfterMs } : {};
}

function messageFor(telling: Telling, behaviour: SlackBehaviour): Message {
  const { approval, sequence, row, people } = telling;
  const { step, round, topic, key } = row;
  if (row.kind === 'reminder') return renderReminder({ approval, step, people });
  if (topic !== undefined) {
    const mayRemind = behaviour.actWithoutLogin && behaviour.actionButtons && row.recipient === approval.requester;
    return renderNotice({ approval, step, people, topic, ...(mayRemind ? { token: key } : {}) });
  }
  const recipient = recipientOf(telling);
  return renderRequest({ approval, sequence, people, step, round, recipient, token: key, behaviour });
}

function recipientOf({ row }: Telling) {
  if (row.recipient === undefined) throw new TypeError(`notification ${row.key} has nobody to tell`);
  return row.recipient;
}
