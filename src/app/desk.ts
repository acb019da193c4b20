import { createAdminApi } from '../admin/admin-api';
import type { SlackDesk } from '../admin/admin-slack';
import { createUserApi } from '../admin/user-api';
import { createWaysTo } from '../admin/ways';
import { loadWorkingTime } from '../approvals/calendar';
import { commentsOf } from '../approvals/comments';
import { checkDefinition } from '../approvals/core/check-definition';
import { exportDefinition, parseDraft } from '../approvals/definition-codec';
import { fingerprintOf } from '../approvals/fingerprint';
import { GALLERY } from '../approvals/gallery';
import type { Confluence } from '../atlassian/confluence';
import type { Jira } from '../atlassian/jira';
import { createApiTokens } from '../automation/api-token';
import { createTokenAdmin } from '../automation/token-admin';
import { createMailAdmin } from '../email/mail-admin';
import type { MailApi } from '../email/mail-api';
import type { MailSettingsStore } from '../email/mail-settings';
import { createAudit } from '../ledger/audit';
import type { OwnSettings } from '../notifications/digest/settings';
import type { NotificationStore } from '../notifications/store';
import { createReasonText } from '../notifications/words';
import type { Ports } from '../ports';
import { type AccountId, isExternal } from '../shared/brand';
import type { Connections } from '../slack/connections';
import type { Places } from '../slack/connections/places';
import { remedyFor } from '../slack/remedies';
import type { Subject } from '../subjects/core/model';
import type { Engine } from './engine';
import type { PeopleParts } from './people';

type Parts = {
  engine: Engine;
  jira: Jira;
  confluence: Confluence;
  people: PeopleParts;
  connections: Connections;
  slack: SlackDesk;
  places: Places;
  rows: NotificationStore;
  mail: MailApi;
  mailSettings: MailSettingsStore;
  ownSettings: OwnSettings;
};

const WORDS = { reason: createReasonText(remedyFor) };

/** What the front ends call: the panels and pages of everybody, and the settings of administrators. */
export function createDesk(ports: Ports, parts: Parts) {
  const { engine, jira, confluence, people, connections, slack, places, rows, mail, mailSettings, ownSettings } = parts;
  const { approvals, queries, definitions, delegations, subjects, storedOn, upkeep } = engine;
  const { clock, correlation } = ports;
  const audit = createAudit(ports);

  const isAdminOf = ({ kind, container }: Subject) =>
    kind === 'page' ? confluence.isSpaceAdmin(container) : jira.isProjectAdmin(container);

  async function toldLately(cursor?: string) {
    const page = await rows.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    const told = page.rows.flatMap(({ recipient }) =>
      recipient === undefined || isExternal(recipient) ? [] : [recipient],
    );
    return { items: [...new Set(told)], cursor: page.cursor };
  }

  const shared = {
    correlation,
    now: clock.now,
    words: WORDS,
    loadSubject: subjects.load,
    dryRun: engine.dryRun,
    waysTo: createWaysTo({
      siteMode: async () => (await connections.all()).settings.delivery,
      placeOf: places.describe,
      find: people.directory.find,
      mailsOutside: mail.isConfigured,
    }),
    byIds: queries.byIds,
  };

  const userApi = createUserApi({
    ...shared,
    isAdminOf,
    fingerprintOf,
    requestsOf: rows.requestsOf,
    commentsOf: (stored) => commentsOf(stored, audit.read),
    load: approvals.load,
    approvalsOf: storedOn,
    begin: approvals.begin,
    handle: approvals.handle,
    definitions,
    slackConnected: async () => (await connections.current()) !== undefined,
    delegations,
    delegationsChanged: async (whose) => {
      const asked = await rows.inboxOf(whose);
      await upkeep.lookUpAgain([...new Set(asked.map(({ approvalId }) => approvalId))]);
    },
    inboxOf: rows.inboxOf,
    linking: {
      ofAccounts: people.links.ofAccounts,
      redeem: people.codes.redeem,
      unlink: people.links.unlink,
      workspaceNames: people.workspaceNames,
    },
    ownSettings,
  });

  const adminApi = createAdminApi({
    ...shared,
    isAdmin: jira.isAdmin,
    slack,
    places,
    definitions,
    exportDefinition,
    gallery: GALLERY,
    parseDraft,
    checkDraft: async (draft) => {
      const checked = checkDefinition(draft, await loadWorkingTime());
      return checked.ok ? [] : checked.error;
    },
    people: {
      links: people.links,
      toldLately,
      find: people.directory.find,
      workspaceNames: people.workspaceNames,
      actTrust: people.trust.actTrust,
      setActTrust: people.trust.setActTrust,
      mapping: people.mapping,
    },
    findGroups: jira.findGroups,
    projectRoles: jira.projectRoles,
    fields: jira.fields,
    findProjects: jira.findProjects,
    spaces: confluence.spaces,
    notifications: rows.list,
    stuck: () => queries.inList('stuck'),
    mail: createMailAdmin({
      settings: mailSettings,
      mail,
      addressOf: async (id: AccountId) => (await jira.emails([id])).get(id),
      correlation,
    }),
    apiToken: createTokenAdmin({ tokens: createApiTokens(ports), url: () => ports.webTriggerUrl('approvals-api') }),
  });

  return { userApi, adminApi };
}
