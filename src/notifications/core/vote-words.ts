import type { Vote } from '../../approvals/core/definition';
import type { Step } from '../../approvals/core/model';
import { askedOf } from '../../approvals/core/steps';
import { countVotes, resultOf } from '../../approvals/core/vote';

/** How a vote that is over ended, in two parts: what won, and with how many votes; undefined where none did. */
export type VoteEnd = { readonly won: string; readonly how: string };

export function voteEndOf(step: Step): VoteEnd | undefined {
  const { vote } = step;
  const winner = 'winner' in step ? step.winner : undefined;
  if (vote === undefined || winner === undefined) return undefined;
  return { won: `${nameIn(vote, winner)} won`, how: `${countOf(step, vote, winner)}${tieBreak(step, vote, winner)}` };
}

/** All in one sentence; also for a tie that counts as a rejection. */
export function voteSentence(step: Step): string | undefined {
  const end = voteEndOf(step);
  if (end !== undefined) return `${end.won} ${end.how}.`;
  const { vote } = step;
  const result = vote === undefined ? undefined : resultOf(vote, step.approvers);
  if (vote === undefined || step.status !== 'rejected' || result?.type !== 'tie') return undefined;
  return `It was a tie between ${listed(vote, result.options)}, which counts as a rejection here.`;
}

function countOf({ approvers }: Step, vote: Vote, winner: number): string {
  const votes = countVotes(vote, approvers)[winner] ?? 0;
  const voters = askedOf({ approvers }).filter(({ decision }) => decision?.kind === 'vote').length;
  return vote.choice === 'single'
    ? `with ${votes} of ${counted(voters)}`
    : `with ${counted(votes)} of ${people(voters)}`;
}

/** Whoever was called in may have chosen what fewer had voted for. */
function tieBreak({ approvers }: Step, vote: Vote, winner: number): string {
  const result = resultOf({ ...vote, tie: 'deadlock' }, approvers);
  const leaders = result.type === 'tie' ? result.options : [];
  const level = leaders.filter((option) => option !== winner);
  const led = result.type === 'winner' ? result.option === winner : leaders.includes(winner);
  if (!led) return ', as somebody who was called in chose';
  if (level.length === 0) return '';
  const tie = `; it was a tie with ${listed(vote, level)}`;
  if (vote.tie === 'first') return `${tie}, and the option that stands first counts`;
  return vote.tie === 'moderator' ? `${tie}, and the moderator chose` : `${tie}, and somebody who was called in chose`;
}

const nameIn = ({ options }: Vote, option: number): string => `“${options[option]?.name ?? option + 1}”`;

const listed = (vote: Vote, options: readonly number[]): string =>
  options.map((option) => nameIn(vote, option)).join(' and ');

const counted = (votes: number): string => (votes === 1 ? '1 vote' : `${votes} votes`);
const people = (voters: number): string => (voters === 1 ? '1 person' : `${voters} people`);

/** For the moderator of a vote that waits for them alone; where it is a tie that they are to break, between what. */
export function turnText(step: Step): string {
  const { vote, name } = step;
  const result = vote === undefined ? undefined : resultOf(vote, step.approvers);
  const tied =
    vote?.tie === 'moderator' && result?.type === 'tie'
      ? ` It is a tie between ${listed(vote, result.options)}: choose which of them wins.`
      : '';
  return `Everybody who is asked in step ${name} has answered, so the vote waits for you alone.${tied}`;
}
