import type { Button, KnownBlock } from '@slack/types';
import type { Approval, DeadlockReason, Step } from '../approvals/core/model';
import { isUndecided } from '../approvals/core/steps';
import type { People } from '../identity/core/model';
import type { Topic } from '../notifications/core/model';
import { openButton, remindButton } from './buttons';
import type { Message } from './client';
import { context, header, mrkdwn, nameOfSubject, personIn, plain, section, when } from './elements';
import { clip, inert, LIMITS } from './limits';

type About = { readonly approval: Approval; readonly step: number; readonly people: People };

/** Nothing to press but the way to the subject: a reminder may outlive what it reminds of. */
export function renderReminder({ approval, step: index, people }: About): Message {
  const step = approval.steps[index];
  const due = step?.status === 'open' ? step.clock?.dueAt : undefined;
  const facts = [mrkdwn(`Asked by ${personIn(people, approval.requester)}`), plain(`Step: ${step?.name ?? ''}`, 150)];
  return message(approval, 'Reminder', [
    section('Your decision is still awaited. Decide in the message above, or open it.'),
    ...context(due === undefined ? facts : [...facts, mrkdwn(`Due ${when(due)}`)]),
  ]);
}

/** With a token the reader is the requester, who may remind those who have not decided. */
export function renderNotice({
  topic,
  token,
  ...about
}: About & { readonly topic: Topic; readonly token?: string }): Message {
  const { approval } = about;
  const remind = token !== undefined && isWaiting(about) ? [remindButton(approval.subject, token)] : [];
  return message(approval, HEADLINE[topic](approval), [section(textOf(topic, about))], remind);
}

const isWaiting = ({ approval, step: index }: About): boolean => {
  const step = approval.steps[index];
  return step?.status === 'open' && approval.outdatedAt === undefined && step.approvers.some(isUndecided);
};

function message(
  approval: Approval,
  headline: string,
  blocks: readonly KnownBlock[],
  buttons: readonly Button[] = [],
): Message {
  const { subject, definition } = approval;
  const text = `${headline}: ${definition.name} for ${nameOfSubject(subject)}`;
  return {
    text: inert(clip(text, LIMITS.fallbackText), LIMITS.fallbackText),
    blocks: [
      header(`${headline}: ${definition.name}`),
      section(nameOfSubject(subject)),
      ...blocks,
      { type: 'actions', elements: [...buttons, openButton(subject)] },
    ],
  };
}

const OUTCOME: Record<Approval['status'], string> = {
  pending: 'Still open',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

const HEADLINE: Record<Topic, (approval: Approval) => string> = {
  outcome: ({ status }) => OUTCOME[status],
  'changes-requested': () => 'Changes requested',
  deadlock: () => 'Approval is stuck',
  'content-changed': () => 'Content changed',
  outdated: () => 'Approval is outdated',
  'asked-again': () => 'Asked again',
  renewing: () => 'Approval ends soon',
  lapsed: () => 'Approval has ended',
};

function textOf(topic: Topic, { approval, step: index }: About): string {
  const step = approval.steps[index];
  switch (topic) {
    case 'outcome':
      return outcomeText(approval);
    case 'changes-requested':
      return `An approver of step ${step?.name ?? ''} asks for changes. Make them, then choose “Submit again” in the approval.`;
    case 'deadlock':
      return deadlockText(step);
    case 'content-changed':
      return `It was changed while the approval runs: ${changedParts(approval)}. Decisions so far still stand.`;
    case 'outdated':
      return `It was changed after it was sent for approval: ${changedParts(approval)}. Start the approval again, or cancel it.`;
    case 'asked-again':
      return 'It was changed, so those who had decided are asked again about the new content.';
    case 'renewing':
      return 'The approval holds only for a time. A new one was started, so that there is no gap.';
    case 'lapsed':
      return 'The time for which the approval held is over.';
  }
}

function outcomeText({ status }: Approval): string {
  switch (status) {
    case 'approved':
      return 'Everybody who had to has approved.';
    case 'rejected':
      return 'It was rejected. The approval shows by whom and why.';
    case 'expired':
      return 'Nobody decided in time. You can start the approval again.';
    case 'cancelled':
      return 'The approval was cancelled.';
    case 'pending':
      return 'A decision was taken back, so the approval runs again.';
  }
}

const changedParts = ({ changed }: Approval) => changed?.changes.map(({ part }) => part).join(', ') || 'its content';

const STUCK: Record<DeadlockReason, string> = {
  'nobody-to-ask': 'has nobody to ask',
  'nobody-active': 'has nobody left who may be asked: all are inactive or excluded',
  'too-many-people': 'has more than 100 people to ask',
  'quorum-out-of-reach': 'can no longer get the approvals that it needs',
  tie: 'ended in a tie',
};

const deadlockText = (step: Step | undefined): string => {
  const reason = step?.status === 'open' ? step.deadlock?.reason : undefined;
  const why = reason === undefined ? 'could not go on, and meanwhile can' : STUCK[reason];
  return `Step ${step?.name ?? ''} ${why}. It is not approved because of that. An administrator can add or replace an approver; the requester can cancel it or start it again.`;
};
