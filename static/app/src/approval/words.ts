import type { ApproverView, DecisionView, StepView } from '../../../../src/admin/contract';
import type { Mark } from '../people/mark';

/** Where a step stands, in a few words. */
export function progressOf({ state, approved, needed, vote }: StepView): string {
  switch (state) {
    case 'waiting':
      return 'Comes later';
    case 'resolving':
      return 'Looking up who is asked';
    case 'open':
      return vote === undefined ? `${approved} of ${needed} approved` : `${approved} of ${needed} voted`;
    case 'returned':
      return 'Changes requested';
    case 'approved':
      return 'Approved';
    case 'rejected':
      return 'Rejected';
    case 'expired':
      return 'Expired';
    case 'skipped':
      return 'Not needed any more';
    case 'left-out':
      return 'Left out: its condition does not hold';
  }
}

export const DECIDED: Record<DecisionView['kind'], string> = {
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'requested changes',
  abstain: 'abstained',
  vote: 'voted',
};

export const VIA: Record<DecisionView['via'], string> = {
  slack: 'in Slack',
  jira: 'in Jira',
  confluence: 'in Confluence',
  email: 'by e-mail',
  api: 'through the API',
};

const MARKS: Record<DecisionView['kind'], Mark> = {
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'returned',
  abstain: 'passed-over',
  vote: 'approved',
};

export function markOf({ decision, left }: ApproverView, state: StepView['state']): Mark {
  if (decision !== undefined) return MARKS[decision.kind];
  return left === undefined && MAY_STILL_ANSWER[state] ? 'waiting' : 'passed-over';
}

const MAY_STILL_ANSWER: Record<StepView['state'], boolean> = {
  waiting: true,
  resolving: true,
  open: true,
  returned: true,
  approved: false,
  rejected: false,
  expired: false,
  skipped: false,
  'left-out': false,
};

/** What is said of somebody who has not answered. */
export const SILENT: Record<StepView['state'], string> = {
  waiting: 'is asked later',
  resolving: 'is asked in a moment',
  open: 'has not answered yet',
  returned: 'is asked again after the changes',
  approved: 'did not need to answer',
  rejected: 'did not need to answer',
  expired: 'did not answer in time',
  skipped: 'was not asked',
  'left-out': 'was not asked',
};

export const ADDED: Record<NonNullable<ApproverView['added']>, string> = {
  'by-hand': 'Added by hand',
  escalation: 'Asked because the step is late; decides alone',
};
