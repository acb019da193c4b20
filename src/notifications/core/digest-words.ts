import type { DigestOutcome, DigestPlan } from './digest';
import type { DigestContent } from './digest-content';
import { waitsUntil } from './digest-plan';
import type { Reason } from './model';
import type { Preferences } from './quiet';

/** Words for the person whose digest it is. */

export const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export function planText({ at, days }: DigestPlan): string {
  return `${daysText(days)} at ${at}`;
}

function daysText(days: readonly number[]): string {
  const listed = [...days].sort().join('');
  if (listed === '1234567') return 'Every day';
  if (listed === '12345') return 'Monday to Friday';
  return [...days]
    .sort()
    .map((day) => (DAY_NAMES[day - 1] ?? '').slice(0, days.length > 2 ? 3 : undefined))
    .join(', ');
}

/** Undefined where quiet hours are at other times. */
export function quietNote(preferences: Preferences, plan: DigestPlan): string | undefined {
  const until = waitsUntil(preferences, plan);
  return until === undefined ? undefined : `Your quiet hours hold then, so it comes when they end, at ${until}.`;
}

const OUTCOME: Record<DigestOutcome['status'], string> = {
  sent: 'Sent in Slack.',
  'fallen-back': 'Sent by e-mail.',
  'nothing-to-tell': 'Nothing was waiting, so nothing was sent.',
  'not-seen': 'It may have arrived: no answer was seen, so it was not sent a second time.',
  'not-sent': 'It could not be sent.',
};

/** How the last one ended, why, and what its owner can do about it. */
export function outcomeText({ status, reason, mail }: DigestOutcome): string {
  const why = status === 'not-seen' || reason === undefined ? [] : [reasonText(reason)];
  const noMail = mail === undefined ? [] : [mailText(mail)];
  return [OUTCOME[status], ...why, ...noMail].join(' ');
}

/** Why nothing more is sent, and how it begins again. */
export const pausedText = (reason: Reason): string =>
  `Paused, because you cannot be reached. ${reasonText(reason)} Then save the digest again.`;

const LINK = 'Type /baton link in Slack to say who you are.';
const ASK = 'Ask a Jira administrator to look at it.';

const REASONS: Readonly<Record<Reason, string>> = {
  deactivated: 'Your Atlassian account was not active.',
  'no-email': `Jira gave Baton no e-mail address to find you by in Slack. ${LINK}`,
  'no-slack-user': `No Slack user has your e-mail address. ${LINK}`,
  'slack-deactivated': `The Slack user with your e-mail address is deactivated. ${LINK}`,
  'slack-bot': `The Slack user with your e-mail address is an app. ${LINK}`,
  'slack-elsewhere': `The Slack user with your e-mail address belongs to another company. ${LINK}`,
  'slack-guest': `The Slack user with your e-mail address is a guest. ${LINK}`,
  'slack-email-unconfirmed': 'Slack has not confirmed your e-mail address. Confirm it there.',
  'not-connected': `Slack was not connected. ${ASK}`,
  'answer-not-seen': 'Slack did not answer, so a message may be there too.',
  'too-many-attempts': 'All tries failed.',
};

const MAIL_REASONS: Readonly<Record<Reason, string>> = {
  'no-mail-api': 'It could not go by e-mail, because no mail service is set up here.',
  'no-email': 'It could not go by e-mail, because Jira gives no address for you.',
};

const reasonText = (reason: Reason): string =>
  Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? '') : `Slack refused it (${reason}). ${ASK}`;

const mailText = (reason: Reason): string =>
  Object.hasOwn(MAIL_REASONS, reason)
    ? (MAIL_REASONS[reason] ?? '')
    : `It could not go by e-mail either (${reason}). ${ASK}`;

/** What the person started, as a sentence. */
export function waitingText({ count, atLeast }: DigestContent['started']): string {
  const number = atLeast ? `At least ${count}` : String(count);
  return count === 1 && !atLeast
    ? '1 approval that you started waits for others.'
    : `${number} approvals that you started wait for others.`;
}
