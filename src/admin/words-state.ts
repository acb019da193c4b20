import type { Approver, DeadlockReason, Excluded } from '../approvals/core/model';
import type { Topic } from '../notifications/core/model';

/** How an approval stands, in words for people; where something is wrong they say what to do next. */

const LEFT: Record<NonNullable<Approver['left']>['reason'], string> = {
  reassigned: 'Handed on to somebody else, who is asked now.',
  'no-longer-named': 'No longer one of those who are asked in this step.',
  inactive: 'The account is no longer active. Reassign it, or add another approver.',
};

const EXCLUDED: Record<Excluded['because'], string> = {
  requester: 'asked for this approval',
  assignee: 'is the assignee',
  reporter: 'is the reporter',
  'last-editor': 'edited the page last',
  inactive: 'has no active account',
};

const DEADLOCK: Record<DeadlockReason, string> = {
  'nobody-to-ask': 'Nobody is left to ask in this step. Add an approver, or cancel and correct the definition.',
  'nobody-active':
    'Nobody who is asked in this step has an active account. Add an approver, or cancel and correct the definition.',
  'too-many-people':
    'More people would be asked than the 100 that an approval has room for. Cancel it and choose a smaller group.',
  'quorum-out-of-reach':
    'The approvals that are still possible are not enough. Add an approver, have a decision taken back, or cancel.',
  tie: 'Options have the same number of votes. Add an approver, have a vote taken back, or cancel.',
};

const NOBODY_ALLOWED =
  'Everybody who would be asked in this step is left out, because they must not decide on their own work. Add another approver, or cancel and correct the definition.';
const NOBODY_LEFT =
  'Of those who would be asked in this step, some have no active account and the others must not decide on their own work. Add another approver, or cancel and correct the definition.';

const TOPIC: Record<Topic, string> = {
  outcome: 'the outcome',
  'changes-requested': 'changes that were asked for',
  'vote-turn': 'a vote that waits for its moderator',
  deadlock: 'a step that cannot go on',
  'content-changed': 'a change of the content',
  outdated: 'content that is no longer what was decided on',
  'asked-again': 'being asked again after a change',
  renewing: 'an approval that ends soon',
  lapsed: 'an approval that no longer holds',
};

/** `excluded`: why the step would not ask them again. */
export function leftText({ reason }: NonNullable<Approver['left']>, excluded?: Excluded): string {
  if (reason !== 'no-longer-named' || excluded === undefined) return LEFT[reason];
  return `No longer asked in this step: this person ${excludedText(excluded)}.`;
}

export const excludedText = ({ because }: Excluded): string => EXCLUDED[because];

/** Nobody may be left because of accounts that are gone, of the separation of duties, or of both. */
export function deadlockText(reason: DeadlockReason, excluded: readonly Excluded[]): string {
  if (reason !== 'nobody-active') return DEADLOCK[reason];
  const inactive = excluded.some(({ because }) => because === 'inactive');
  const barred = excluded.some(({ because }) => because !== 'inactive');
  if (!barred) return DEADLOCK[reason];
  return inactive ? NOBODY_LEFT : NOBODY_ALLOWED;
}

export const topicText = (topic: Topic): string => TOPIC[topic];
