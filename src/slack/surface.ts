import type { SlackMessage } from '../notifications/core/model';
import type { Telling } from '../notifications/core/surfaces';
import { PermanentError, TransientError } from '../shared/errors';
import { renderRequest } from './blocks';
import type { Message, SlackClient } from './client';
import type { Connection, Connections } from './connections';

/** Requests as direct messages of the app, and their updates in place. */
export function createSlackSurface({
  connections,
  clientOf,
}: {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Pick<SlackClient, 'post' | 'update'>;
}) {
  async function post(telling: Telling): Promise<SlackMessage> {
    const { slack } = telling.row;
    if (slack === undefined) throw new TransientError('person-not-resolved', waitOf(telling));

    const posted = await (await clientFor(slack)).post(slack.user, messageFor(telling));
    return { ...slack, posted };
  }

  async function update(telling: Telling): Promise<void> {
    const { slack } = telling.row;
    if (slack?.posted === undefined) throw new PermanentError('message-not-known');

    await (await clientFor(slack)).update(slack.posted, messageFor(telling));
  }

  async function clientFor({ team }: SlackMessage) {
    const connection = (await connections.all()).connections.find((each) => each.team === team);
    if (connection === undefined) throw new PermanentError('not-connected');
    return clientOf(connection);
  }

  return { post, update };
}

/** How long to wait before the person can be looked up, where Slack said. */
function waitOf({ row, people }: Telling): { retryAfterMs?: number } {
  const reach = row.recipient === undefined ? undefined : people.get(row.recipient)?.slack;
  return reach?.type === 'unresolved' ? { retryAfterMs: reach.retryAfterMs } : {};
}

function messageFor(telling: Telling): Message {
  const { approval, sequence, row, people } = telling;
  return renderRequest({ approval, sequence, people, step: row.step, recipient: recipientOf(telling), token: row.key });
}

function recipientOf({ row }: Telling) {
  if (row.recipient === undefined) throw new TypeError(`notification ${row.key} has nobody to tell`);
  return row.recipient;
}
