import type { Reason } from './core/model';

/** Codes of our own, and those of the products that an admin can do something about. */
const WORDS: Record<string, string> = {
  'no-email': 'Jira gives no e-mail address for this person.',
  'no-slack-user': 'No Slack user has this person’s e-mail address.',
  'slack-deactivated': 'The Slack user with this person’s e-mail address is deactivated.',
  'slack-bot': 'The Slack user with this person’s e-mail address is an app.',
  'slack-elsewhere': 'The Slack user with this person’s e-mail address belongs to another company.',
  'slack-guest':
    'The Slack user with this person’s e-mail address is a guest. Link them in the People section of Baton’s settings.',
  'slack-email-unconfirmed': 'The Slack user has not confirmed this person’s e-mail address.',
  'not-connected': 'No Slack workspace is connected. Connect one in the Slack section of Baton’s settings.',
  'person-not-resolved': 'Jira or Slack did not say who this person is in Slack.',
  'answer-not-seen': 'The answer to the sending was never seen, so it was not sent a second time.',
  'too-many-attempts': 'All tries failed.',
  'settled-before-sent': 'The matter was settled before this could be sent.',
  'decided-before-sent': 'The person had decided before this could be sent.',
  'asked-anew-before-sent': 'The person was asked anew before this could be sent.',
  'no-longer-asked': 'The person was no longer asked when this was to be sent.',
  'told-in-channel': 'This person was asked in the channel, together with the others.',
  'not-in-channel': 'As far as Slack told, this person is not in the channel.',
  'asked-later': 'This person was asked after the message had been posted in the channel.',
  'no-channel':
    'No channel is chosen. Choose a default channel for the workspace in the Slack section of Baton’s settings.',
  'workspace-not-connected':
    'The workspace that the definition names is not connected. Connect it in the Slack section of Baton’s settings.',
  'nobody-left-to-ask': 'Nobody was left to ask when this was to be sent.',
  'not-asked-in-channel': 'No message of this approval stands in the channel.',
  'message-not-known': 'It is not known where in Slack the message stands.',
  'outcome-taken-back': 'The outcome was taken back before this was done.',

  'no-mail-api': 'People without an account need a mail service. Choose one in the Mail section of Baton’s settings.',
  'mail-key-refused':
    'The mail service does not accept its key. Enter it anew in the Mail section of Baton’s settings.',
  'mail-rate-limited': 'The mail service takes no more mail for now.',
  'mail-unanswered': 'The mail service did not answer, so the mail was not sent a second time.',
  'mail-not-reached': 'The mail service could not be reached.',

  'no-such-transition': 'The workflow has no transition to that status from where the work item stands.',
  'subject-gone': 'The work item or page no longer exists.',
  'field-not-editable': 'The field is not on the edit screen of this work item.',
  'not-a-number': 'The field takes a number.',
  'no-such-option': 'The field has no such option.',
  'field-not-supported': 'Baton cannot write a field of this type.',
  'not-for-pages': 'This can be done on work items only.',

  'jira-403': 'Jira does not allow Baton to do this. Check the permissions of the project.',
  'jira-404': 'The work item no longer exists, or Baton may not see it.',
  'confluence-403': 'Confluence does not allow Baton to do this. Check the permissions of the space.',
  'confluence-404': 'The page no longer exists, or Baton may not see it.',
};

/**
 * A reason in words for an admin. `remedyFor` knows what to do about the codes of Slack; what nobody has words for
 * stands as it is.
 */
export const createReasonText =
  (remedyFor: (code: string) => string | undefined) =>
  (reason: Reason): string => {
    const remedy = WORDS[reason] ?? remedyFor(reason);
    return remedy === undefined ? `It was refused: ${reason}.` : remedy;
  };
