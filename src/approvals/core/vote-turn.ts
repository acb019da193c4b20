import type { Approval, Step } from './model';
import { askedOf, isUndecided } from './steps';
import { resultOf } from './vote';

/** A vote that only its moderator holds up: everybody who is asked has answered. */
export function awaitsModerator({ outdatedAt }: Approval, step: Step): boolean {
  const { vote, approvers } = step;
  if (step.status !== 'open' || vote?.moderator === undefined || outdatedAt !== undefined) return false;
  return resultOf(vote, approvers).type !== 'none' && !askedOf(step).some(isUndecided);
}

/** The answer after which it is the moderator's turn; the same as long as nothing was taken back since. */
export const lastAnswerIn = (step: Pick<Step, 'approvers'>): number =>
  Math.max(0, ...askedOf(step).map(({ decision }) => decision?.sequence ?? 0));
