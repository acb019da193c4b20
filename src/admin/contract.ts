/**
 * What the front end may ask, and what it gets. Shapes only: both ends compile against them, and the resolver still
 * parses every payload. Instants are milliseconds since the epoch; people are Atlassian account ids, whose names the
 * front end asks of Jira as the viewer.
 */

/** An answer, or a refusal in words for the person: what is wrong and what to do next; `field` names the input. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: string; field?: string };

export type DecisionView = { kind: 'approve' | 'reject'; at: number; via: 'slack' | 'jira'; comment?: string };

/** Where a person's request stands: one row of the notification history, in short. */
export type NoticeView = {
  surface: 'slack-message' | 'email';
  status: NotificationStatus;
  reason?: string;
};

export type ApproverView = { accountId: string; decision?: DecisionView; notice?: NoticeView };

export type StepView = {
  name: string;
  state: 'waiting' | 'open' | 'approved' | 'rejected' | 'skipped';
  /** How many approvals close the step. */
  needed: number;
  approvers: readonly ApproverView[];
};

export type ApprovalView = {
  id: string;
  definitionName: string;
  state: 'pending' | 'approved' | 'rejected' | 'cancelled';
  requester: string;
  startedAt: number;
  closedAt?: number;
  steps: readonly StepView[];
  /** What the viewer may do now. */
  mayDecide: boolean;
  mayCancel: boolean;
};

export type DefinitionSummary = {
  id: string;
  name: string;
  steps: readonly { name: string; approvers: readonly string[]; quorum: 'all' | 'any' }[];
};

export type SubjectView = {
  approvals: readonly ApprovalView[];
  definitions: readonly DefinitionSummary[];
  slackConnected: boolean;
};

/** The issue panel. The work item comes from the platform's context, never from the payload. */
export type UserApi = {
  'approvals/list': () => Answer<SubjectView>;
  /** `requestId` is made once per intended start, so that a repeated call starts nothing new. */
  'approvals/start': (input: { definitionId: string; requestId: string }) => Answer<ApprovalView>;
  /** `step` is the one the person saw, so that a page left open decides nothing else; without it, the one open to them. */
  'approvals/decide': (input: {
    approvalId: string;
    step?: number;
    decision: 'approve' | 'reject';
    comment?: string;
    requestId: string;
  }) => Answer<ApprovalView>;
  'approvals/cancel': (input: { approvalId: string; requestId: string }) => Answer<ApprovalView>;
};

export type ConnectionView = { teamId: string; teamName: string; botUserId: string; connectedAt: number };

export type SlackView = {
  /** Goes into the Slack app as its interactivity request URL. */
  interactivityUrl: string;
  connection?: ConnectionView;
};

export type NotificationStatus = 'pending' | 'sending' | 'sent' | 'updated' | 'fallen-back' | 'suppressed' | 'dead';

export type NotificationView = {
  key: string;
  createdAt: number;
  kind: 'approval-request' | 'outcome-comment' | 'state-property';
  surface: 'slack-message' | 'email' | 'jira-comment' | 'jira-property';
  status: NotificationStatus;
  /** Why it did not go the straight way, in words; absent when it did. */
  reason?: string;
  attempts: number;
  /** Nobody for what is written on the work item itself. */
  recipient?: string;
  subjectKey: string;
  approvalId: string;
};

/** The settings page. Every call is refused unless the caller is a Jira administrator. */
export type AdminApi = {
  'slack/get': () => Answer<SlackView>;
  /** Kept as secrets and never shown again. */
  'slack/connect': (input: { botToken: string; signingSecret: string }) => Answer<SlackView>;
  'definitions/list': () => Answer<readonly DefinitionSummary[]>;
  'definitions/save': (input: {
    id?: string;
    name: string;
    steps: readonly { name: string; approvers: readonly string[]; quorum: 'all' | 'any' }[];
  }) => Answer<DefinitionSummary>;
  'notifications/list': (input: { status?: NotificationStatus; cursor?: string }) => Answer<{
    rows: readonly NotificationView[];
    cursor?: string;
  }>;
};
