import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vote } from '../../src/approvals/core/definition';
import { countVotes, resultOf, type VoteResult } from '../../src/approvals/core/vote';
import { approver, voter } from './given-approvers';

const vote = (tie: Vote['tie'] = 'deadlock', options = 3): Vote => ({
  options: Array.from({ length: options }, (_, n) => ({ name: `Option ${n}`, rejects: false })),
  choice: 'multiple',
  tie,
});

const winner = (option: number): VoteResult => ({ type: 'winner', option });
const tie = (...options: readonly number[]): VoteResult => ({ type: 'tie', options });

describe('votes are counted', () => {
  it('for each option, also for one that nobody chose', () => {
    expect(countVotes(vote(), [voter(0, 0), voter(1, 0, 2)])).toEqual([2, 0, 1]);
  });

  it('only of those who are still asked', () => {
    const left = { ...voter(1, 1), left: { reason: 'inactive' as const, at: 1 } };

    expect(countVotes(vote(), [voter(0, 0), left])).toEqual([1, 0, 0]);
  });

  it('without abstentions and people who have not answered', () => {
    expect(countVotes(vote(), [approver(0, 'b'), approver(1, '.'), approver(2, 'r')])).toEqual([0, 0, 0]);
  });

  it('once for each person and option, and not for options that there are not', () => {
    expect(countVotes(vote(), [voter(0, 1, 1, 7, -1)])).toEqual([0, 1, 0]);
  });
});

describe('the result is', () => {
  it.each<[string, Vote['tie'], readonly (readonly number[])[], VoteResult]>([
    ['the option with the most votes', 'deadlock', [[0], [2], [2]], winner(2)],
    ['the first of equals, as listed', 'first', [[2], [1]], winner(1)],
    ['a tie that rejects', 'reject', [[2], [1]], tie(1, 2)],
    ['a tie for the moderator', 'moderator', [[0], [1], [2]], tie(0, 1, 2)],
    ['a tie that nobody decides', 'deadlock', [[0, 1], [0, 1], [2]], tie(0, 1)],
    ['none where nobody voted', 'first', [], { type: 'none' }],
    ['none where everybody voted for nothing', 'first', [[], []], { type: 'none' }],
  ])('%s', (_title, rule, votes, result) => {
    expect(
      resultOf(
        vote(rule),
        votes.map((options, index) => voter(index, ...options)),
      ),
    ).toEqual(result);
  });

  it('the same in whatever order people voted, and no option has more votes than the winner', () => {
    const ballots = fc.array(fc.uniqueArray(fc.nat(3)), { maxLength: 8 });
    fc.assert(
      fc.property(
        ballots,
        fc.constantFrom<Vote['tie']>('first', 'reject', 'moderator', 'deadlock'),
        (options, rule) => {
          const asked = vote(rule, 4);
          const people = options.map((each, index) => voter(index, ...each));
          const result = resultOf(asked, people);
          const counts = countVotes(asked, people);
          const best = Math.max(...counts);

          expect(resultOf(asked, [...people].reverse())).toEqual(result);
          if (result.type === 'winner') expect(counts[result.option]).toBe(best);
          if (result.type === 'tie')
            expect(result.options.map((option) => counts[option])).toEqual(result.options.map(() => best));
          if (result.type === 'none') expect(best).toBe(0);
        },
      ),
    );
  });
});
