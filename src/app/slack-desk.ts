import type { Config } from '../config';
import type { Directory } from '../identity/directory';
import { createReasonText } from '../notifications/words';
import type { Ports } from '../ports';
import type { AccountId, SlackTeamId } from '../shared/brand';
import type { SlackClient } from '../slack/client';
import { exchangeCode } from '../slack/client-oauth';
import type { Connection, Connections } from '../slack/connections';
import { createSlackDesk } from '../slack/connections/desk';
import { createPlaces } from '../slack/connections/places';
import { createOAuth } from '../slack/oauth';
import { remedyFor } from '../slack/remedies';
import { createSelfCheck, type Mapping } from '../slack/self-check';
import type { SlackHealth } from './slack-health';

type Parts = SlackHealth & {
  config: Config;
  connections: Connections;
  client: (token: string, team?: SlackTeamId) => SlackClient;
  find: Directory['find'];
};

const reasonText = createReasonText(remedyFor);

/** How workspaces are connected, and what administrators do with them. */
export function createSlackConnecting(ports: Ports, parts: Parts) {
  const { config, connections, client, find, health, clientOf, plainClientOf } = parts;
  const { clock, http, webTriggerUrl } = ports;

  const oauth = createOAuth({
    ...ports,
    connections,
    authorizeUrl: config.slackAuthorizeUrl,
    redirectUrl: () => webTriggerUrl('slack-oauth'),
    exchange: (code) => exchangeCode({ http, apiUrl: config.slackApiUrl }, code),
    clientOf: client,
    connected: health.lookAt,
  });

  async function mappingOf(account: AccountId, { team }: Connection): Promise<Mapping> {
    const reach = (await find([account], team)).get(account)?.slack;
    if (reach === undefined || reach.type === 'unresolved') return { type: 'unanswered' };
    if (reach.type === 'user' && reach.team === team) return { type: 'user', user: reach.user };
    return { type: 'nobody', because: reasonText(reach.type === 'none' ? reach.reason : 'no-slack-user') };
  }

  async function addresses() {
    const [interactions, events, commands, redirect] = await Promise.all([
      webTriggerUrl('slack-interactions'),
      webTriggerUrl('slack-events'),
      webTriggerUrl('slack-commands'),
      webTriggerUrl('slack-oauth'),
    ]);
    return { interactions, events, commands, oauth: redirect };
  }

  const desk = createSlackDesk({
    clock,
    connections,
    oauth,
    addresses,
    clientOf: plainClientOf,
    whoAmI: (token) => client(token).whoAmI(),
    selfCheck: createSelfCheck({ clientOf, mappingOf }),
  });

  async function daily(): Promise<void> {
    await health.remindOwners();
    await oauth.giveBack();
  }

  return { desk, places: createPlaces({ connections, clientOf: plainClientOf }), callback: oauth.callback, daily };
}
