import type { Jira } from '../atlassian/jira';
import type { Config } from '../config';
import type { MailApi } from '../email/mail-api';
import type { Directory } from '../identity/directory';
import type { Ports } from '../ports';
import type { AccountId, SlackTeamId } from '../shared/brand';
import { html } from '../shared/html';
import type { SlackClient } from '../slack/client';
import { exchangeCode } from '../slack/client-oauth';
import type { Connection, Connections } from '../slack/connections';
import { createSlackDesk } from '../slack/connections/desk';
import { createConnectionHealth } from '../slack/health';
import { createOAuth } from '../slack/oauth';
import { createSelfCheck } from '../slack/self-check';

type Parts = {
  config: Config;
  connections: Connections;
  client: (token: string, team?: SlackTeamId) => SlackClient;
  directory: Directory;
  jira: Jira;
  mail: MailApi;
};

/** The workspaces: how they are connected, whether they work, and what administrators do with them. */
export function createSlackConnecting(ports: Ports, { config, connections, client, directory, jira, mail }: Parts) {
  const { clock, log, http, webTriggerUrl } = ports;
  const plainClientOf = ({ botToken, team }: Connection) => client(botToken, team);

  const oauth = createOAuth({
    ...ports,
    connections,
    authorizeUrl: config.slackAuthorizeUrl,
    redirectUrl: () => webTriggerUrl('slack-oauth'),
    exchange: (code) => exchangeCode({ http, apiUrl: config.slackApiUrl }, code),
    clientOf: client,
  });
  const health = createConnectionHealth({ clock, log, connections, clientOf: plainClientOf, tellOwner });

  /** By mail where one is set up; the settings page shows it in any case. */
  async function tellOwner(owner: AccountId, connection: Connection): Promise<void> {
    const address = (await mail.isConfigured()) ? (await jira.emails([owner])).get(owner) : undefined;
    if (address === undefined || address === '') return log.warn('owner-not-told', { account: owner });
    const text = `Baton can no longer reach the Slack workspace ${connection.name}. People get e-mail instead. Open Baton’s settings in Jira, section Slack, and connect it again.`;
    await mail.send({
      to: address,
      subject: `Baton is no longer connected to ${connection.name}`,
      text,
      html: html`<p>${text}</p>`.markup,
      idempotencyKey: `connection-${connection.team}-${clock.now()}`,
    });
  }

  async function mappingOf(account: AccountId, { team }: Connection) {
    const reach = (await directory.find([account])).get(account)?.slack;
    if (reach?.type === 'user' && reach.team === team) return { type: 'user', user: reach.user } as const;
    return { type: 'nobody', because: reach?.type === 'none' ? reach.reason : 'no-slack-user' } as const;
  }

  /** Whatever a call through a connection is refused with is looked into. */
  const clientOf = (connection: Connection): SlackClient => health.watch(connection, plainClientOf(connection));

  const desk = createSlackDesk({
    clock,
    connections,
    oauth,
    addresses: async () => {
      const [interactions, events, commands, redirect] = await Promise.all([
        webTriggerUrl('slack-interactions'),
        webTriggerUrl('slack-events'),
        webTriggerUrl('slack-commands'),
        webTriggerUrl('slack-oauth'),
      ]);
      return { interactions, events, commands, oauth: redirect };
    },
    clientOf: plainClientOf,
    whoAmI: (token) => client(token).whoAmI(),
    selfCheck: createSelfCheck({ clientOf, mappingOf }),
  });

  return { desk, oauthCallback: oauth.callback, health, clientOf };
}
