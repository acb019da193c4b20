import type { Approval, DecisionKind, Outcome, Refusal, Step } from '../approvals/core/model';
import type { Instant } from '../shared/brand';
import type { Standing } from './standing';

/** A page without anything to decide: what is the matter, and what to do next. */
export type Notice = { readonly status: number; readonly title: string; readonly sentences: readonly string[] };

export type Dead = Exclude<Standing['type'], 'open' | 'used' | 'closed'> | 'no-link' | 'forged';

export const NOTICE: Record<Dead, Notice> = {
  'no-link': {
    status: 404,
    title: 'This address is not complete',
    sentences: [
      'Open the link in the e-mail that you got. If your e-mail program broke it over two lines, copy the whole link.',
    ],
  },
  forged: {
    status: 403,
    title: 'This link is not valid',
    sentences: [
      'It is not a link as Baton made it, so nothing can be decided here.',
      'Open the link in the e-mail that you got, or copy it as a whole.',
    ],
  },
  'not-found': {
    status: 404,
    title: 'This approval no longer exists',
    sentences: ['It was deleted, so there is nothing left for you to do.'],
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    sentences: [
      'Its time is over, and nothing was recorded.',
      'If your answer still matters, ask the person who asked you for a reminder, which brings a new link, or to start the approval again.',
    ],
  },
  superseded: {
    status: 410,
    title: 'There is a newer link for you',
    sentences: [
      'You were asked again after this e-mail was sent, because something had changed.',
      'Open the link in the newest e-mail about this approval.',
    ],
  },
  'no-longer-asked': {
    status: 403,
    title: 'You are no longer asked',
    sentences: ['Your part was given to somebody else or is not needed any more. There is nothing left for you to do.'],
  },
  excluded: {
    status: 403,
    title: 'You may not decide on this',
    sentences: ['Whoever made something does not also approve it here. There is nothing for you to do.'],
  },
  'decided-for': {
    status: 200,
    title: 'Already decided',
    sentences: ['Somebody has decided in this place already. There is nothing left for you to do.'],
  },
  outdated: {
    status: 200,
    title: 'The content has changed',
    sentences: [
      'It is no longer what you were asked to decide on, so nobody can decide now.',
      'The person who asked you has to start the approval again; you will then get a new e-mail.',
    ],
  },
  returned: {
    status: 200,
    title: 'Changes were asked for',
    sentences: [
      'Somebody has asked for changes, so there is nothing to decide at the moment.',
      'You will get a new e-mail when the changes are made.',
    ],
  },
  'not-open': {
    status: 200,
    title: 'It is not your turn yet',
    sentences: ['You will get an e-mail when it is.'],
  },
  'step-over': {
    status: 200,
    title: 'Already decided',
    sentences: ['Others have decided this step already. There is nothing left for you to do.'],
  },
};

export const OUTCOME: Record<Outcome, Notice> = {
  approved: over(200, 'was approved'),
  rejected: over(200, 'was rejected'),
  expired: over(410, 'expired before it was decided'),
  cancelled: over(410, 'was cancelled'),
};

function over(status: number, verdict: string): Notice {
  return {
    status,
    title: 'This approval is over',
    sentences: [`It ${verdict}. There is nothing left for you to do.`],
  };
}

export const BUTTON: Record<DecisionKind, string> = {
  approve: 'Approve',
  reject: 'Reject',
  'request-changes': 'Request changes',
  abstain: 'Abstain',
  vote: 'Vote',
};

const DONE: Record<DecisionKind, string> = {
  approve: 'You approved',
  reject: 'You rejected',
  'request-changes': 'You requested changes',
  abstain: 'You abstained',
  vote: 'You voted',
};

const TO_DO: Record<DecisionKind, string> = {
  approve: 'to approve',
  reject: 'to reject',
  'request-changes': 'to request changes',
  abstain: 'to abstain',
  vote: 'to vote',
};

type Decided = NonNullable<Step['approvers'][number]['decision']>;

/** Reads on after a name, or after nothing for the reader's own. */
export function whatWasDecided({ vote }: Step, { kind, options = [] }: Decided, own: boolean): string {
  const names = options.map((option) => `“${vote?.options[option]?.name ?? option + 1}”`).join(' and ');
  const what = `${DONE[kind]}${kind === 'vote' ? ` for ${names}` : ''}`;
  return own ? what : what.replace(/^You /, '');
}

export function commentHint(needed: readonly DecisionKind[]): string {
  const limit = 'At most 2,000 characters.';
  if (needed.length === 0) return `You need not write one. ${limit}`;
  return `Needed ${needed.map((kind) => TO_DO[kind]).join(' and ')}. ${limit}`;
}

export const AFTER: Record<Approval['status'], string> = {
  pending: 'Others are still to decide.',
  approved: 'The approval is complete.',
  rejected: 'The approval is rejected.',
  expired: 'The approval has expired.',
  cancelled: 'The approval was cancelled.',
};

/** A fault stands at the field that it is about. */
export type Fault = { readonly at: 'comment' | 'options' | 'form'; readonly text: string };

export const CONTENT_CHANGED: Fault = {
  at: 'form',
  text: 'The content has changed since you opened this page, so nothing was recorded. Read it again and decide then.',
};
export const NO_BUTTON: Fault = { at: 'form', text: 'Press one of the buttons to decide. Nothing was recorded.' };
export const TOO_LATE_TO_WITHDRAW: Fault = {
  at: 'form',
  text: 'It is too late to take your decision back. It stands as it is.',
};

/** What is wrong with what was sent; undefined for what has to do with the approval, and not with the form. */
export const FAULT: Partial<Record<Refusal, Fault>> = {
  'comment-required': { at: 'comment', text: 'Write a comment: this decision needs one. Nothing was recorded yet.' },
  'comment-too-long': { at: 'comment', text: 'Shorten the comment to 2,000 characters. Nothing was recorded yet.' },
  'unknown-option': { at: 'options', text: 'Choose an option. Nothing was recorded yet.' },
  'one-option-only': { at: 'options', text: 'Choose one option only. Nothing was recorded yet.' },
  'kind-not-offered': NO_BUTTON,
};

/** Made where it is used, since making it takes long. */
export const formatUtc = (at: Instant): string =>
  `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at)} UTC`;
