import type { DecisionKind, Outcome, Step, Via } from '../../approvals/core/model';
import type { DefinitionSummary } from './definitions';
import type { NotificationStatus } from './site';

export type DecisionView = {
  kind: DecisionKind;
  at: number;
  via: Via;
  /** Who decided in the approver's place. */
  by?: string;
  /** Names of the options voted for. */
  options?: readonly string[];
  comment?: string;
};

/** Where a person's request stands: one row of the notification history, in short. */
export type NoticeView = {
  surface: 'slack-message' | 'slack-channel' | 'email';
  status: NotificationStatus;
  reason?: string;
};

export type ApproverView = {
  id: string;
  decision?: DecisionView;
  notice?: NoticeView;
  delegates: readonly { id: string; until: number }[];
  /** Why they are no longer asked, in words. */
  left?: string;
  added?: 'by-hand' | 'escalation';
  /** Who had them asked, and why, where a person did. */
  called?: { by: string; reason: string };
};

export type StepView = {
  name: string;
  /** Runs at the same time as the step before it. */
  together: boolean;
  state: Step['status'];
  /** Who is asked, in words: `group Finance`, `field Approvers`. */
  asks: string;
  /** In words: `2 of 3 must approve`. */
  quorum: string;
  approved: number;
  /** How many approvals or votes close the step. */
  needed: number;
  approvers: readonly ApproverView[];
  excluded: readonly { id: string; because: string }[];
  vote?: {
    options: readonly { name: string; votes: number; won: boolean }[];
    choice: 'single' | 'multiple';
    moderator?: string;
    /** What happens where options are level at the end, in words. */
    tie: string;
  };
  dueAt?: number;
  /** Why it cannot go on, and what to do, in words. */
  deadlock?: string;
};

/** What the viewer may do now. */
export type MayView = {
  decide?: {
    step: number;
    kinds: readonly DecisionKind[];
    /** Kinds that need a comment. */
    explain: readonly DecisionKind[];
    /** In whose place. */
    inPlaceOf?: string;
  };
  withdraw?: { step: number; until?: number };
  resubmit?: { step: number };
  closeVote?: { step: number; tied: readonly { option: number; name: string }[] };
  remind: readonly number[];
  reassign: readonly { step: number; from: string }[];
  addTo: readonly number[];
  cancel: boolean;
  restart: boolean;
  archive: boolean;
  unarchive: boolean;
  delete: boolean;
};

export type ChangeView = { part: string; before: string; after: string };

export type ApprovalView = {
  id: string;
  definitionName: string;
  state: 'pending' | Outcome;
  outdated: boolean;
  /** What is different since it was started or decided. */
  changes: readonly ChangeView[];
  /** What was different when people were asked again. */
  askedAgain?: { at: number; changes: readonly ChangeView[] };
  /** The page's version that is decided on. */
  version?: number;
  requester: string;
  startedAt: number;
  closedAt?: number;
  /** Until then the last decision can be taken back. */
  finalAt?: number;
  validUntil?: number;
  lapsed: boolean;
  archived: boolean;
  steps: readonly StepView[];
  may: MayView;
};

export type SubjectView = {
  kind: 'work-item' | 'page';
  approvals: readonly ApprovalView[];
  definitions: readonly DefinitionSummary[];
  slackConnected: boolean;
};

export type InboxEntry = {
  approvalId: string;
  definitionName: string;
  subject: { kind: 'work-item' | 'page'; key: string; title: string; url: string };
  requester: string;
  step: number;
  stepName: string;
  dueAt?: number;
  inPlaceOf?: string;
  kinds: readonly DecisionKind[];
  /** Kinds that need a comment. */
  explain: readonly DecisionKind[];
};

/** What a person can do with a running or closed approval besides deciding. */
export type ApprovalAction =
  | { type: 'cancel' }
  | { type: 'restart' }
  | { type: 'resubmit'; step: number }
  | { type: 'reassign'; step: number; from: string; to: string; reason: string }
  | { type: 'add-approver'; step: number; who: string; reason: string }
  | { type: 'remind'; step: number }
  | { type: 'close-vote'; step: number; option?: number }
  | { type: 'archive' }
  | { type: 'unarchive' }
  | { type: 'delete' };

export type DelegationView = {
  id: string;
  from: number;
  until: number;
  /** Ids of definitions, or all. */
  definitions: 'all' | readonly string[];
  to: readonly string[];
  state: 'coming' | 'active' | 'over';
};
