import type { Refusal } from '../approvals/core/model';
import type { WhoRefusal } from './who';

/** Why a click had no effect: what is the matter, and what to do next. */
export type ClickRefusal =
  | Refusal
  | WhoRefusal
  | 'not-found'
  | 'not-your-message'
  | 'message-unknown'
  | 'not-linked'
  | 'log-in-to-decide'
  | 'not-involved';

const REFUSED: Record<ClickRefusal, string> = {
  'approval-closed': 'This approval is already over, so nothing was changed. Its message shows the outcome.',
  'asked-anew':
    'You were asked again after this message, so nothing was changed. Use the newer message that Baton sent to you.',
  'already-decided': 'Your decision is already recorded, so nothing was changed.',
  'not-an-approver':
    'You are not one of the approvers, so nothing was changed. Ask the person who started it to add you.',
  'step-not-open': 'Your step of this approval is not open yet. You will be asked when it is.',
  'step-closed': 'This step is already over, so nothing was changed. Its message shows how it ended.',
  'step-returned': 'Changes were asked for. You will be asked again when they are made.',
  'step-expired': 'The time for this decision is over, so nothing was changed.',
  'no-longer-asked':
    'You are no longer asked in this step: it was handed on, or you are no longer one of its approvers.',
  outdated:
    'The content was changed after the approval started, so nothing was recorded. The requester can start it again.',
  'kind-not-offered': 'This step does not offer that answer. Use one of its buttons.',
  'comment-required': 'This answer needs a comment. Open it, decide there and say why.',
  'comment-too-long': 'The comment is too long. Shorten it to 2,000 characters and send it again.',
  'unknown-option': 'That option is not part of this vote. Choose one of its options.',
  'one-option-only': 'Choose one option only.',
  'nothing-to-withdraw': 'There is no decision of yours to take back.',
  'too-late-to-withdraw':
    'It is too late to take your decision back: the time for that is over, or others have gone on from it.',
  'not-the-requester': 'Only the person who started this approval can do that.',
  'not-allowed': 'You may not do that here. Ask an approver of the step, or an administrator.',
  'not-the-moderator': 'Only the moderator can close this vote.',
  'tie-needs-choice': 'Options are level. Choose one of them to close the vote.',
  'no-votes': 'Nobody has voted yet, so the vote cannot be closed.',
  'already-asked': 'This person is asked already.',
  'reason-required': 'Say why, so that everybody can follow it later.',
  'person-excluded': 'This person must not decide here. Choose somebody else.',
  'reminded-recently': 'A reminder went out less than an hour ago. Try again later.',
  'too-many-people': 'An approval has room for 100 people.',
  'not-closed': 'The approval is still running. Cancel it first.',
  unchanged: 'Nothing was to be changed.',
  'not-found': 'This approval no longer exists. Open the work item in Jira to see what became of it.',
  'not-your-message':
    'These buttons belong to somebody else, so nothing was changed. Use the message that Baton sent to you.',
  'message-unknown':
    'Baton does not know this message, so nothing was changed. Open the work item in Jira to decide there.',
  'not-linked':
    'Baton does not know which Atlassian account is yours, so nothing was changed. Type `/baton link` to connect it.',
  'log-in-to-decide':
    'Decisions are made in Jira and Confluence here, so nothing was changed. Open the approval from its message.',
  'not-connected':
    'Baton is no longer connected to this workspace, so nothing was changed. Decide in Jira or Confluence, and ask an administrator there to connect Slack again.',
  'from-elsewhere':
    'Baton answers people of its own workspace only, so nothing was changed. Ask the person who started it to have it decided there.',
  'is-bot': 'Apps cannot decide, so nothing was changed.',
  deactivated: 'This Slack account is deactivated, so nothing was changed.',
  'not-involved':
    'Only those who are asked, and who asked, see the details here. Open the work item or page to see what you may.',
  'linked-elsewhere':
    'Since this message was sent, your Slack user or the account that was asked was linked to somebody else, so nothing was changed. Type `/baton link` to connect the account that is yours, or decide in Jira or Confluence.',
  'link-not-trusted':
    'An administrator lets only confirmed people act from Slack, so nothing was changed. Type `/baton link` to confirm that you are you, or decide in Jira or Confluence.',
};

export const PROCESSING = 'Processing… Your decision is on its way; this message is updated when it is recorded.';
export const REMINDING = 'Your reminder is on its way. You are told when it went out.';
export const UNREADABLE =
  'Baton cannot read this approval at the moment, so nothing was changed. Tell a Jira administrator, and decide later.';
export const FAILED =
  'Something went wrong on our side. Please click again in a minute: a decision is only ever recorded once.';
export const CLICK_AGAIN = 'Slack did not open the form in time, so nothing was changed. Please click again.';
export const NO_FORM = 'The form could not be filled in. Close it, and click again.';

/** Where nothing more can be said than the reason itself. */
export const refusedText = (refusal: ClickRefusal): string => REFUSED[refusal];
