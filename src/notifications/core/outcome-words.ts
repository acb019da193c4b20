import type { Approval, Step } from '../../approvals/core/model';
import { tally } from '../../approvals/core/quorum';
import { askedOf } from '../../approvals/core/steps';
import { voteSentence } from './vote-words';

/** How an approval ended, and what of it the reader would else have to look up. */
export function outcomeText({ status, steps }: Approval): string {
  const votes = steps.flatMap((step) => voteSentence(step) ?? []);
  switch (status) {
    case 'approved':
      return [...(isByVotesAlone(steps) ? [] : ['Everybody who had to has approved.']), ...votes].join(' ');
    case 'rejected':
      return votes.length > 0 && steps.some((step) => step.status === 'rejected' && step.vote !== undefined)
        ? votes.join(' ')
        : 'It was rejected. The approval shows by whom and why.';
    case 'expired':
      return `${steps.map(expiredText).find((text) => text !== undefined) ?? NOBODY} You can start the approval again.`;
    case 'cancelled':
      return 'The approval was cancelled.';
    case 'pending':
      return 'A decision was taken back, so the approval runs again.';
  }
}

const NOBODY = 'Nobody decided in time.';

/** There was nothing to approve but options. */
const isByVotesAlone = (steps: readonly Step[]): boolean =>
  steps.every(({ status, vote }) => status !== 'approved' || vote !== undefined) &&
  steps.some(({ status }) => status === 'approved');

function expiredText(step: Step): string | undefined {
  if (step.status !== 'expired') return undefined;
  const { approved, responded, needed } = tally(step.quorum, step.approvers);
  if (responded === 0) return NOBODY;
  if (step.vote !== undefined) return `Not enough voted in time: ${approved} of ${askedOf(step).length} had voted.`;
  return `Not enough approved in time: ${approved} of ${needed} had approved.`;
}
