import { explain } from '../approvals/explain';
import type { Jira } from '../atlassian/jira';
import type { MailApi } from '../email/mail-api';
import { createEmailSurface } from '../email/surface';
import type { LinkFor } from '../external/link-maker';
import type { Directory } from '../identity/directory';
import { createRelay } from '../ledger/relay';
import { effectsOf } from '../notifications/core/plan';
import type { Telling } from '../notifications/core/surfaces';
import { createDelivery } from '../notifications/deliver';
import type { PreferenceStore } from '../notifications/preferences';
import type { NotificationStore } from '../notifications/store';
import type { Ports } from '../ports';
import type { ApprovalId } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import type { SlackClient } from '../slack/client';
import type { Connection, Connections } from '../slack/connections';
import { createSlackSurface } from '../slack/surface';
import type { Engine } from './engine';

type Parts = {
  engine: Engine;
  jira: Jira;
  rows: NotificationStore;
  directory: Directory;
  connections: Connections;
  clientOf: (connection: Connection) => SlackClient;
  mail: MailApi;
  linkFor: LinkFor;
  preferences: PreferenceStore;
};

/** How what happened reaches people and products: the relay, the rows, and a way out for each thing to do. */
export function createTelling(ports: Ports, parts: Parts) {
  const { engine, jira, rows, directory, connections, clientOf, mail, linkFor, preferences } = parts;
  const { approvals, subjects, upkeep } = engine;

  async function loadSnapshot(id: ApprovalId) {
    const stored = await approvals.load(id);
    return stored === undefined ? undefined : { approval: stored.state, sequence: stored.sequence };
  }

  async function effect(telling: Telling, mayExist: boolean): Promise<void> {
    const what = effectsOf(telling.approval)[telling.row.round];
    if (what === undefined) throw new PermanentError('outcome-taken-back');
    await subjects.effect(telling, what, mayExist);
  }

  const delivery = createDelivery({
    ...ports,
    rows,
    people: directory,
    preferences,
    loadSnapshot,
    surfaces: {
      ...createSlackSurface({
        connections,
        clientOf,
        behaviour: async () => (await connections.all()).settings,
      }),
      email: createEmailSurface({ jira, mail, linkFor, mentionOnPage: subjects.mention }),
      comment: subjects.comment,
      property: subjects.property,
      effect,
    },
  });
  const relay = createRelay({
    records: approvals.records,
    explain,
    log: ports.log,
    prepare: upkeep.prepare,
    handOn: ({ state, sequence }, owed) => delivery.tell({ approval: state, sequence }, owed),
  });

  return { delivery, relay };
}
