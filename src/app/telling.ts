import { commentsOf } from '../approvals/comments';
import { explain } from '../approvals/explain';
import type { Jira } from '../atlassian/jira';
import type { MailApi } from '../email/mail-api';
import { createEmailSurface } from '../email/surface';
import type { LinkKey } from '../external/link-key';
import { createLinkMaker } from '../external/link-maker';
import type { Directory } from '../identity/directory';
import { createAudit } from '../ledger/audit';
import { createRelay } from '../ledger/relay';
import type { Pauses } from '../notifications/bring-all';
import { changesAskedIn } from '../notifications/core/asked-changes';
import type { Site } from '../notifications/core/delivery';
import { effectsOf } from '../notifications/core/plan';
import type { Telling } from '../notifications/core/surfaces';
import { createDelivery } from '../notifications/deliver';
import type { PreferenceStore } from '../notifications/preferences';
import type { NotificationStore } from '../notifications/store';
import type { Ports } from '../ports';
import type { ApprovalId, SlackTeamId } from '../shared/brand';
import { PermanentError } from '../shared/errors';
import type { SlackClient } from '../slack/client';
import type { Connection, Connections } from '../slack/connections';
import { defaultOf, isUsable } from '../slack/connections/model';
import { createMembership } from '../slack/membership';
import type { Pacing } from '../slack/rate-pacing';
import { createSlackSurface } from '../slack/surface';
import type { Engine } from './engine';

type Parts = {
  engine: Engine;
  jira: Jira;
  rows: NotificationStore;
  directory: Directory;
  connections: Connections;
  clientOf: (connection: Connection) => SlackClient;
  pacing: Pacing;
  mail: MailApi;
  linkKey: LinkKey;
  preferences: PreferenceStore;
};

/** How what happened reaches people and products: the relay, the rows, and a way out for each thing to do. */
export function createTelling(ports: Ports, parts: Parts) {
  const { engine, jira, rows, directory, connections, clientOf, pacing, mail, linkKey, preferences } = parts;
  const { approvals, subjects, upkeep } = engine;
  const audit = createAudit(ports);
  const linkFor = createLinkMaker({ key: linkKey.load, pageUrl: () => ports.webTriggerUrl('external-approval') });

  async function loadSnapshot(id: ApprovalId) {
    const stored = await approvals.load(id);
    return stored === undefined ? undefined : { approval: stored.state, sequence: stored.sequence };
  }

  async function effect(telling: Telling, mayExist: boolean): Promise<void> {
    const what = effectsOf(telling.approval)[telling.row.round];
    if (what === undefined) throw new PermanentError('outcome-taken-back');
    await subjects.effect(telling, what, mayExist);
  }

  async function site(): Promise<Site> {
    const { connections: all, settings } = await connections.all();
    const first = defaultOf(all);
    const usable = [...all.filter((each) => each === first), ...all.filter((each) => each !== first && isUsable(each))];
    const workspaces = usable.map(({ team, defaultChannel: channel }) => ({ team, channel }));
    return { mode: settings.delivery, workspaces };
  }

  /** Who is asked for changes is told what for. */
  async function remarked(telling: Telling): Promise<Telling> {
    const { approval, row } = telling;
    const asked = row.topic === 'changes-requested' ? changesAskedIn(approval.steps[row.step]) : undefined;
    if (asked?.decision.commented !== true) return telling;
    const stored = await approvals.load(approval.id);
    const comments = stored === undefined ? undefined : await commentsOf(stored, audit.read);
    const remark = comments?.get(asked.decision.sequence);
    return remark === undefined ? telling : { ...telling, remark };
  }

  const slack = createSlackSurface({
    connections,
    clientOf,
    behaviour: async () => (await connections.all()).settings,
  });
  const email = createEmailSurface({ jira, mail, linkFor, mentionOnPage: subjects.mention });
  const delivery = createDelivery({
    ...ports,
    rows,
    site,
    people: directory,
    preferences,
    pauses: pausesOf(pacing),
    loadSnapshot,
    membersIn: createMembership({ connections, clientOf }),
    surfaces: {
      post: async (telling) => slack.post(await remarked(telling)),
      update: slack.update,
      email: async (telling) => email(await remarked(telling)),
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

export type TellingParts = ReturnType<typeof createTelling>;

const METHODS = { post: 'chat.postMessage', update: 'chat.update' } as const;

/** What Slack asked of one invocation, for all that are about to send or update messages. */
function pausesOf(pacing: Pacing): Pauses {
  const callsIn = (teams: readonly SlackTeamId[]) =>
    teams.flatMap((team) => Object.values(METHODS).map((method) => ({ method, team })));
  return {
    refs: (teams) => pacing.refs(callsIn(teams)),
    learn: (teams, values) => pacing.learn(callsIn(teams), values),
    until: (team, doing) => pacing.pausedUntil({ method: METHODS[doing], team }),
  };
}
