import type { AccountId, ApprovalId, DefinitionId, Instant, PersonId } from '../../shared/brand';
import type { Change, Fingerprint, Subject, SubjectName } from '../../subjects/core/model';
import type { Deadline, StepDefinition, Terms } from './definition';

export type DecisionKind = 'approve' | 'reject' | 'request-changes' | 'abstain' | 'vote';
export type Via = 'slack' | 'jira' | 'confluence' | 'email' | 'api';

/** `commented` tells that the audit entry of `sequence` carries a comment: comments are kept apart from the record. */
export type Decision = {
  readonly kind: DecisionKind;
  readonly at: Instant;
  readonly via: Via;
  readonly sequence: number;
  readonly commented: boolean;
  /** Who decided in the approver's place. */
  readonly by?: PersonId;
  /** Indexes of the options voted for. */
  readonly options?: readonly number[];
  /** The digest of the content that it was decided on. */
  readonly basis: string;
};

/** Whoever may decide in an approver's place, until the delegation ends. */
export type Delegate = { readonly id: PersonId; readonly until: Instant };

export type Approver = {
  readonly id: PersonId;
  /** Counts how often they were asked in this step, from 0: a new asking is a new message. */
  readonly round: number;
  readonly delegates: readonly Delegate[];
  readonly decision?: Decision;
  /** Set for those who are no longer asked; their messages still show the outcome. */
  readonly left?: {
    readonly reason: 'reassigned' | 'no-longer-named' | 'inactive';
    readonly at: Instant;
    readonly to?: PersonId;
  };
  /** Asked besides those whom the definition names, so that a new look-up does not take them away. */
  readonly added?: 'by-hand' | 'escalation';
  /** Who had them asked, and why, where a person did. */
  readonly called?: { readonly by: AccountId; readonly reason: string };
};

/** Why a step can neither pass nor fail. It is never approved because of it. */
export type DeadlockReason = 'nobody-to-ask' | 'nobody-active' | 'too-many-people' | 'quorum-out-of-reach' | 'tie';

/** When what is due in an open step. Each list is ascending; the counters say how many of it were done. */
export type StepClock = {
  readonly dueAt: Instant;
  readonly onExpiry: Deadline['onExpiry'];
  readonly remindAt: readonly Instant[];
  readonly reminded: number;
  readonly escalations: readonly { readonly at: Instant; readonly to: AccountId }[];
  readonly escalated: number;
};

/** Somebody who would be asked, and why not. */
export type Excluded = { readonly id: PersonId; readonly because: StepDefinition['exclude'][number] | 'inactive' };

export type StepTerms = Omit<StepDefinition, 'when'> & {
  readonly approvers: readonly Approver[];
  readonly excluded: readonly Excluded[];
  /** Sent so far, by the clock and by hand, in all askings: each has its number. Missing as long as there are none. */
  readonly reminders?: number;
};

export type Running = {
  readonly openedAt: Instant;
  readonly clock?: StepClock;
  readonly deadlock?: { readonly reason: DeadlockReason; readonly since: Instant };
  /** When its people and their delegates were looked up last; 0 for never. */
  readonly staffedAt: Instant;
  readonly reminders: number;
  /** When somebody reminded by hand last. */
  readonly remindedAt?: Instant;
};

export type WaitingStep = StepTerms & { readonly status: 'waiting' };
/** Its turn has come, and its people are being looked up. */
export type ResolvingStep = StepTerms & { readonly status: 'resolving'; readonly reachedAt: Instant };
export type OpenStep = StepTerms & Running & { readonly status: 'open' };
/** Somebody asked for changes: it is the requester's turn. */
export type ReturnedStep = StepTerms & Running & { readonly status: 'returned'; readonly returnedAt: Instant };
export type ClosedStep = StepTerms & {
  readonly status: ClosedStepStatus;
  readonly openedAt?: Instant;
  readonly closedAt: Instant;
  readonly clock?: StepClock;
  /** The option that won the vote. */
  readonly winner?: number;
};
/** `left-out` by its condition; `skipped` because the approval was over before. */
export type ClosedStepStatus = 'approved' | 'rejected' | 'skipped' | 'left-out' | 'expired';
export type Step = WaitingStep | ResolvingStep | OpenStep | ReturnedStep | ClosedStep;

type ApprovalTerms = {
  readonly id: ApprovalId;
  readonly definition: {
    readonly id: DefinitionId;
    readonly version: number;
    readonly name: string;
    readonly owner: AccountId;
  };
  readonly terms: Terms;
  readonly subject: Subject;
  readonly requester: AccountId;
  readonly startedAt: Instant;
  /** The approval that this one repeats. */
  readonly follows?: ApprovalId;
  /** The content that is decided on. */
  readonly basis: Fingerprint;
  /** What is different since, as far as it was noticed; `digest` is of the content that was looked at last. */
  readonly changed?: { readonly at: Instant; readonly digest: string; readonly changes: readonly Change[] };
  /** By what its content differs from what people had been asked about before, since they were asked again. */
  readonly askedAgain?: { readonly at: Instant; readonly changes: readonly Change[] };
  /** The content is no longer what was, or is, being decided on. */
  readonly outdatedAt?: Instant;
  readonly steps: readonly Step[];
};

export type PendingApproval = ApprovalTerms & { readonly status: 'pending' };
export type Outcome = 'approved' | 'rejected' | 'expired' | 'cancelled';
export type ClosedApproval = ApprovalTerms & {
  readonly status: Outcome;
  readonly closedAt: Instant;
  readonly cancelled?: CancelReason;
  /** From then on nothing can be taken back, and what follows from the outcome is done. `settled` once that was said. */
  readonly finalAt: Instant;
  readonly settled: boolean;
  /** How long an approval holds, and whether a new one was asked for. */
  readonly validUntil?: Instant;
  readonly validity?: 'valid' | 'renewing' | 'lapsed';
  /** Why no new one could be started when it was due. */
  readonly notRenewed?: RenewalFault;
  readonly shelved?: { readonly as: 'archived' | 'deleted'; readonly at: Instant };
};
export type Approval = PendingApproval | ClosedApproval;

export type RenewalFault = 'definition-archived' | 'out-of-scope' | 'no-step-applies' | 'subject-gone';

export type CancelReason = 'by-requester' | 'by-admin' | 'subject-deleted' | 'restarted';

/** Who did it: a person, or Baton itself because of something that happened. */
export type Actor = { readonly type: 'account'; readonly accountId: AccountId } | { readonly type: 'system' };

/** A person who asks for something that approvers, the requester or an administrator may do. `admin` is proved by the product. */
export type Asker = { readonly id: AccountId; readonly admin: boolean };

export type ApprovalEvent =
  | { readonly type: 'approval.started'; readonly by: AccountId; readonly automatic: boolean }
  /** Its people have to be looked up before it opens. */
  | { readonly type: 'step.reached'; readonly step: number }
  | { readonly type: 'step.opened'; readonly step: number }
  /** Its people, their delegates or its deadline were looked up, and something is different. */
  | {
      readonly type: 'step.staffed';
      readonly step: number;
      readonly asked: readonly PersonId[];
      readonly left: readonly PersonId[];
      readonly excluded: readonly Excluded[];
      readonly dueAt?: Instant;
    }
  | { readonly type: 'step.deadlocked'; readonly step: number; readonly reason: DeadlockReason }
  | {
      readonly type: 'decision.made';
      readonly step: number;
      readonly by: PersonId;
      /** The approver in whose place it was made. */
      readonly inPlaceOf?: PersonId;
      readonly kind: DecisionKind;
      readonly via: Via;
      readonly comment?: string;
      readonly options?: readonly number[];
      readonly basis: string;
    }
  | { readonly type: 'decision.withdrawn'; readonly step: number; readonly by: PersonId; readonly inPlaceOf?: PersonId }
  | { readonly type: 'step.returned'; readonly step: number }
  | { readonly type: 'step.resubmitted'; readonly step: number; readonly by: AccountId }
  | {
      readonly type: 'step.closed';
      readonly step: number;
      readonly status: ClosedStepStatus;
      readonly winner?: number;
      /** `quorum`, or what closed it instead. */
      readonly because: 'quorum' | 'escalation' | 'expiry' | 'moderator';
    }
  /** Its outcome was taken back. */
  | { readonly type: 'step.reopened'; readonly step: number }
  | {
      readonly type: 'approver.reassigned';
      readonly step: number;
      readonly by: AccountId;
      readonly from: PersonId;
      readonly to: PersonId;
      readonly reason: string;
    }
  | {
      readonly type: 'approver.added';
      readonly step: number;
      readonly by: AccountId;
      readonly who: PersonId;
      readonly reason: string;
    }
  | { readonly type: 'step.reminded'; readonly step: number; readonly number: number; readonly by: Actor }
  | { readonly type: 'step.escalated'; readonly step: number; readonly level: number; readonly to: AccountId }
  /** The content changed: `mark` and `ask-again` follow the policy, `tell` only tells. */
  | {
      readonly type: 'content.changed';
      readonly meaning: 'tell' | 'mark' | 'ask-again';
      readonly changes: readonly Change[];
      readonly version?: number;
    }
  | { readonly type: 'approval.closed'; readonly outcome: Outcome; readonly by: Actor }
  /** It was closed, and a decision was taken back. */
  | { readonly type: 'approval.reopened'; readonly by: PersonId }
  /** The outcome is final: what follows from it is owed. */
  | { readonly type: 'approval.settled'; readonly outcome: Outcome }
  | { readonly type: 'approval.renewing' }
  | { readonly type: 'approval.lapsed' }
  | { readonly type: 'approval.shelved'; readonly as: 'archived' | 'deleted' | 'none'; readonly by: AccountId };

/** Who is to be asked in a step, as it was looked up. */
export type Staffing = {
  readonly people: readonly { readonly id: PersonId; readonly delegates: readonly Delegate[] }[];
  readonly excluded: readonly Excluded[];
  readonly problem?: 'nobody-to-ask' | 'nobody-active' | 'too-many-people';
};

export type Command =
  | {
      readonly type: 'decide';
      readonly by: PersonId;
      readonly kind: DecisionKind;
      readonly via: Via;
      /** The step that the person was asked about; without it, the one that is open to them. */
      readonly step?: number;
      /** The asking that they answer; without it, whichever is theirs now. */
      readonly round?: number;
      readonly comment?: string;
      readonly options?: readonly number[];
    }
  | { readonly type: 'withdraw'; readonly by: PersonId; readonly step?: number }
  /** `seen` is the content that is to be decided on from now. */
  | { readonly type: 'resubmit'; readonly by: Asker; readonly step: number; readonly seen: Fingerprint }
  | { readonly type: 'cancel'; readonly by: Actor; readonly reason: CancelReason }
  | {
      readonly type: 'reassign';
      readonly by: Asker;
      readonly step: number;
      readonly from: PersonId;
      readonly to: PersonId;
      readonly reason: string;
    }
  | {
      readonly type: 'add-approver';
      readonly by: Asker;
      readonly step: number;
      readonly who: PersonId;
      readonly reason: string;
    }
  | { readonly type: 'remind'; readonly by: Asker; readonly step: number }
  | { readonly type: 'close-vote'; readonly by: AccountId; readonly step: number; readonly option?: number }
  | { readonly type: 'shelve'; readonly by: Asker; readonly as: 'archived' | 'deleted' | 'none' }
  /** Baton itself: the people of a step were looked up. `clock` is missing where the step has no deadline. */
  | { readonly type: 'staff'; readonly step: number; readonly staffing: Staffing; readonly clock?: StepClock }
  /** Baton itself: the content was looked at; `minor` as its editor said. */
  | {
      readonly type: 'observe';
      readonly seen: Fingerprint;
      readonly minor: boolean;
      /** What the subject is called by now. */
      readonly named?: SubjectName;
    }
  /** Baton itself: no new approval can be started in time. */
  | { readonly type: 'give-up-renewal'; readonly because: RenewalFault }
  /** Baton itself: time has passed. */
  | { readonly type: 'tick' };

export type Refusal =
  | 'approval-closed'
  | 'not-an-approver'
  | 'step-not-open'
  | 'step-closed'
  | 'step-returned'
  | 'step-expired'
  | 'already-decided'
  /** They answer an asking that was followed by another. */
  | 'asked-anew'
  | 'no-longer-asked'
  | 'outdated'
  | 'kind-not-offered'
  | 'comment-required'
  | 'comment-too-long'
  | 'unknown-option'
  | 'one-option-only'
  | 'nothing-to-withdraw'
  | 'too-late-to-withdraw'
  | 'not-the-requester'
  | 'not-allowed'
  | 'not-the-moderator'
  | 'tie-needs-choice'
  | 'no-votes'
  | 'already-asked'
  | 'reason-required'
  | 'person-excluded'
  | 'reminded-recently'
  | 'too-many-people'
  | 'not-closed'
  /** Nothing would be different: no answer to a person, only to Baton itself. */
  | 'unchanged';

export const MAX_COMMENT_CHARS = 2_000;
export const MAX_REASON_CHARS = 500;
/** Whoever reminds by hand waits this long before the next time. */
export const REMIND_AGAIN_MS = 3_600_000;
/** The people of open steps are looked up again after this long. */
export const STAFF_AGAIN_MS = 6 * 3_600_000;
