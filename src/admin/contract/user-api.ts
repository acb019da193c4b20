import type { DecisionKind } from '../../approvals/core/model';
import type { Answer } from './answer';
import type { ApprovalAction, ApprovalView, DelegationView, InboxEntry, SubjectView } from './approvals';
import type { DryRunView } from './definitions';
import type { DigestView, LinkView } from './people';

/**
 * The issue panel, the page's byline and the page "My approvals". The subject comes from the platform's context, never
 * from the payload; on "My approvals" there is none, and only `inbox`, `delegations` and decisions on what is in the
 * viewer's inbox work.
 */
export type UserApi = {
  'approvals/list': () => Answer<SubjectView>;
  'approvals/preview': (input: { definitionId: string }) => Answer<DryRunView>;
  /** `requestId` is made once per intended start, so that a repeated call starts nothing new. */
  'approvals/start': (input: { definitionId: string; requestId: string }) => Answer<ApprovalView>;
  /** `step` is the one the person saw, so that a page left open decides nothing else; without it, the one open to them. */
  'approvals/decide': (input: {
    approvalId: string;
    step?: number;
    decision: DecisionKind;
    comment?: string;
    options?: readonly number[];
    requestId: string;
  }) => Answer<ApprovalView>;
  'approvals/withdraw': (input: { approvalId: string; step?: number; requestId: string }) => Answer<ApprovalView>;
  /** Answers the approval, or the new one after a restart. */
  'approvals/act': (input: { approvalId: string; action: ApprovalAction; requestId: string }) => Answer<ApprovalView>;
  'approvals/inbox': () => Answer<readonly InboxEntry[]>;
  'delegations/list': () => Answer<readonly DelegationView[]>;
  'delegations/save': (input: {
    id?: string;
    from: number;
    until: number;
    definitions: 'all' | readonly string[];
    /** Account ids or e-mail addresses. */
    to: readonly string[];
  }) => Answer<readonly DelegationView[]>;
  'delegations/remove': (input: { id: string }) => Answer<readonly DelegationView[]>;
  /** Definitions to choose from in a delegation. */
  'definitions/names': () => Answer<readonly { id: string; name: string }[]>;
  'link/get': () => Answer<LinkView>;
  /** The code that `/baton link` showed in Slack. */
  'link/enter': (input: { code: string }) => Answer<LinkView>;
  'link/remove': () => Answer<LinkView>;
  'digest/get': () => Answer<DigestView>;
  /** `at` is `HH:MM` of the clocks in `timeZone`, which quiet hours follow too; days count from Monday, which is 1. */
  'digest/save': (input: { at: string; days: readonly number[]; timeZone: string }) => Answer<DigestView>;
  'digest/turn-off': () => Answer<DigestView>;
};
