import type { Reason } from './core/model';

const WORDS: Record<string, string> = {
  'no-email': 'Jira gives no e-mail address for this person, so Slack could not be asked for them.',
  'no-slack-user': 'No Slack user has this person’s e-mail address.',
  'not-connected': 'No Slack workspace is connected. Connect one in the Slack section of these settings.',
  'person-not-resolved': 'Jira or Slack did not say who this person is in Slack.',
  'answer-not-seen': 'The answer to the sending was never seen, so it was not sent a second time.',
  'too-many-attempts': 'All tries failed.',
  'settled-before-sent': 'The matter was settled before this could be sent.',
  'decided-before-sent': 'The person had decided before this could be sent.',
  'newer-approval': 'A newer approval runs on this work item, and its state is shown there.',
  'message-not-known': 'It is not known where in Slack the message stands.',
  token_revoked: 'Slack revoked the token. Connect the workspace again.',
  account_inactive: 'The app was removed from the Slack workspace. Connect it again.',
  invalid_auth: 'Slack does not accept the token. Connect the workspace again.',
  missing_scope: 'The Slack app lacks a permission. Add the scopes named in the Slack section and install it again.',
  'jira-403': 'Jira does not allow Baton to do this. Check the permissions of the project.',
  'jira-404': 'The work item no longer exists, or Baton may not see it.',
};

/** A reason in words for an admin; codes of Slack and Jira that we have no words for stand as they are. */
export const reasonText = (reason: Reason): string => WORDS[reason] ?? `It was refused: ${reason}.`;
