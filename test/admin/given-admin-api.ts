import { createAdminApi } from '../../src/admin/admin-api';
import type { SlackDesk } from '../../src/admin/admin-slack';
import type { SlackView } from '../../src/admin/contract';
import type { Deps as PlacingDeps } from '../../src/admin/placing';
import type { Approval } from '../../src/approvals/core/model';
import { exportDefinition, parseDraft } from '../../src/approvals/definition-codec';
import { GALLERY } from '../../src/approvals/gallery';
import type { Notification } from '../../src/notifications/core/model';
import { toAccountId, toDefinitionId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import type { InputIssue } from '../../src/shared/errors';
import { err, ok } from '../../src/shared/result';
import { BEN, definition, subjectState, userStep } from '../support/builders';
import { START } from '../support/fake-ports';
import { storedOf } from '../support/running-approvals';

export const URL_OF_APP = 'https://app.example/x1/slack';
export const RELEASE = definition({ steps: [userStep([BEN])], name: 'Release' });
export const ADMIN = { accountId: toAccountId('amy'), siteUrl: 'https://lighthouse.example' };

type Setting = {
  readonly admin?: boolean | Error;
  readonly gone?: boolean;
  readonly faults?: readonly InputIssue[];
  readonly archived?: boolean;
  readonly visible?: boolean;
  readonly rows?: readonly Notification[];
  readonly cursor?: string;
  readonly approvals?: readonly Approval[];
  readonly places?: PlacingDeps['places'];
};

/** What an admin call touches is written down in order. */
export function givenAdmin(setting: Setting = {}) {
  const { admin = true, gone = false, faults = [], archived = false, visible = true, rows = [], cursor } = setting;
  const did: string[] = [];
  const saved: unknown[] = [];
  const asked: unknown[] = [];
  const ran: unknown[] = [];
  const noted =
    <A extends readonly unknown[], T>(what: string, work: (...about: A) => T) =>
    async (...about: A): Promise<T> => {
      did.push(what);
      return work(...about);
    };
  const api = createAdminApi({
    isAdmin: noted('admin?', () => {
      if (admin instanceof Error) throw admin;
      return admin;
    }),
    slack: slackDesk(),
    people: {
      links: {
        list: noted('links', () => ({ links: [], cursor: undefined })),
        ofAccounts: noted('links-of', () => new Map()),
        unlink: noted('unlink', (account, by) =>
          ok({
            account,
            by,
            team: toSlackTeamId('T1'),
            user: toSlackUserId('U1'),
            trust: 'admin' as const,
            since: START,
          }),
        ),
      },
      toldLately: noted('told', () => ({ items: [], cursor: undefined })),
      find: noted('people', () => new Map()),
      workspaceNames: noted('workspaces', () => new Map()),
      actTrust: noted('trust', () => 'email-match' as const),
      setActTrust: noted('trust-set', () => undefined),
      mapping: {
        judge: noted('judge', () => ok([])),
        apply: noted('apply', () => ok([])),
        exportAll: noted('export-links', () => ''),
      },
    },
    parseDraft,
    checkDraft: async () => faults,
    definitions: {
      list: noted('list', (state) => (state === 'active' ? [RELEASE] : [])),
      find: noted('find', () =>
        gone ? undefined : { definition: RELEASE, state: archived ? ('archived' as const) : ('active' as const) },
      ),
      save: noted('save', (draft, owner) => {
        saved.push({ draft, owner });
        return gone
          ? err({ type: 'gone' as const })
          : ok({ ...draft, id: draft.id ?? toDefinitionId('def-9'), version: 1, owner });
      }),
      archive: noted('archive', () => !gone),
      restore: noted('restore', () => !gone),
    },
    exportDefinition,
    gallery: GALLERY,
    loadSubject: noted('subject', (subject, siteUrl) => {
      asked.push({ subject, siteUrl });
      return visible ? subjectState() : undefined;
    }),
    dryRun: noted('dry-run', (draft, _state, requester) => {
      ran.push({ draft, requester });
      return { automatic: { defined: false, applies: false }, steps: [] };
    }),
    waysTo: async () => ({ where: 'direct message', to: new Map() }),
    places: setting.places ?? { look: async () => ok({}), enter: async () => ok({}) },
    findGroups: noted('groups', (text) => [{ id: 'g-1', name: `like ${text}` }]),
    projectRoles: noted('roles', (project) => [{ id: '7', name: `Leads of ${project}` }]),
    fields: noted('fields', () => [
      { id: 'assignee', name: 'Assignee', type: 'user' },
      { id: 'customfield_1', name: 'Approvers', type: 'group[]' },
      { id: 'summary', name: 'Summary', type: 'string' },
    ]),
    findProjects: noted('projects', () => [{ id: '10000', key: 'SHOP', name: 'Shop' }]),
    spaces: noted('spaces', () => [
      { id: '1', key: 'HR', name: 'People' },
      { id: '2', key: 'ENG', name: 'Engineering' },
    ]),
    notifications: noted('history', (query) => {
      asked.push(query);
      return { rows, cursor };
    }),
    byIds: noted('by-ids', (ids) => (setting.approvals ?? []).filter(({ id }) => ids.includes(id)).map(storedOf)),
    stuck: noted('stuck', () => (setting.approvals ?? []).map(storedOf)),
    words: { reason: (code) => `because of ${code}` },
    mail: {
      get: noted('mail', () => ({ ok: true, value: { configured: false } })),
      save: noted('mail-save', () => ({ ok: true, value: { configured: false } })),
      test: noted('mail-test', (to) => ({ ok: true, value: { sentTo: to } })),
    },
    apiToken: {
      get: noted('token', () => ({ ok: true, value: { url: URL_OF_APP } })),
      create: noted('token-create', (by) => ({ ok: true, value: { url: URL_OF_APP, secret: `of ${by}` } })),
      revoke: noted('token-revoke', () => ({ ok: true, value: { url: URL_OF_APP } })),
    },
  });
  return { api, did, saved, asked, ran };

  /** Parses nothing; what it does is the desk's own to show. */
  function slackDesk(): SlackDesk {
    const shown = noted('slack', () => ({ ok: true as const, value: NO_SLACK }));
    return {
      'slack/get': shown,
      'slack/save-app': shown,
      'slack/replace-signing-secret': shown,
      'slack/save-settings': shown,
      'slack/end-overlap': shown,
      'slack/begin': noted('slack', () => ({
        ok: true,
        value: { url: '', attempt: 'a', token: 't', expiresAt: START },
      })),
      'slack/attempt': noted('slack', () => ({ ok: true, value: { state: 'waiting' } })),
      'slack/claim': shown,
      'slack/connect': shown,
      'slack/rename': shown,
      'slack/set-default': shown,
      'slack/delete': shown,
      'slack/check': noted('slack', () => ({ ok: true, value: { lines: [] } })),
      'slack/channels': noted('slack', () => ({ ok: true, value: { channels: [], complete: true } })),
      'slack/check-channel': noted('slack', () => ({ ok: true, value: CHANNEL })),
      'slack/set-channel': shown,
    };
  }
}

const NO_SLACK: SlackView = {
  manifest: { yaml: '', json: '', createUrl: '' },
  scopes: [],
  signingSecrets: [],
  connections: [],
  most: 10,
  settings: { actWithoutLogin: true, actionButtons: true, delivery: 'direct' },
  warnings: [],
};
const CHANNEL = { id: 'C1', name: 'releases', kind: 'public' as const, joins: false };

/** Without what only the site knows of it. */
export function formOf(more: object = {}): Record<string, unknown> {
  const { id: _, version: __, owner: ___, ...form } = RELEASE;
  return { ...form, ...more };
}
