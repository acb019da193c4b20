import type { AccountId, Instant } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { Vote } from './definition';
import type { Command, OpenStep, PendingApproval, Refusal } from './model';
import { whyShut } from './seat';
import { closeStep, deadlock } from './settle';
import { outcomeOf } from './standing';
import { isExcluded } from './steps';
import type { Transition } from './transition';
import { resultOf } from './vote';

/** The votes decide; the moderator says when, and which of the options that are level. */
export function closeVote(
  approval: PendingApproval,
  { by, step: index, option }: Extract<Command, { type: 'close-vote' }>,
  at: Instant,
): Result<Transition, Refusal> {
  const step = approval.steps[index];
  if (step?.vote?.moderator === undefined || step.vote.moderator !== by) return err('not-the-moderator');
  const shut = whyShut(step, at);
  if (step.status !== 'open' || shut !== undefined) return err(shut ?? 'step-not-open');
  if (approval.outdatedAt !== undefined) return err('outdated');

  const actor = { type: 'account', accountId: by } as const;
  const found = closing(approval, { step, vote: step.vote }, { by, option });
  if (!found.ok) return found;
  if (found.value !== 'deadlock') return ok(closeStep(approval, index, { ...found.value, by: actor }, at));

  const told = deadlock(approval, index, 'tie', at);
  return told.next === approval ? err('unchanged') : ok(told);
}

type End = { readonly status: 'approved' | 'rejected'; readonly because: 'moderator'; readonly winner?: number };

function closing(
  approval: PendingApproval,
  { step, vote }: { step: OpenStep; vote: Vote },
  { by, option }: { by: AccountId; option: number | undefined },
): Result<End | 'deadlock', Refusal> {
  const result = resultOf(vote, step.approvers);
  switch (result.type) {
    case 'none':
      return err('no-votes');
    case 'winner':
      return ok(wonBy(vote, result.option));
    case 'tie':
      if (vote.tie === 'reject') return ok({ status: 'rejected', because: 'moderator' });
      if (vote.tie === 'deadlock') return ok('deadlock');
      // Who chooses decides.
      if (isExcluded(approval, step, by)) return err('person-excluded');
      return option !== undefined && result.options.includes(option)
        ? ok(wonBy(vote, option))
        : err('tie-needs-choice');
  }
}

const wonBy = (vote: Vote, option: number): End => ({ ...outcomeOf(vote, option), because: 'moderator' });
