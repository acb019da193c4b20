import type { CodeRefusal } from '../identity/core/decide-link';
import { type FileRefusal, MAX_LINES, type MappingFault } from '../identity/core/mapping';

const FAULTS: Record<MappingFault, string> = {
  incomplete: 'Name an account (accountId or email) and a Slack user (slackUserId or slackEmail).',
  'unknown-account': 'Jira knows no such account. Check it, or give the account id.',
  'too-many-addresses': 'Only 100 accounts are looked up by address in one file. Give account ids, or split the file.',
  'unknown-workspace': 'No workspace of this name or id is connected.',
  'unknown-slack-user': 'Slack knows no such user in the workspaces that are connected.',
  'slack-deactivated': 'This Slack user is deactivated.',
  'slack-bot': 'This is an app, not a person.',
  'slack-elsewhere': 'This Slack user belongs to another company.',
  'slack-guest': 'This Slack user is a guest.',
  'slack-email-unconfirmed': 'This Slack user has not confirmed their address.',
  duplicate: 'The account, or the Slack user, stands in an earlier line already.',
  'slack-user-taken': 'Another account is linked to this Slack user. Remove that link first.',
  'account-linked': 'This account is linked to another Slack user. Remove that link first.',
};

const CODES: Record<CodeRefusal, string> = {
  'no-such-code':
    'This code is wrong, was used, or is older than ten minutes. Type /baton link in Slack for a new one.',
  'too-many-tries': 'You entered five wrong codes. Wait ten minutes, then type /baton link in Slack for a new one.',
  'slack-user-taken':
    'Another account is linked to this Slack user. Remove the link there, or ask an administrator to do it.',
  'account-linked':
    'Your account is linked to another Slack user. Remove that link, then type /baton link in Slack for a new code.',
};

export const mappingProblem = (fault: MappingFault): string => FAULTS[fault];
export const codeProblem = (refusal: CodeRefusal): string => CODES[refusal];

export function fileProblem(refusal: FileRefusal): string {
  switch (refusal.type) {
    case 'too-long':
      return `A file can have ${MAX_LINES} lines. Split it, and import one part after the other.`;
    case 'no-columns':
      return 'The first line must name the columns: accountId or email, slackUserId or slackEmail, and, if you like, team.';
    case 'unreadable':
      return `The file cannot be read as CSV from line ${refusal.line}. Look for a quotation mark that is not closed.`;
  }
}

export const NOT_LINKED = 'There is no such link any more. Reload to see those that are.';
export const slackWaits = (seconds: number): string =>
  `Slack asks to wait. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}; nothing was changed since.`;
