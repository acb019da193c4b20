import type {
  ChangePolicy,
  Deadline,
  Definition,
  Quorum,
  StepDefinition,
  Terms,
  Vote,
} from '../../src/approvals/core/definition';
import type { Command, DecisionKind } from '../../src/approvals/core/model';
import type { Person } from '../../src/identity/core/model';
import type { Notification } from '../../src/notifications/core/model';
import {
  type AccountId,
  type PersonId,
  toAccountId,
  toApprovalId,
  toDefinitionId,
  toExternalId,
  toSlackTeamId,
  toSlackUserId,
} from '../../src/shared/brand';
import type { Fingerprint, Subject, SubjectState } from '../../src/subjects/core/model';
import { START } from './fake-ports';

export const ADA = toAccountId('ada');
export const BEN = toAccountId('ben');
export const CLEO = toAccountId('cleo');
/** Asks for the approval, and is no approver. */
export const RITA = toAccountId('rita');
/** Saved the definition, and is no approver. */
export const OLGA = toAccountId('olga');
/** Has no Atlassian account. */
export const EVE = toExternalId('eve@partner.example');

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const ALL: Quorum = { type: 'all' };
export const ANY: Quorum = { type: 'any' };

export const crowd = (size: number): AccountId[] => Array.from({ length: size }, (_, n) => toAccountId(`person-${n}`));

export const workItem = (more: Partial<Subject> = {}): Subject => ({
  kind: 'work-item',
  id: '10001',
  key: 'OPS-1',
  title: 'Open the new bridge',
  url: 'https://lighthouse.example/browse/OPS-1',
  container: 'OPS',
  ...more,
});

export const page = (more: Partial<Subject> = {}): Subject => ({
  kind: 'page',
  id: '20001',
  key: '',
  title: 'Travel policy',
  url: 'https://lighthouse.example/wiki/spaces/HR/pages/20001',
  container: 'HR',
  ...more,
});

/** All that is read of a work item. */
export const subjectState = (more: Partial<SubjectState> = {}): SubjectState => ({
  subject: workItem(),
  facts: { project: ['OPS'], type: ['Change'], status: ['Review'] },
  involved: { reporter: RITA },
  peopleFields: {},
  content: { parts: { summary: 'Open the new bridge', description: 'On Monday.' } },
  ...more,
});

/** Of content with these parts; two are equal when their parts are. */
export const fingerprint = (
  parts: Readonly<Record<string, string>> = { summary: 'Open the new bridge', description: 'On Monday.' },
  version?: number,
): Fingerprint => ({
  digest: `digest of ${JSON.stringify(parts)}`,
  parts: Object.fromEntries(
    Object.entries(parts).map(([part, text]) => [part, { hash: `hash of ${text}`, excerpt: text.slice(0, 200) }]),
  ),
  ...(version === undefined ? {} : { version }),
});

/** Asks Ada and Ben, both of whom have to approve. */
export const step = (more: Partial<StepDefinition> = {}): StepDefinition => ({
  name: 'Review',
  together: false,
  asks: { type: 'user', people: [ADA, BEN] },
  quorum: ALL,
  allow: { requestChanges: true, abstain: true },
  comment: 'never',
  exclude: [],
  ...more,
});

export const userStep = (people: readonly AccountId[], quorum: Quorum = ALL, name = 'Review'): StepDefinition =>
  step({ name, quorum, asks: { type: 'user', people } });

/** The people of a group, who have to be looked up. */
export const groupStep = (more: Partial<StepDefinition> = {}): StepDefinition =>
  step({ asks: { type: 'group', groups: [{ id: 'g-1', name: 'reviewers' }] }, ...more });

export const externalStep = (emails: readonly string[], more: Partial<StepDefinition> = {}): StepDefinition =>
  step({ asks: { type: 'external', emails }, ...more });

/** Two options: `Yes`, and `No`, which rejects. */
export const vote = (more: Partial<Vote> = {}): Vote => ({
  options: [
    { name: 'Yes', rejects: false },
    { name: 'No', rejects: true },
  ],
  choice: 'single',
  tie: 'deadlock',
  ...more,
});

/** Due four hours after the opening of the step. */
export const deadline = (more: Partial<Deadline> = {}): Deadline => ({
  dueInMinutes: 240,
  remindBeforeMinutes: [],
  escalate: [],
  onExpiry: 'expire',
  ...more,
});

export const changePolicy = (more: Partial<ChangePolicy> = {}): ChangePolicy => ({
  onChange: 'ignore',
  parts: [],
  ignoreMinorEdits: false,
  ignoreWhitespace: false,
  ...more,
});

/** No time to think better of a decision, unless that is asked for: an outcome is settled at once. */
export const terms = (more: Partial<Terms> = {}): Terms => ({
  changes: changePolicy(),
  undoMinutes: 0,
  onApproved: [],
  onRejected: [],
  ...more,
});

export const definition = (more: Partial<Definition> = {}): Definition => ({
  id: toDefinitionId('def-1'),
  version: 3,
  name: 'Change approval',
  description: '',
  owner: OLGA,
  scope: { type: 'global' },
  steps: [step()],
  terms: terms(),
  ...more,
});

export const decision = (by: PersonId, kind: DecisionKind = 'approve', comment?: string): Command => ({
  type: 'decide',
  by,
  kind,
  via: 'slack',
  ...(comment === undefined ? {} : { comment }),
});

export const cancelBy = (accountId: AccountId): Command => ({
  type: 'cancel',
  by: { type: 'account', accountId },
  reason: 'by-requester',
});

export const SUBJECT_DELETED: Command = { type: 'cancel', by: { type: 'system' }, reason: 'subject-deleted' };

export const personInSlack = (accountId: AccountId): Person => ({
  accountId,
  slack: { type: 'user', team: toSlackTeamId('T1'), user: toSlackUserId(`U-${accountId}`) },
});

export const personOutsideSlack = (accountId: AccountId): Person => ({
  accountId,
  slack: { type: 'none', reason: 'no-slack-user' },
});

/** The request to Ada, not yet told. */
export const notification = (more: Partial<Notification> = {}): Notification => ({
  key: `apr-1:${'0'.repeat(24)}`,
  version: 1,
  kind: 'approval-request',
  approvalId: toApprovalId('apr-1'),
  subjectKey: 'OPS-1',
  step: 0,
  recipient: ADA,
  round: 0,
  asks: true,
  createdAt: START,
  progress: { status: 'pending' },
  attempts: 0,
  retryAt: START,
  shown: 0,
  wanted: 2,
  ...more,
});

export const slackMessage = (ts = '1.1'): NonNullable<Notification['slack']> => ({
  team: toSlackTeamId('T1'),
  user: toSlackUserId('U-ada'),
  posted: { channel: 'D1', ts },
});
