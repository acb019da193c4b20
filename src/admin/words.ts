import type { Refusal } from '../approvals/core/model';

/** What a person at the work item reads when their command was refused. */
export const REFUSED: Record<Refusal | 'not-found', string> = {
  'approval-closed': 'This approval is already over, so nothing was changed.',
  'already-decided': 'Your decision is already recorded.',
  'not-an-approver': 'You are not one of the approvers. Ask the person who started the approval.',
  'step-not-open': 'Your step is not open yet. You will be asked when it is.',
  'step-closed': 'Your step is already over, so nothing was changed.',
  'not-the-requester': 'Only the person who started this approval can cancel it.',
  'comment-too-long': 'The comment is too long. Shorten it to 2,000 characters.',
  'not-found': 'This approval does not exist on this work item. Reload the page.',
};

export const NOT_ADMIN = 'Only a Jira administrator can do this. Ask one, or sign in as one.';
export const NOT_VISIBLE = 'Jira does not show you this work item, so Baton does not either.';
export const NO_DEFINITION = 'This approval definition no longer exists. Reload the page and choose another.';
