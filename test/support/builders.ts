import { decide } from '../../src/approvals/core/decide';
import type {
  Approval,
  ApprovalEvent,
  Command,
  DecisionKind,
  Definition,
  Quorum,
  Refusal,
  StepDefinition,
} from '../../src/approvals/core/model';
import { start } from '../../src/approvals/core/start';
import type { Transition } from '../../src/approvals/core/transition';
import type { Person } from '../../src/identity/core/model';
import type { Notification } from '../../src/notifications/core/model';
import {
  type AccountId,
  type Instant,
  toAccountId,
  toApprovalId,
  toDefinitionId,
  toSlackTeamId,
  toSlackUserId,
} from '../../src/shared/brand';
import type { Result } from '../../src/shared/result';
import type { Subject } from '../../src/subjects/core/model';
import { START } from './fake-ports';

export const ADA = toAccountId('ada');
export const BEN = toAccountId('ben');
export const CLEO = toAccountId('cleo');
/** Asks for the approval, and is no approver. */
export const RITA = toAccountId('rita');

export const ALL: Quorum = { type: 'all' };
export const ANY: Quorum = { type: 'any' };

export const crowd = (size: number): AccountId[] => Array.from({ length: size }, (_, n) => toAccountId(`person-${n}`));

export const workItem = (more: Partial<Subject> = {}): Subject => ({
  kind: 'work-item',
  id: '10001',
  key: 'OPS-1',
  title: 'Open the new bridge',
  url: 'https://lighthouse.example/browse/OPS-1',
  ...more,
});

export const userStep = (approvers: readonly AccountId[], quorum: Quorum = ALL, name = 'Review'): StepDefinition => ({
  type: 'user',
  name,
  approvers,
  quorum,
});

export const definition = (steps: readonly StepDefinition[], more: Partial<Definition> = {}): Definition => ({
  id: toDefinitionId('def-1'),
  version: 3,
  name: 'Change approval',
  steps,
  ...more,
});

export const startedApproval = (steps: readonly StepDefinition[] = [userStep([ADA, BEN])], at: Instant = START) =>
  start(definition(steps), { id: toApprovalId('apr-1'), subject: workItem(), requester: RITA }, at);

export const decision = (by: AccountId, kind: DecisionKind = 'approve', comment?: string): Command => ({
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

/** A history: the state after these commands, all the events, and what each command was answered. */
export type Replay = Transition & { readonly answers: readonly ('accepted' | Refusal)[] };

export function replayed(first: Transition, commands: readonly Command[], at: Instant = START): Replay {
  const events: ApprovalEvent[] = [...first.events];
  const answers: ('accepted' | Refusal)[] = [];
  let next: Approval = first.next;
  for (const command of commands) {
    const result: Result<Transition, Refusal> = decide(next, command, { at, sequence: events.length + 1 });
    answers.push(result.ok ? 'accepted' : result.error);
    if (!result.ok) continue;
    next = result.value.next;
    events.push(...result.value.events);
  }
  return { next, events, answers };
}

/** The approval after these commands. */
export const approvalAfter = (steps: readonly StepDefinition[], ...commands: readonly Command[]): Approval =>
  replayed(startedApproval(steps), commands).next;

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
