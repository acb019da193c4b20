import type { Refusal } from '../approvals/core/model';
import type { StartRefusal } from '../approvals/core/start';
import type { Subject } from '../subjects/core/model';

/** Why something that a person asked for was not done. */
export type Refused = Refusal | StartRefusal | 'out-of-scope' | 'definition-gone' | 'not-found';

type Kind = Subject['kind'];
/** `about` is what the person looks at, such as `this page`. */
type Text = string | ((about: string) => string);

const REFUSED: Record<Refused, Text> = {
  'approval-closed': 'This approval is already over, so nothing was changed.',
  'asked-anew': 'You were asked again since then. Use the newer request.',
  'already-decided': 'Your decision is already recorded.',
  'not-an-approver': 'You are not one of the approvers. Ask the person who started the approval.',
  'step-not-open': 'Your step is not open yet. You will be asked when it is.',
  'step-closed': 'Your step is already over, so nothing was changed.',
  'step-returned': 'Changes were asked for in this step. You will be asked again when they are made.',
  'step-expired': 'The time for this step is over, so nothing was changed. Start the approval again if it is needed.',
  'no-longer-asked':
    'You are no longer asked in this step: it was handed on, or you are no longer one of its approvers.',
  outdated: (about) =>
    `The content of ${about} was changed after the approval started, so nothing was recorded. Its requester can restart it.`,
  'kind-not-offered': 'This step does not offer that answer. Reload and choose one that it offers.',
  'comment-required': 'This answer needs a comment. Say why, and send it again.',
  'comment-too-long': 'The text is too long. Shorten a comment to 2,000 characters, or a reason to 500.',
  'unknown-option': 'That option is not part of this vote. Reload and choose one of its options.',
  'one-option-only': 'Choose one option only.',
  'nothing-to-withdraw': 'There is no decision of yours to take back.',
  'too-late-to-withdraw': 'It is too late to take your decision back: others have gone on from it.',
  'not-the-requester': 'Only the person who started this approval, or an administrator, can do this.',
  'not-allowed': 'You may not do this here. Ask an approver of the step, the requester, or an administrator.',
  'not-the-moderator': 'Only the moderator can close this vote.',
  'tie-needs-choice': 'Options are level. Choose one of them to close the vote.',
  'no-votes': 'Nobody has voted yet, so the vote cannot be closed.',
  'already-asked': 'This person is asked in this step already. Choose somebody else.',
  'reason-required': 'Say why, so that everybody can follow it later.',
  'person-excluded': 'This person must not decide here, because of their part in it. Choose somebody else.',
  'reminded-recently': 'A reminder went out less than an hour ago. Try again later.',
  'too-many-people': 'An approval has room for 100 people, and all places are taken.',
  'not-closed': 'The approval is not over yet. Cancel it first, or wait until its outcome is final.',
  unchanged: 'Nothing is different from before. Reload to see how it stands.',
  'not-found': (about) => `This approval does not exist on ${about}. Reload the page.`,
  'no-step-applies': (about) =>
    `None of the steps of this definition applies to ${about} as it is now, so there is nobody to ask. Choose another definition.`,
  'definition-gone': 'This approval definition no longer exists. Reload the page and choose another.',
  'out-of-scope': (about) => `This definition is not offered on ${about}. Choose another one.`,
};

const ABOUT: Record<Kind, string> = { 'work-item': 'this work item', page: 'this page' };

/** Without a kind the person looks at the list of their own approvals. */
export function refusedText(refusal: Refused, kind?: Kind): string {
  if (kind === undefined && refusal === 'not-found') return NOT_YOURS;
  const text = REFUSED[refusal];
  return typeof text === 'string' ? text : text(kind === undefined ? 'what it is about' : ABOUT[kind]);
}

const NOT_YOURS = 'This approval is not among yours. Reload to see those that are.';

export const NOT_VISIBLE: Record<Kind, string> = {
  'work-item': 'Jira does not show you this work item, so Baton does not either.',
  page: 'Confluence does not show you this page, so Baton does not either.',
};
export const NOT_ADMIN = 'Only a Jira administrator can do this. Ask one, or sign in as one.';
export const NO_DEFINITION = refusedText('definition-gone');
export const NO_SUBJECT = 'This works on a work item or a page only. Open the one that it is about.';
export const NO_DELEGATION = 'This delegation no longer exists. Reload to see those that do.';
export const NO_SUCH_SUBJECT: Record<Kind, string> = {
  'work-item': 'Jira shows you no work item with this key. Check the key, such as SHOP-1.',
  page: 'Confluence shows you no page with this id. It is the number in the address of the page.',
};
