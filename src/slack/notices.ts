import type { Button, KnownBlock } from '@slack/types';
import type { Approval, DeadlockReason, RenewalFault, Step } from '../approvals/core/model';
import { isUndecided } from '../approvals/core/steps';
import { awaitsModerator } from '../approvals/core/vote-turn';
import type { People } from '../identity/core/model';
import { changesAskedIn } from '../notifications/core/asked-changes';
import { partsIn } from '../notifications/core/change-words';
import type { Topic } from '../notifications/core/model';
import { outcomeText } from '../notifications/core/outcome-words';
import { readerSeat } from '../notifications/core/plan';
import { turnText, voteSentence } from '../notifications/core/vote-words';
import type { PersonId } from '../shared/brand';
import { openButton, remindButton } from './buttons';
import type { Message } from './client';
import { context, header, mrkdwn, nameOfSubject, personIn, plain, section, spokenName, when } from './elements';
import { headlineOfStep, OUTCOME_HEADLINE } from './headlines';
import { clip, inert, LIMITS } from './limits';

type About = {
  readonly approval: Approval;
  readonly step: number;
  readonly people: People;
  /** What somebody wrote with the decision that is told of. */
  readonly remark?: string | undefined;
};

/** Nothing to press but the way to the subject. It is kept up to date, so that it reminds of nothing that is over. */
export function renderReminder(about: About & { readonly recipient: PersonId }): Message {
  const { approval, step: index, people, recipient } = about;
  const step = approval.steps[index];
  const isAwaited = approval.outdatedAt === undefined && readerSeat(approval, recipient, index).ok;
  const due = isAwaited && step?.status === 'open' ? step.clock?.dueAt : undefined;
  const facts = [mrkdwn(`Asked by ${personIn(people, approval.requester)}`), plain(`Step: ${step?.name ?? ''}`, 150)];
  return message(approval, isAwaited ? 'Reminder' : standingOf(about, step), [
    section(
      isAwaited
        ? `Your ${step?.vote === undefined ? 'decision' : 'vote'} is still awaited. Decide where you were asked, or open it.`
        : 'You were reminded of this. Nothing is awaited of you here any more.',
    ),
    ...context(due === undefined ? facts : [...facts, mrkdwn(`Due ${when(due)}`)]),
  ]);
}

/** Why nothing is awaited of them. */
function standingOf(
  { approval, step: index, recipient }: About & { readonly recipient: PersonId },
  step: Step | undefined,
): string {
  if (approval.status !== 'pending' || step === undefined) return OUTCOME[approval.status];
  return approval.outdatedAt === undefined ? headlineOfStep({ approval, recipient, step: index }, step) : 'Outdated';
}

/** With a token the reader is the requester, who may remind those who have not decided. */
export function renderNotice({
  topic,
  token,
  ...about
}: About & { readonly topic: Topic; readonly token?: string }): Message {
  const { approval } = about;
  const remind = token !== undefined && isWaiting(about) ? [remindButton(approval.subject, token)] : [];
  return message(approval, HEADLINE[topic](about), [section(textOf(topic, about))], remind);
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

export const OUTCOME: Record<Approval['status'], string> = { pending: 'Still open', ...OUTCOME_HEADLINE };

const HEADLINE: Record<Topic, (about: About) => string> = {
  outcome: ({ approval: { status } }) => OUTCOME[status],
  'changes-requested': () => 'Changes requested',
  'vote-turn': (about) => (isTurn(about) ? 'Your turn to close the vote' : 'Nothing to close any more'),
  deadlock: () => 'Approval is stuck',
  'content-changed': () => 'Content changed',
  outdated: () => 'Approval is outdated',
  'asked-again': () => 'Asked again',
  renewing: () => 'Approval ends soon',
  lapsed: () => 'Approval has ended',
};

function textOf(topic: Topic, about: About): string {
  const { approval, step: index } = about;
  const step = approval.steps[index];
  switch (topic) {
    case 'outcome':
      return outcomeText(approval);
    case 'changes-requested':
      return `${changesText(about)} Make them, then choose “Submit again” in the approval.`;
    case 'vote-turn':
      return step !== undefined && isTurn(about) ? `${turnText(step)} Open it to close the vote.` : voteOverText(step);
    case 'deadlock':
      return deadlockText(step);
    case 'content-changed':
      return `It was changed while the approval runs: ${changedParts(approval)}. Decisions so far still stand.`;
    case 'outdated':
      return `It was changed after it was sent for approval: ${changedParts(approval)}. Start the approval again, or cancel it.`;
    case 'asked-again':
      return 'It was changed, so those who had decided are asked again about the new content.';
    case 'renewing':
      return `The approval holds only for a time. ${renewalText(approval)}`;
    case 'lapsed':
      return 'The time for which the approval held is over.';
  }
}

function changesText({ approval, step: index, people, remark }: About): string {
  const step = approval.steps[index];
  const asked = changesAskedIn(step);
  const name = asked === undefined ? undefined : spokenName(people, asked.decision.by ?? asked.id);
  const words = remark === undefined ? '.' : `: “${remark}”`;
  return `${name ?? 'An approver'} asks for changes in step ${step?.name ?? ''}${words}`;
}

const NOT_RENEWED: Record<RenewalFault, string> = {
  'definition-archived': 'its definition is archived. Start one by another definition where it is needed.',
  'out-of-scope': 'its definition no longer applies here. Start one by another definition where it is needed.',
  'no-step-applies': 'no step of its definition applies any more.',
  'subject-gone': 'what it was about is gone, or Baton cannot see it any more.',
};

function renewalText(approval: Approval): string {
  const fault = approval.status === 'pending' ? undefined : approval.notRenewed;
  return fault === undefined
    ? 'A new one was started, so that there is no gap.'
    : `No new one could be started: ${NOT_RENEWED[fault]}`;
}

function isTurn({ approval, step: index }: About): boolean {
  const step = approval.steps[index];
  return step !== undefined && awaitsModerator(approval, step);
}

const voteOverText = (step: Step | undefined): string =>
  (step && voteSentence(step)) ?? 'The vote does not wait for you any more.';

const changedParts = ({ changed }: Approval) => partsIn(changed?.changes ?? []) || 'its content';

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
