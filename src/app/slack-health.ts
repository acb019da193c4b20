import type { Jira } from '../atlassian/jira';
import type { MailApi } from '../email/mail-api';
import type { Directory } from '../identity/directory';
import type { Ports } from '../ports';
import type { SlackTeamId } from '../shared/brand';
import type { SlackClient } from '../slack/client';
import type { Connection, Connections } from '../slack/connections';
import { createConnectionHealth } from '../slack/health';
import { createWayToOwner } from './owner';

type Parts = {
  connections: Connections;
  client: (token: string, team?: SlackTeamId) => SlackClient;
  find: Directory['find'];
  jira: Jira;
  mail: MailApi;
};

/** Whether the workspaces can be reached, as seen by every call that is made through them. */
export function createSlackHealth({ clock, log }: Ports, { connections, client, find, jira, mail }: Parts) {
  const plainClientOf = ({ botToken, team }: Connection) => client(botToken, team);
  const wayToOwner = createWayToOwner({ clock, connections, clientOf: (each) => clientOf(each), find, jira, mail });
  const health = createConnectionHealth({ clock, log, connections, clientOf: plainClientOf, wayToOwner });

  /** Whatever a call through a connection is refused with is looked into. */
  const clientOf = (connection: Connection): SlackClient => health.watch(connection, plainClientOf(connection));

  return { health, clientOf, plainClientOf };
}

export type SlackHealth = ReturnType<typeof createSlackHealth>;
