import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import { isOffered, needsComment } from '../approvals/core/cast';
import type { DecisionKind, Step } from '../approvals/core/model';
import type { Subject } from '../subjects/core/model';
import { DEFAULT_BEHAVIOUR, type SlackBehaviour } from './behaviour';
import { label, plain, productOf, shortNameOf } from './elements';

/** Buttons that decide, in the order in which they stand; `action_id` is the kind of decision. */
const ORDER: readonly DecisionKind[] = ['approve', 'vote', 'reject', 'request-changes', 'abstain'];
const LABEL: Record<DecisionKind, string> = {
  approve: 'Approve',
  reject: 'Reject',
  'request-changes': 'Request changes',
  abstain: 'Abstain',
  vote: 'Vote',
};
const STYLE: Partial<Record<DecisionKind, 'primary' | 'danger'>> = {
  approve: 'primary',
  vote: 'primary',
  reject: 'danger',
};

const OPEN = 'open';
export const VIEW = 'view';
export const WITHDRAW = 'withdraw';
export const REMIND = 'remind';
const FORM = '-form';

/** An unknown action is none of ours: it decides nothing. */
export const kindOfAction = (action: string): DecisionKind | undefined => ORDER.find((kind) => kind === action);
/** The kind whose form a button opens. That there is one has to be known before anything is read. */
export const formOfAction = (action: string): DecisionKind | undefined =>
  action.endsWith(FORM) ? kindOfAction(action.slice(0, -FORM.length)) : undefined;

/** What has to be asked before it can be decided: options to choose from, or why. */
export const needsForm = (step: Step, kind: DecisionKind): boolean => kind === 'vote' || needsComment(step, kind);

type More = {
  /** Whether there is still something to follow. */
  readonly view?: boolean;
  /** Whether the reader's decision can be taken back. */
  readonly takeBack?: boolean;
  readonly behaviour?: SlackBehaviour;
};

/** Without a step there is nothing to decide: only the way to the subject. */
export function requestButtons(
  subject: Subject,
  token: string,
  step: Step | undefined,
  { view = false, takeBack = false, behaviour = DEFAULT_BEHAVIOUR }: More = {},
): ActionsBlock['elements'] {
  if (!behaviour.actionButtons) return [viewButton(subject, token, 'View approval')];
  const offered = step === undefined ? [] : ORDER.filter((kind) => isOffered(step, kind));
  const here = behaviour.actWithoutLogin;
  return [
    ...offered.map((kind) =>
      here ? decisionButton(subject, { kind, token, form: isForm(step, kind) }) : decisionLink(subject, kind),
    ),
    ...(takeBack && here ? [takeBackButton(subject, token)] : []),
    ...(view ? [viewButton(subject, token, 'View')] : []),
    openButton(subject),
  ];
}

const isForm = (step: Step | undefined, kind: DecisionKind) => step !== undefined && needsForm(step, kind);

export const viewButton = (subject: Subject, token: string, text: string): Button => ({
  type: 'button',
  action_id: VIEW,
  text: label(text),
  value: token,
  accessibility_label: plain(`View the approval of ${shortNameOf(subject)}`, 75).text,
});

const takeBackButton = (subject: Subject, token: string): Button => ({
  type: 'button',
  action_id: WITHDRAW,
  text: label('Take back'),
  value: token,
  accessibility_label: plain(`Take back your decision on ${shortNameOf(subject)}`, 75).text,
});

export const remindButton = (subject: Subject, token: string): Button => ({
  type: 'button',
  action_id: REMIND,
  text: label('Remind'),
  value: token,
  accessibility_label: plain(`Remind those who have not decided on ${shortNameOf(subject)}`, 75).text,
});

/** Where people sign in before they decide. */
const decisionLink = (subject: Subject, kind: DecisionKind): Button => ({
  type: 'button',
  action_id: `${kind}-link`,
  text: label(LABEL[kind]),
  url: subject.url,
  accessibility_label: plain(`${LABEL[kind]} ${shortNameOf(subject)} in ${productOf(subject)}`, 75).text,
});

export function openButton(subject: Subject): Button {
  return {
    type: 'button',
    action_id: OPEN,
    text: label(`Open in ${productOf(subject)}`),
    url: subject.url,
    accessibility_label: `Open ${plain(shortNameOf(subject), 50).text} in ${productOf(subject)}`,
  };
}

function decisionButton(
  subject: Subject,
  { kind, token, form }: { kind: DecisionKind; token: string; form: boolean },
): Button {
  const style = STYLE[kind];
  return {
    type: 'button',
    action_id: form ? `${kind}${FORM}` : kind,
    text: label(form ? `${LABEL[kind]}…` : LABEL[kind]),
    value: token,
    accessibility_label: plain(`${LABEL[kind]} ${shortNameOf(subject)}`, 75).text,
    ...(style === undefined ? {} : { style }),
    ...(kind === 'reject' && !form ? { confirm: rejectDialog(subject) } : {}),
  };
}

/** A form asks for the reason anyway; without one a slip of the finger must not end the approval. */
const rejectDialog = (subject: Subject): ConfirmationDialog => ({
  title: label('Reject this?'),
  text: plain(`${shortNameOf(subject)} will be rejected. This ends your part in the approval.`, 300),
  confirm: label('Reject'),
  deny: label('Keep it open'),
  style: 'danger',
});
