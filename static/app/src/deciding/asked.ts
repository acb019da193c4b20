import type { ApprovalView, DecisionView, InboxEntry, StepView } from '../../../../src/admin/contract';

export type Kind = DecisionView['kind'];

/** What the person is asked to decide, as it stood on the screen. */
export type Asked = {
  approvalId: string;
  definitionName: string;
  step: number;
  stepName: string;
  kinds: readonly Kind[];
  /** Kinds that need a comment. */
  explain: readonly Kind[];
  inPlaceOf?: string;
  vote?: NonNullable<StepView['vote']>;
};

export function toAsked({ id, definitionName, steps, may }: ApprovalView): Asked | undefined {
  if (may.decide === undefined) return undefined;
  const { step, kinds, explain, inPlaceOf } = may.decide;
  const seen = steps[step];
  return {
    approvalId: id,
    definitionName,
    step,
    stepName: seen?.name ?? '',
    kinds,
    explain,
    inPlaceOf,
    vote: seen?.vote,
  };
}

/** A vote comes without its options: they stand where the approval is. */
export const fromInbox = (entry: InboxEntry): Asked => {
  const { approvalId, definitionName, step, stepName, inPlaceOf, kinds, explain } = entry;
  return { approvalId, definitionName, step, stepName, kinds, explain, inPlaceOf };
};

/** From the most usual to the least, whatever order they are offered in. */
export const inOrder = (kinds: readonly Kind[]): readonly Kind[] => ORDER.filter((kind) => kinds.includes(kind));

const ORDER: readonly Kind[] = ['vote', 'approve', 'reject', 'request-changes', 'abstain'];

type Words = { button: string; question: string; done: string; failed: string };

export const WORDS: Record<Kind, Words> = {
  approve: { button: 'Approve', question: 'Approve', done: 'You approved', failed: 'Your approval was not recorded' },
  reject: { button: 'Reject', question: 'Reject', done: 'You rejected', failed: 'Your rejection was not recorded' },
  'request-changes': {
    button: 'Request changes',
    question: 'Request changes to',
    done: 'You requested changes to',
    failed: 'Your request was not recorded',
  },
  abstain: {
    button: 'Abstain',
    question: 'Abstain from',
    done: 'You abstained from',
    failed: 'Your abstention was not recorded',
  },
  vote: { button: 'Vote', question: 'Vote on', done: 'You voted on', failed: 'Your vote was not recorded' },
};

/** What a decision does, for the dialog that asks before it is made. */
export const MEANS: Record<Kind, string> = {
  approve: 'Your approval counts at once.',
  reject: 'One rejection can end the whole approval.',
  'request-changes': 'The requester is told, changes it, and asks this step again.',
  abstain: 'You are not counted among those who have to agree.',
  vote: 'Your vote counts at once.',
};
