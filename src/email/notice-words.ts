import type { Approval, DeadlockReason, RenewalFault } from '../approvals/core/model';
import type { Notification, Topic } from '../notifications/core/model';
import { outcomeText } from '../notifications/core/outcome-words';
import { turnText, voteSentence } from '../notifications/core/vote-words';

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
  'nobody-active': 'all of the people to ask are inactive, or must not decide on their own work',
  'too-many-people': 'it would ask more people than one approval can hold',
  'quorum-out-of-reach': 'not enough people are left to decide',
  tie: 'the vote is tied',
};

const NOT_RENEWED: Record<RenewalFault, string> = {
  'definition-archived': 'its definition is archived. Start one by another definition where it is needed.',
  'out-of-scope': 'its definition no longer applies here. Start one by another definition where it is needed.',
  'no-step-applies': 'no step of its definition applies any more. Nothing else is to be done where that is right.',
  'subject-gone': 'what it was about is gone, or Baton cannot see it any more.',
};

type Noticed = Pick<Notification, 'topic' | 'step'>;

type Around = {
  readonly about: string;
  /** Who asks for changes, as far as they can be named. */
  readonly asker?: string | undefined;
  readonly remark?: string | undefined;
};

/** What has happened, and what the reader can do about it. */
export function noticeOf(approval: Approval, { topic, step: index }: Noticed, { about, asker, remark }: Around): Said {
  const { definition, status } = approval;
  const step = approval.steps[index];
  const which = step === undefined ? '' : `, step ${step.name}`;
  const [outcome, verdict] = OUTCOME[status];
  const WORDS: Record<Topic, readonly [headline: string, ...sentences: string[]]> = {
    outcome: [outcome, `${definition.name} ${verdict}.`, ...detailsOf(approval)],
    'changes-requested': [
      'Changes requested',
      `${asker ?? 'Somebody'} asks for changes before ${definition.name} can go on${which}.`,
      ...(remark === undefined ? [] : [`“${remark}”`]),
      'Make them, and then resubmit the step: nobody else is asked until you do.',
    ],
    'vote-turn': [
      'Your turn to close the vote',
      `The vote of ${definition.name}${which} waits for you.`,
      ...(step === undefined ? [] : [turnText(step)]),
      'Close it in the approval: until then the vote goes on.',
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
    renewing: ['Approval due for renewal', `The result of ${definition.name} ends soon${renewalOf(approval)}`],
    lapsed: [
      'Approval no longer valid',
      `The result of ${definition.name} is no longer valid. Start a new approval where one is needed.`,
    ],
  };
  const [headline, ...sentences] = topic === undefined ? WORDS.outcome : WORDS[topic];
  return { headline: `${headline}: ${about}`, sentences, facts: [] };
}

/** What the verdict alone does not say. */
const detailsOf = (approval: Approval): readonly string[] =>
  approval.status === 'expired' ? [outcomeText(approval)] : approval.steps.flatMap((each) => voteSentence(each) ?? []);

function renewalOf(approval: Approval): string {
  const fault = approval.status === 'pending' ? undefined : approval.notRenewed;
  return fault === undefined
    ? ', so a new approval was started.'
    : `, and no new approval could be started: ${NOT_RENEWED[fault]}`;
}

function whyOf({ steps }: Approval, index: number): string {
  const step = steps[index];
  const deadlock = step !== undefined && 'deadlock' in step ? step.deadlock : undefined;
  return deadlock === undefined ? '' : `: ${STUCK[deadlock.reason]}`;
}
