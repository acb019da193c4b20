import type { Approval, DeadlockReason } from '../approvals/core/model';
import type { Notification, Topic } from '../notifications/core/model';

/** A mail before it is text or HTML. */
export type Said = {
  readonly headline: string;
  readonly sentences: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
};

const OUTCOME: Record<Approval['status'], readonly [headline: string, verdict: string]> = {
  pending: ['Reopened', 'is open again, because a decision was taken back'],
  approved: ['Approved', 'was approved'],
  rejected: ['Rejected', 'was rejected'],
  expired: ['Expired', 'expired before it was decided'],
  cancelled: ['Cancelled', 'was cancelled'],
};

const STUCK: Record<DeadlockReason, string> = {
  'nobody-to-ask': 'there is nobody to ask',
  'nobody-active': 'none of the people to ask is active any more',
  'too-many-people': 'it would ask more people than one approval can hold',
  'quorum-out-of-reach': 'not enough people are left to decide',
  tie: 'the vote is tied',
};

type Noticed = Pick<Notification, 'topic' | 'step'>;

/** What has happened, and what the reader can do about it. */
export function noticeOf(approval: Approval, { topic, step: index }: Noticed, about: string): Said {
  const { definition, status } = approval;
  const step = approval.steps[index];
  const which = step === undefined ? '' : `, step ${step.name}`;
  const [outcome, verdict] = OUTCOME[status];
  const WORDS: Record<Topic, readonly [headline: string, ...sentences: string[]]> = {
    outcome: [outcome, `${definition.name} ${verdict}.`],
    'changes-requested': [
      'Changes requested',
      `Somebody asked for changes before ${definition.name} can go on${which}.`,
      'Make them, and then resubmit the step: nobody else is asked until you do.',
    ],
    deadlock: [
      'Approval cannot go on',
      `${definition.name}${which} cannot go on${whyOf(approval, index)}.`,
      'Add an approver, reassign somebody, or cancel the approval.',
    ],
    'content-changed': [
      'Content changed',
      `The content changed after ${definition.name} was started. What was decided stays decided.`,
    ],
    outdated: [
      'Approval outdated',
      `The content changed after ${definition.name} was started, so nobody can decide on it any more.`,
      'Restart the approval with the new content, or cancel it.',
    ],
    'asked-again': [
      'Approval starts over',
      `The content changed after ${definition.name} was started, so everybody is asked again.`,
    ],
    renewing: [
      'Approval due for renewal',
      `The result of ${definition.name} ends soon, so a new approval was started.`,
    ],
    lapsed: [
      'Approval no longer valid',
      `The result of ${definition.name} is no longer valid. Start a new approval where one is needed.`,
    ],
  };
  const [headline, ...sentences] = topic === undefined ? WORDS.outcome : WORDS[topic];
  return { headline: `${headline}: ${about}`, sentences, facts: [] };
}

function whyOf({ steps }: Approval, index: number): string {
  const step = steps[index];
  const deadlock = step !== undefined && 'deadlock' in step ? step.deadlock : undefined;
  return deadlock === undefined ? '' : `: ${STUCK[deadlock.reason]}`;
}
