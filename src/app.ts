import * as z from 'zod';
import { createAdminApi } from './admin/admin-api';
import { createPresentation } from './admin/present';
import { createUserApi } from './admin/user-api';
import { createApprovals } from './approvals/approvals';
import { commentsOf } from './approvals/comments';
import { createDefinitions } from './approvals/definitions';
import { explain } from './approvals/explain';
import { createApprovalQueries } from './approvals/store';
import { createJira } from './atlassian/jira';
import type { Config } from './config';
import { createEmailSurface } from './email/surface';
import { createDirectory } from './identity/directory';
import { createAudit } from './ledger/audit';
import { createRelay } from './ledger/relay';
import { createSweep } from './ledger/sweep';
import { createDelivery } from './notifications/deliver';
import { approvalOfToken, createNotificationStore } from './notifications/store';
import { reasonText } from './notifications/words';
import type { Ports } from './ports';
import type { ApprovalId } from './shared/brand';
import { inParallel } from './shared/parallel';
import { parseOrThrow } from './shared/parse';
import { createClicks } from './slack/clicks';
import { createSlackClient } from './slack/client';
import { createConnections } from './slack/connections';
import { createInteractions } from './slack/interactions';
import { createReply } from './slack/reply';
import { createSlackSurface } from './slack/surface';
import { refusedText } from './slack/words';
import { parseQueuedEvent, parseSubjectEvent } from './subjects/product-event';
import { createWorkItems } from './subjects/work-item';

/** A kick that has not worked by then was lost. */
const LOST_KICK_MS = 30_000;
const WORDS = { reason: reasonText };
const relayTask = z.object({ id: z.string() });

/**
 * The composition root: every part is made here, once, and slices meet nowhere else. An app lives as long as one
 * invocation, since Forge may run the next one in the same process for another tenant.
 */
export function createApp(ports: Ports, config: Config) {
  const { store, clock, correlation, queue, log, http } = ports;

  const jira = createJira(ports.jira);
  const connections = createConnections(ports);
  const client = (token: string) => createSlackClient({ http, apiUrl: config.slackApiUrl }, token);
  const reply = createReply({ http, log, origins: config.slackResponseOrigins });

  const approvals = createApprovals(ports);
  const queries = createApprovalQueries(store);
  const definitions = createDefinitions(ports);
  const audit = createAudit(ports);
  const rows = createNotificationStore(store);

  const directory = createDirectory({ store, clock, log, jira, slack: slackLookup });
  const workItems = createWorkItems({
    jira,
    newestOf: async (subject) => (await queries.ofSubject(subject, 1))[0]?.state,
  });
  const slackSurface = createSlackSurface({ connections, clientOf: ({ botToken }) => client(botToken) });
  const delivery = createDelivery({
    ...ports,
    rows,
    people: directory,
    loadSnapshot,
    surfaces: {
      ...slackSurface,
      email: createEmailSurface({ jira }),
      comment: workItems.comment,
      property: workItems.property,
    },
  });
  const relay = createRelay({
    records: approvals.records,
    explain,
    log,
    handOn: ({ state, sequence }, owed) =>
      delivery.tell(
        { approval: state, sequence },
        owed.map(({ event }) => event),
      ),
  });
  const sweepUp = createSweep(ports);

  async function slackLookup() {
    const connection = await connections.current();
    if (connection === undefined) return undefined;
    return { team: connection.team, userByEmail: client(connection.botToken).userByEmail };
  }

  async function loadSnapshot(id: ApprovalId) {
    const stored = await approvals.load(id);
    return stored === undefined ? undefined : { approval: stored.state, sequence: stored.sequence };
  }

  const userApi = createUserApi({
    correlation,
    subjectOf: ({ issueId, siteUrl }) => workItems.load(issueId, siteUrl),
    approvalsOf: (subject) => queries.ofSubject(subject),
    load: approvals.load,
    begin: approvals.begin,
    handle: approvals.handle,
    definitions,
    present: createPresentation({
      requestsOf: rows.requestsOf,
      commentsOf: (stored) => commentsOf(stored, audit.read),
      words: WORDS,
    }),
    slackConnected: async () => (await connections.current()) !== undefined,
  });

  const adminApi = createAdminApi({
    isAdmin: jira.isAdmin,
    interactivityUrl: () => ports.webTriggerUrl('slack-interactions'),
    workspace: connections.current,
    async connect(botToken, signingSecret) {
      const found = await client(botToken).whoAmI();
      return connections.connect({ ...found, botToken }, signingSecret);
    },
    definitions,
    notifications: rows.list,
    words: WORDS,
  });

  const clicks = createClicks({
    clock,
    correlation,
    log,
    read: readClicked,
    replaceRow: rows.replace,
    handle: approvals.handle,
    enqueue: approvals.enqueue,
    refreshRow: ({ key, approvalId }) => queue.push('delivery', { approvalId, rows: [key] }),
  });

  const slackInteraction = createInteractions({ clock, log, connections, reply, findMessage: clicks.find });

  async function readClicked(token: string) {
    const id = approvalOfToken(token);
    if (id === undefined) return undefined;

    const found = await store.getMany([rows.ref(token), { entity: 'approval', key: id }]);
    if (!found.has(token) || !found.has(id)) return undefined;
    return { row: rows.parse(token, found.get(token)), stored: approvals.records.parse(found.get(id)) };
  }

  /** A trigger only parses and stores; the work itself is done from the queue. */
  async function productEvent(payload: unknown): Promise<void> {
    const event = parseSubjectEvent(payload);
    if (event.type === 'unsupported') return log.info('event-ignored', { eventType: event.eventType });
    await queue.push('commands', { ...event });
  }

  async function runCommand(task: unknown): Promise<void> {
    const deleted = parseQueuedEvent(task);
    if (deleted !== undefined) return cancelAllOn(deleted);

    const { result, replyTo } = await approvals.runTask(task);
    if (!result.ok) await reply(replyTo, refusedText(result.error));
  }

  async function cancelAllOn({ id, dedupeKey }: { id: string; dedupeKey: string }): Promise<void> {
    const started = await queries.idsOfSubject({ kind: 'work-item', id });
    await inParallel(4, started, (each) => {
      const command = { id: dedupeKey, correlation };
      return approvals.handle(each, { type: 'cancel', by: { type: 'system' }, reason: 'subject-deleted' }, command);
    });
  }

  async function runRelay(task: unknown): Promise<void> {
    await relay.run(parseOrThrow(relayTask, task, 'relay task').id);
  }

  async function sweep(): Promise<void> {
    await sweepUp({
      name: 'owed-events',
      graceMs: LOST_KICK_MS,
      async find(before, cursor) {
        const page = await queries.owing(before, cursor);
        return { items: page.ids, cursor: page.cursor };
      },
      takeUp: approvals.kick,
    });
    await sweepUp({
      name: 'due-notifications',
      graceMs: 0,
      async find(before, cursor) {
        const page = await rows.due(before, cursor);
        return { items: page.rows, cursor: page.cursor };
      },
      takeUp: ({ key, approvalId }) => queue.push('delivery', { approvalId, rows: [key] }),
    });
  }

  return {
    userApi,
    adminApi,
    slackInteraction,
    productEvent,
    runCommand,
    runRelay,
    runDelivery: delivery.runTask,
    sweep,
  };
}

export type App = ReturnType<typeof createApp>;
