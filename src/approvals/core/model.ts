import type { AccountId, ApprovalId, DefinitionId, Instant } from '../../shared/brand';
import type { Subject } from '../../subjects/core/model';

export type Quorum = { readonly type: 'all' } | { readonly type: 'any' };

/** A step as it was designed. Each type says who is asked; all of them run as a `Step` with approvers. */
export type StepDefinition = {
  readonly type: 'user';
  readonly name: string;
  readonly approvers: readonly AccountId[];
  readonly quorum: Quorum;
};

export type Definition = {
  readonly id: DefinitionId;
  readonly version: number;
  readonly name: string;
  readonly steps: readonly StepDefinition[];
};

export type DecisionKind = 'approve' | 'reject';
export type Via = 'slack' | 'jira';

/** `comment` tells that the audit entry of `sequence` carries one: comments are kept apart from the record. */
export type Decision = {
  readonly kind: DecisionKind;
  readonly at: Instant;
  readonly via: Via;
  readonly sequence: number;
  readonly commented: boolean;
};

export type Approver = {
  readonly type: 'account';
  readonly accountId: AccountId;
  readonly decision?: Decision;
};

type StepTerms = {
  readonly type: 'user';
  readonly name: string;
  readonly quorum: Quorum;
  readonly approvers: readonly Approver[];
};

export type WaitingStep = StepTerms & { readonly status: 'waiting' };
export type OpenStep = StepTerms & { readonly status: 'open'; readonly openedAt: Instant };
export type ClosedStep = StepTerms & {
  readonly status: 'approved' | 'rejected' | 'skipped';
  readonly openedAt?: Instant;
  readonly closedAt: Instant;
};
export type Step = WaitingStep | OpenStep | ClosedStep;

type Terms = {
  readonly id: ApprovalId;
  readonly definition: { readonly id: DefinitionId; readonly version: number; readonly name: string };
  readonly subject: Subject;
  readonly requester: AccountId;
  readonly startedAt: Instant;
  readonly steps: readonly Step[];
};

export type PendingApproval = Terms & { readonly status: 'pending' };
export type Outcome = 'approved' | 'rejected' | 'cancelled';
export type ClosedApproval = Terms & {
  readonly status: Outcome;
  readonly closedAt: Instant;
  readonly cancelled?: CancelReason;
};
export type Approval = PendingApproval | ClosedApproval;

export type CancelReason = 'by-requester' | 'subject-deleted';

/** Who did it: a person, or Baton itself because of something that happened. */
export type Actor = { readonly type: 'account'; readonly accountId: AccountId } | { readonly type: 'system' };

export type ApprovalEvent =
  | { readonly type: 'approval.started'; readonly by: AccountId }
  | { readonly type: 'step.opened'; readonly step: number }
  | {
      readonly type: 'decision.made';
      readonly step: number;
      readonly by: AccountId;
      readonly kind: DecisionKind;
      readonly via: Via;
      readonly comment?: string;
    }
  | { readonly type: 'step.closed'; readonly step: number; readonly status: ClosedStep['status'] }
  | { readonly type: 'approval.closed'; readonly outcome: Outcome; readonly by: Actor };

export type Command =
  | {
      readonly type: 'decide';
      readonly by: AccountId;
      readonly kind: DecisionKind;
      readonly via: Via;
      /** The step that the person was asked about; without it, the one that is open to them. */
      readonly step?: number;
      readonly comment?: string;
    }
  | { readonly type: 'cancel'; readonly by: Actor; readonly reason: CancelReason };

export type Refusal =
  | 'approval-closed'
  | 'not-an-approver'
  | 'step-not-open'
  | 'step-closed'
  | 'already-decided'
  | 'not-the-requester'
  | 'comment-too-long';

/** An approval holds at most this many people, so that its record stays well under 240 KiB. */
export const MAX_PEOPLE = 100;
export const MAX_STEPS = 50;
export const MAX_COMMENT_CHARS = 2_000;
