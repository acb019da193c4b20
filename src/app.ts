import { createDesk } from './app/desk';
import { createEngine } from './app/engine';
import { createPeople } from './app/people';
import { createSlackBridge } from './app/slack';
import { createSlackConnecting } from './app/slack-desk';
import { createTasks } from './app/tasks';
import { createTelling } from './app/telling';
import { createGate } from './approvals/gate';
import { createConfluence } from './atlassian/confluence';
import { createJira } from './atlassian/jira';
import { createActions } from './automation/actions';
import { createApi } from './automation/api';
import { createApiTokens } from './automation/api-token';
import { createOperations } from './automation/operations';
import type { Config } from './config';
import { createMailApi } from './email/mail-api';
import { createMailSettings } from './email/mail-settings';
import { createExternalPage } from './external/handle';
import { createLinkKey } from './external/link-key';
import { createLinkMaker } from './external/link-maker';
import { createPreferences } from './notifications/preferences';
import { createNotificationStore } from './notifications/store';
import type { Ports } from './ports';
import type { AccountId, SlackTeamId } from './shared/brand';
import { createSlackClient } from './slack/client';
import { createConnections } from './slack/connections';
import { createPacing } from './slack/rate-pacing';
import { createReply } from './slack/reply';
import type { SubjectKey } from './subjects/core/model';

/**
 * The composition root: every part is made here, once, and slices meet nowhere else. An app lives as long as one
 * invocation, since Forge may run the next one in the same process for another tenant.
 */
export function createApp(ports: Ports, config: Config) {
  const { store, clock, correlation, log, http } = ports;

  const jira = createJira(ports.jira);
  const confluence = createConfluence(ports.confluence);
  const connections = createConnections(ports);
  const pacing = createPacing(ports);
  const client = (token: string, team?: SlackTeamId) =>
    createSlackClient({ http, apiUrl: config.slackApiUrl, pacing }, token, team);
  const reply = createReply({ http, log, origins: config.slackResponseOrigins });

  const rows = createNotificationStore(store);
  const people = createPeople(ports, { jira, connections, client, rows });
  const { profiles, directory } = people;
  const engine = createEngine(ports, { jira, confluence, profiles });
  const { approvals, definitions, subjects, storedOn } = engine;
  const preferences = createPreferences(ports);

  const mailSettings = createMailSettings(ports);
  const mail = createMailApi({ http, settings: mailSettings });
  const linkKey = createLinkKey(ports);
  const linkFor = createLinkMaker({ key: linkKey.load, pageUrl: () => ports.webTriggerUrl('external-approval') });

  const connecting = createSlackConnecting(ports, { config, connections, client, directory, jira, mail });
  const { clientOf } = connecting;

  const telling = createTelling(ports, {
    engine,
    jira,
    rows,
    directory,
    connections,
    clientOf,
    mail,
    linkFor,
    preferences,
  });

  const readSubject = (subject: SubjectKey) => subjects.read(subject);
  const readAsCaller = async (subject: SubjectKey) => subjects.load(subject, await jira.siteUrl());
  const isActive = async (id: AccountId) => (await profiles.load([id])).get(id)?.active === true;
  const namesOf = async (ids: readonly AccountId[]) =>
    new Map([...(await profiles.load(ids))].map(([id, { name }]) => [id, name]));

  const tokens = createApiTokens(ports);
  const operations = createOperations({
    definitions,
    begin: approvals.begin,
    load: approvals.load,
    approvalsOf: storedOn,
    handle: approvals.handle,
    isActive,
    correlation,
  });
  const externalPage = createExternalPage({
    key: linkKey.load,
    load: approvals.load,
    handle: approvals.handle,
    contentOf: subjects.contentOf,
    names: namesOf,
    now: clock.now,
    correlation,
    log,
  });
  const gate = createGate({
    findWorkItem: async (key) => (await readSubject({ kind: 'work-item', id: key }))?.subject,
    storedOn,
    nameOf: async (id) => (await definitions.load(id))?.name,
  });

  const bridge = createSlackBridge(ports, {
    engine,
    rows,
    directory,
    connections,
    clientOf,
    reply,
    linkOf: people.trust.linkOf,
    mayAct: people.trust.mayAct,
    linkCode: (team, user) => people.codes.issue({ team, user }),
    connectionChanged: connecting.health.heard,
    preferences,
  });

  const tasks = createTasks({ ports, engine, relay: telling.relay, rows, bridge });
  const { userApi, adminApi } = createDesk(ports, {
    people,
    engine,
    jira,
    confluence,
    connections,
    slack: connecting.desk,
    rows,
    mail,
    mailSettings,
    tokens,
  });

  return {
    userApi,
    adminApi,
    slack: bridge,
    slackOauth: connecting.oauthCallback,
    externalPage,
    approvalsApi: createApi({ tokens, operations, read: readSubject, correlation, log }),
    automation: createActions({ operations, read: readAsCaller, isAdmin: jira.isAdmin, correlation }),
    gate,
    ...tasks,
    daily: connecting.health.remindOwners,
    runDelivery: telling.delivery.runTask,
  };
}

export type App = ReturnType<typeof createApp>;
