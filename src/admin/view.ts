import { openStepOf } from '../approvals/core/decide';
import type { Approval, Approver, Definition, Step } from '../approvals/core/model';
import { tally } from '../approvals/core/quorum';
import type { Notification } from '../notifications/core/model';
import type { AccountId } from '../shared/brand';
import type { ApprovalView, ApproverView, DefinitionSummary, NoticeView, NotificationView, StepView } from './contract';

export type Words = { reason(code: string): string };

/** Everything around an approval that its record does not carry. */
export type Around = {
  readonly viewer: AccountId;
  /** The request to this person in this step, as far as one was made. */
  noticeOf(step: number, accountId: AccountId): Notification | undefined;
  /** The comment of the decision that bears this sequence. */
  commentOf(sequence: number): string | undefined;
  readonly words: Words;
};

export function toApprovalView(approval: Approval, around: Around): ApprovalView {
  const pending = approval.status === 'pending';
  return {
    id: approval.id,
    definitionName: approval.definition.name,
    state: approval.status,
    requester: approval.requester,
    startedAt: approval.startedAt,
    ...(approval.status === 'pending' ? {} : { closedAt: approval.closedAt }),
    steps: approval.steps.map((step, index) => toStepView(step, index, around)),
    mayDecide: openStepOf(approval, around.viewer).ok,
    mayCancel: pending && approval.requester === around.viewer,
  };
}

function toStepView(step: Step, index: number, around: Around): StepView {
  return {
    name: step.name,
    state: step.status,
    needed: tally(step.quorum, step.approvers).needed,
    approvers: step.approvers.map((approver) => toApproverView(approver, index, around)),
  };
}

function toApproverView({ accountId, decision }: Approver, step: number, around: Around): ApproverView {
  const row = around.noticeOf(step, accountId);
  const comment = decision?.commented ? around.commentOf(decision.sequence) : undefined;
  return {
    accountId,
    ...(row === undefined ? {} : { notice: toNotice(row, around.words) }),
    ...(decision === undefined
      ? {}
      : {
          decision: {
            kind: decision.kind,
            at: decision.at,
            via: decision.via,
            ...(comment === undefined ? {} : { comment }),
          },
        }),
  };
}

function toNotice(row: Notification, words: Words): NoticeView {
  const reason = reasonOf(row, words);
  return {
    surface: isMailed(row) ? 'email' : 'slack-message',
    status: statusOf(row),
    ...(reason === undefined ? {} : { reason }),
  };
}

export function toNotificationView(row: Notification, words: Words): NotificationView {
  const reason = reasonOf(row, words);
  return {
    key: row.key,
    createdAt: row.createdAt,
    kind: row.kind,
    surface: surfaceOf(row),
    status: statusOf(row),
    ...(reason === undefined ? {} : { reason }),
    attempts: row.attempts,
    ...(row.recipient === undefined ? {} : { recipient: row.recipient }),
    subjectKey: row.subjectKey,
    approvalId: row.approvalId,
  };
}

function surfaceOf(row: Notification): NotificationView['surface'] {
  if (row.kind === 'outcome-comment') return 'jira-comment';
  if (row.kind === 'state-property') return 'jira-property';
  return isMailed(row) ? 'email' : 'slack-message';
}

const isMailed = ({ progress }: Notification) =>
  progress.status === 'fallen-back' || (progress.status === 'pending' && progress.fallback !== undefined);

const statusOf = ({ progress, claim }: Notification) =>
  progress.status === 'pending' && claim !== undefined ? 'sending' : progress.status;

function reasonOf({ progress }: Notification, words: Words): string | undefined {
  if ('reason' in progress) return words.reason(progress.reason);
  return progress.status === 'pending' && progress.fallback !== undefined ? words.reason(progress.fallback) : undefined;
}

export const toDefinitionSummary = ({ id, name, steps }: Definition): DefinitionSummary => ({
  id,
  name,
  steps: steps.map((step) => ({ name: step.name, approvers: step.approvers, quorum: step.quorum.type })),
});
