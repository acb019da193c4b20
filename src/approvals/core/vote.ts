import type { Vote } from './definition';
import type { Approver } from './model';

/** `tie` where the tie rule leaves it to somebody else: the caller rejects, asks the moderator, or reports a deadlock. */
export type VoteResult =
  | { readonly type: 'winner'; readonly option: number }
  | { readonly type: 'tie'; readonly options: readonly number[] }
  | { readonly type: 'none' };

/** Votes for each option, by those who are still asked. */
export function countVotes(vote: Vote, approvers: readonly Approver[]): readonly number[] {
  const chosen = approvers.filter(({ left }) => left === undefined).map(({ decision }) => chosenBy(decision));
  return vote.options.map((_, option) => chosen.filter((options) => options.has(option)).length);
}

export function resultOf(vote: Vote, approvers: readonly Approver[]): VoteResult {
  const votes = countVotes(vote, approvers);
  const most = Math.max(0, ...votes);
  if (most === 0) return { type: 'none' };

  const [first, ...others] = votes.flatMap((count, option) => (count === most ? [option] : []));
  if (first === undefined) return { type: 'none' };
  if (others.length === 0 || vote.tie === 'first') return { type: 'winner', option: first };
  return { type: 'tie', options: [first, ...others] };
}

const chosenBy = (decision: Approver['decision']) => new Set(decision?.kind === 'vote' ? decision.options : undefined);
