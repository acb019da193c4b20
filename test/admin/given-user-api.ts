import { createUserApi } from '../../src/admin/user-api';
import type { Viewer } from '../../src/admin/viewer';
import type { Definition } from '../../src/approvals/core/definition';
import type { DelegationDraft, DelegationRule } from '../../src/approvals/core/delegation';
import type { Approval, Command, Refusal } from '../../src/approvals/core/model';
import type { StartRefusal } from '../../src/approvals/core/start';
import type { CommandId } from '../../src/ledger/record';
import { createOwnSettings } from '../../src/notifications/digest/settings';
import { loadWallClock } from '../../src/notifications/digest/wall-clock';
import { createPreferences } from '../../src/notifications/preferences';
import { type AccountId, toApprovalId } from '../../src/shared/brand';
import type { InputIssue } from '../../src/shared/errors';
import { err, ok } from '../../src/shared/result';
import { type Subject, type SubjectState, subjectRef } from '../../src/subjects/core/model';
import { BEN, definition, fingerprint, page, subjectState, userStep, workItem } from '../support/builders';
import { fakeClock, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { approvalOf, storedOf } from '../support/running-approvals';

export const viewer = (more: Partial<Viewer> = {}): Viewer => ({
  accountId: BEN,
  siteUrl: 'https://lighthouse.example',
  place: { kind: 'work-item', id: '10001' },
  ...more,
});
export const ON_PAGE: Viewer['place'] = { kind: 'page', id: '20001' };
export const NOWHERE: Viewer['place'] = { kind: 'nowhere' };

export const HERE = approvalOf();
export const ELSEWHERE: Approval = {
  ...approvalOf({ subject: { id: '10002', key: 'OPS-2' } }),
  id: toApprovalId('apr-2'),
};
export const ON_A_PAGE: Approval = { ...approvalOf(), subject: page(), id: toApprovalId('apr-3') };
export const RELEASE = definition({ steps: [userStep([BEN])], name: 'Release' });

export type Begun = { state: SubjectState; requester: AccountId; requestId: string; follows?: string };
export type Handled = { id: string; what: Command; command: CommandId };

type Setting = {
  readonly approvals?: readonly Approval[];
  readonly definitions?: readonly Definition[];
  /** What the product shows the viewer. */
  readonly visible?: readonly Subject[];
  readonly admin?: boolean;
  readonly refusal?: Refusal | 'not-found';
  readonly startRefusal?: StartRefusal;
  readonly rules?: readonly DelegationRule[];
  readonly delegationFaults?: readonly InputIssue[];
  readonly inbox?: readonly { readonly approval: Approval; readonly step: number }[];
};

/** Whatever would be written is written down. */
export function given(setting: Setting = {}) {
  const { approvals = [HERE, ELSEWHERE, ON_A_PAGE], definitions = [RELEASE], admin = false, rules = [] } = setting;
  const visible = setting.visible ?? [workItem(), workItem({ id: '10002', key: 'OPS-2' }), page()];
  const began: Begun[] = [];
  const handled: Handled[] = [];
  const askedAdmin: Subject[] = [];
  const saved: { whose: string; draft: DelegationDraft; by: string }[] = [];
  const lookedUpAgain: string[] = [];
  const delegationRefusal =
    setting.delegationFaults === undefined
      ? undefined
      : err({ type: 'faults' as const, faults: setting.delegationFaults });
  const find = (id: string) => approvals.find((each) => each.id === id);

  const clock = fakeClock();
  const store = createMemoryStore({ clock });

  const api = createUserApi({
    correlation: 'correlation-1',
    now: () => START,
    async loadSubject(wanted) {
      const subject = visible.find((each) => subjectRef(each) === subjectRef(wanted));
      return subject === undefined ? undefined : subjectState({ subject });
    },
    load: async (id) => [find(id)].flatMap((each) => (each === undefined ? [] : [storedOf(each)]))[0],
    async isAdminOf(subject) {
      askedAdmin.push(subject);
      return admin;
    },
    requestsOf: async () => () => undefined,
    commentsOf: async () => new Map(),
    words: { reason: (code) => code },
    approvalsOf: async (subject) =>
      approvals.filter((each) => subjectRef(each.subject) === subjectRef(subject)).map(storedOf),
    async begin(_definition, about) {
      began.push(about);
      return setting.startRefusal === undefined ? ok(storedOf(HERE)) : err(setting.startRefusal);
    },
    async handle(id, what, command) {
      handled.push({ id, what, command });
      return setting.refusal === undefined ? ok(storedOf(find(id) ?? HERE)) : err(setting.refusal);
    },
    definitions: {
      load: async (id) => definitions.find((each) => each.id === id),
      list: async () => definitions,
      forSubject: async () => definitions,
    },
    dryRun: async () => ({ automatic: { defined: false, applies: false }, steps: [], refused: 'no-step-applies' }),
    waysTo: async () => ({ where: 'direct message', to: new Map() }),
    slackConnected: async () => true,
    fingerprintOf: ({ parts }) => fingerprint(parts),
    inboxOf: async () => (setting.inbox ?? []).map(({ approval, step }) => ({ approvalId: approval.id, step })),
    byIds: async (ids) => approvals.filter(({ id }) => ids.includes(id)).map(storedOf),
    delegations: {
      rulesOf: async ([whose]) => new Map(whose === undefined ? [] : [[whose, rules]]),
      async save(whose, draft, by) {
        saved.push({ whose, draft, by });
        return delegationRefusal ?? ok(true);
      },
      remove: async (_whose, id) => (rules.some((each) => each.id === id) ? ok(true) : err({ type: 'gone' })),
    },
    async delegationsChanged(whose) {
      lookedUpAgain.push(whose);
    },
    linking: {
      ofAccounts: async () => new Map(),
      redeem: async () => err('no-such-code'),
      unlink: async () => err('not-linked'),
      workspaceNames: async () => new Map(),
    },
    ownSettings: createOwnSettings({ clock, preferences: createPreferences({ store, clock }), loadWallClock }),
  });
  return { api, began, handled, askedAdmin, saved, lookedUpAgain };
}

export const refused = (error: string, field?: string) => ({
  ok: false,
  error,
  ...(field === undefined ? {} : { field }),
});
const requestId = 'request-abc';
export const start = (more: object = {}) => ({ definitionId: 'def-1', requestId, ...more });
export const decide = (more: object = {}) => ({ approvalId: 'apr-1', decision: 'approve', requestId, ...more });
export const withdraw = (more: object = {}) => ({ approvalId: 'apr-1', requestId, ...more });
export const act = (action: object, more: object = {}) => ({ approvalId: 'apr-1', action, requestId, ...more });
