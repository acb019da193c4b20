import type { Approval, DecisionKind, Refusal } from '../approvals/core/model';

/** Why a click had no effect: what is the matter, and what to do next. */
export type ClickRefusal = Refusal | 'not-found' | 'not-your-message' | 'message-unknown';

const REFUSED: Record<ClickRefusal, string> = {
  'approval-closed': 'This approval is already over, so nothing was changed. Its message shows the outcome.',
  'already-decided': 'Your decision is already recorded, so nothing was changed.',
  'not-an-approver':
    'You are not one of the approvers, so nothing was changed. Ask the person who started it to add you.',
  'step-not-open': 'Your step of this approval is not open yet. You will be asked when it is.',
  'step-closed': 'This step is already over, so nothing was changed. Its message shows how it ended.',
  'not-the-requester': 'Only the person who started this approval can cancel it.',
  'comment-too-long': 'The comment is too long. Shorten it to 2,000 characters and send it again.',
  'not-found': 'This approval no longer exists. Open the work item in Jira to see what became of it.',
  'not-your-message':
    'These buttons belong to somebody else, so nothing was changed. Use the message that Baton sent to you.',
  'message-unknown':
    'Baton does not know this message, so nothing was changed. Open the work item in Jira to decide there.',
};

const APPLIED: Record<DecisionKind, string> = { approve: 'You approved', reject: 'You rejected' };

const NEXT: Record<Approval['status'], string> = {
  pending: 'The other approvers are still to decide.',
  approved: 'The approval is complete.',
  rejected: 'The approval is rejected.',
  cancelled: 'The approval was cancelled.',
};

export const PROCESSING = 'Processing… Your decision is on its way; this message is updated when it is recorded.';
export const UNREADABLE =
  'Baton cannot read this approval at the moment, so nothing was changed. Tell a Jira administrator, and decide later.';
export const FAILED =
  'Something went wrong on our side. Please click again in a minute: a decision is only ever recorded once.';

export const refusedText = (refusal: ClickRefusal): string => REFUSED[refusal];
export const appliedText = (kind: DecisionKind, { status, subject }: Approval): string =>
  `${APPLIED[kind]} ${subject.key}. ${NEXT[status]}`;
