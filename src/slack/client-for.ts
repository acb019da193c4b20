import type { SlackTeamId } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import type { Connection, Connections } from './connections';
import { isUsable } from './connections/model';

/** The client of a workspace that works; without one nothing can be asked of it or told there. */
export function createClientFor<Client>({
  connections,
  clientOf,
}: {
  connections: Pick<Connections, 'all'>;
  clientOf: (connection: Connection) => Client;
}) {
  return async function clientFor(team: SlackTeamId): Promise<Client> {
    const connection = (await connections.all()).connections.find((each) => each.team === team);
    if (connection === undefined || !isUsable(connection)) throw new PermanentError('not-connected');
    return clientOf(connection);
  };
}
