import { decide } from '../../src/approvals/core/decide';
import type { Approval, Command, Step } from '../../src/approvals/core/model';
import { askedOf } from '../../src/approvals/core/steps';
import type { Instant } from '../../src/shared/brand';
import { crowd } from '../support/builders';
import { asker, resubmission, staffing, TICK, voteClosing } from '../support/commands';

const MANY_TURNS = 300;

/** What becomes of it when everybody who has something to do does it, and nobody says no. */
export function carriedOn(approval: Approval, at: Instant): Approval {
  let present = approval;
  for (let turn = 0; turn < MANY_TURNS; turn += 1) {
    const next = oneMoreMove(present, { at, sequence: 10_000 + turn });
    if (next === undefined) return present;
    present = next;
  }
  throw new Error('it goes on for ever');
}

function oneMoreMove(approval: Approval, now: { at: Instant; sequence: number }): Approval | undefined {
  for (const command of movesOf(approval)) {
    const result = decide(approval, command, now);
    if (result.ok) return result.value.next;
  }
  return undefined;
}

const movesOf = (approval: Approval): readonly Command[] =>
  approval.status === 'pending'
    ? [TICK, ...approval.steps.flatMap((step, index) => movesIn(approval, step, index))]
    : [];

function movesIn({ requester, basis }: Approval, step: Step, index: number): readonly Command[] {
  switch (step.status) {
    case 'resolving':
      return [staffing(crowd(3), { step: index })];
    case 'returned':
      return [resubmission(asker(requester), basis, index)];
    case 'open': {
      const answer = step.vote === undefined ? { kind: 'approve' as const } : { kind: 'vote' as const, options: [0] };
      const answers = askedOf(step).map(
        ({ id: by }): Command => ({ type: 'decide', by, via: 'slack', step: index, ...answer }),
      );
      const moderator = step.vote?.moderator;
      return moderator === undefined
        ? answers
        : [...answers, ...[0, 1, 2].map((option) => voteClosing(moderator, option, index))];
    }
    default:
      return [];
  }
}
