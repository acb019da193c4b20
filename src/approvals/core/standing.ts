import type { Vote } from './definition';
import type { ApprovalEvent, DeadlockReason, OpenStep } from './model';
import { verdictOf } from './quorum';
import { askedOf, isCalledIn, isUndecided } from './steps';
import { resultOf } from './vote';

export type Because = Extract<ApprovalEvent, { type: 'step.closed' }>['because'];

/** How a step stands. */
export type Standing =
  | { readonly type: 'open' }
  | { readonly type: 'deadlock'; readonly reason: DeadlockReason }
  | {
      readonly type: 'over';
      readonly status: 'approved' | 'rejected';
      readonly because: Because;
      readonly winner?: number;
    };

const OPEN: Standing = { type: 'open' };
const OUT_OF_REACH: Standing = { type: 'deadlock', reason: 'quorum-out-of-reach' };

export function standingOf(step: OpenStep): Standing {
  const escalated = byEscalation(step);
  if (escalated !== undefined) return escalated;

  const asked = askedOf(step);
  if (asked.length === 0) return { type: 'deadlock', reason: 'nobody-to-ask' };
  if (asked.every(({ added }) => added === 'escalation')) return asked.some(isUndecided) ? OPEN : OUT_OF_REACH;
  return step.vote === undefined ? byQuorum(step) : byVotes(step, step.vote);
}

/** Whoever was called in by escalation decides alone. */
function byEscalation(step: OpenStep): Standing | undefined {
  const decisive = askedOf(step).find(
    (each) =>
      each.decision !== undefined && each.decision.kind !== 'abstain' && isCalledIn(step, each, each.decision.at),
  )?.decision;
  if (decisive === undefined) return undefined;

  const winner = decisive.options?.[0];
  if (step.vote !== undefined && winner !== undefined) return won(step.vote, winner, 'escalation');
  return { type: 'over', status: decisive.kind === 'reject' ? 'rejected' : 'approved', because: 'escalation' };
}

function byQuorum({ quorum, approvers }: OpenStep): Standing {
  const verdict = verdictOf(quorum, approvers);
  switch (verdict) {
    case 'open':
      return OPEN;
    case 'out-of-reach':
      return OUT_OF_REACH;
    case 'approved':
    case 'rejected':
      return { type: 'over', status: verdict, because: 'quorum' };
  }
}

function byVotes(step: OpenStep, vote: Vote): Standing {
  const result = resultOf(vote, step.approvers);
  if (vote.moderator !== undefined) {
    // There is nothing that the moderator could close.
    return result.type === 'none' && !askedOf(step).some(isUndecided) ? OUT_OF_REACH : OPEN;
  }
  const verdict = verdictOf(step.quorum, step.approvers);
  if (verdict === 'open') return OPEN;
  if (verdict !== 'approved') return OUT_OF_REACH;

  switch (result.type) {
    case 'winner':
      return won(vote, result.option, 'quorum');
    case 'none':
      return OUT_OF_REACH;
    case 'tie':
      return tied(step, vote);
  }
}

/** As long as somebody has not voted the tie may still be broken. */
function tied(step: OpenStep, vote: Vote): Standing {
  if (vote.tie === 'reject') return { type: 'over', status: 'rejected', because: 'quorum' };
  return askedOf(step).some(isUndecided) ? OPEN : { type: 'deadlock', reason: 'tie' };
}

const won = (vote: Vote, option: number, because: Because): Standing => ({
  type: 'over',
  because,
  ...outcomeOf(vote, option),
});

export const outcomeOf = ({ options }: Vote, option: number): { status: 'approved' | 'rejected'; winner: number } => ({
  status: options[option]?.rejects === true ? 'rejected' : 'approved',
  winner: option,
});
