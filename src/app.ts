import { createEngine } from './app/engine';
import { createPeople } from './app/people';
import { createSlackBridge } from './app/slack';
import { createSlackHealth } from './app/slack-health';
import { createTasks } from './app/tasks';
import { createConfluence } from './atlassian/confluence';
import { createJira } from './atlassian/jira';
import type { Config } from './config';
import { createMailApi } from './email/mail-api';
import { createMailSettings } from './email/mail-settings';
import { createLinkKey } from './external/link-key';
import type { Directory } from './identity/directory';
import { createOwnSettings } from './notifications/digest/settings';
import { loadWallClock } from './notifications/digest/wall-clock';
import { createPreferences } from './notifications/preferences';
import { createNotificationStore } from './notifications/store';
import type { Ports } from './ports';
import type { SlackTeamId } from './shared/brand';
import { lazily } from './shared/lazily';
import { createSlackClient } from './slack/client';
import { createConnections } from './slack/connections';
import { createPacing } from './slack/rate-pacing';
import { createReply } from './slack/reply';

/**
 * The composition root: every part is made here, once, and slices meet nowhere else. An app lives as long as one
 * invocation, since Forge may run the next one in the same process for another tenant. What a click in Slack does not
 * need is loaded where it is needed, since Slack waits three seconds, also for a process that has just begun.
 */
export function createApp(ports: Ports, config: Config) {
  const { store, clock, log, http } = ports;

  const jira = createJira(ports.jira);
  const confluence = createConfluence(ports.confluence);
  const connections = createConnections(ports);
  const pacing = createPacing(ports);
  const client = (token: string, team?: SlackTeamId) =>
    createSlackClient({ http, apiUrl: config.slackApiUrl, pacing }, token, team);
  const reply = createReply({ http, log, origins: config.slackResponseOrigins });

  const rows = createNotificationStore(store);
  const mailSettings = createMailSettings(ports);
  const mail = createMailApi({ http, settings: mailSettings });

  // The owner of a connection is looked up as anybody is, and whatever is looked up is watched: each needs the other.
  const find: Directory['find'] = (ids, prefer) => directory.find(ids, prefer);
  const slackHealth = createSlackHealth(ports, { connections, client, find, jira, mail });
  const { health, clientOf } = slackHealth;
  const people = createPeople(ports, { jira, connections, clientOf, rows });
  const { profiles, directory } = people;
  const engine = createEngine(ports, { jira, confluence, profiles });
  const preferences = createPreferences(ports);
  const ownSettings = createOwnSettings({ clock, preferences, loadWallClock });

  const linkKey = createLinkKey(ports);

  const bridge = createSlackBridge(ports, {
    engine,
    rows,
    directory,
    connections,
    clientOf,
    reply,
    linkOf: people.trust.linkOf,
    accountOf: people.trust.accountOf,
    standingOf: people.trust.standingOf,
    linkCode: (team, user) => people.codes.issue({ team, user }),
    connectionChanged: health.heard,
    preferences: ownSettings,
  });

  const telling = lazily(async () => {
    const { createTelling } = await import(/* webpackMode: "eager" */ './app/telling');
    const slackParts = { connections, clientOf, pacing };
    const parts = { engine, jira, rows, directory, ...slackParts, mail, linkKey, preferences };
    return createTelling(ports, parts);
  });
  const digests = lazily(async () => {
    const { createDigesting } = await import(/* webpackMode: "eager" */ './app/digest');
    const { allAskedOf } = bridge;
    const ways = { directory, connections, clientOf, jira, mail };
    return createDigesting(ports, { engine, preferences, profiles, ...ways, allAskedOf, pageUrl: people.pageUrl });
  });
  const connecting = lazily(async () => {
    const { createSlackConnecting } = await import(/* webpackMode: "eager" */ './app/slack-desk');
    return createSlackConnecting(ports, { ...slackHealth, config, connections, client, find });
  });
  const desk = lazily(async () => {
    const { createDesk } = await import(/* webpackMode: "eager" */ './app/desk');
    const { desk: slack, places } = await connecting();
    const products = { engine, jira, confluence };
    const slackParts = { connections, slack, places };
    return createDesk(ports, { people, ...products, ...slackParts, rows, mail, mailSettings, ownSettings });
  });
  const outside = lazily(async () => {
    const { createOutside } = await import(/* webpackMode: "eager" */ './app/outside');
    return createOutside(ports, { engine, jira, profiles, linkKey });
  });

  return {
    desk,
    outside,
    connecting,
    slack: bridge,
    ...createTasks({ ports, engine, telling, rows, bridge, preferences, digests }),
  };
}

export type App = ReturnType<typeof createApp>;
