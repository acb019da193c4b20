import { describe, expect, it } from 'vitest';
import type { Vote } from '../../src/approvals/core/definition';
import { outcomeText } from '../../src/notifications/core/outcome-words';
import { turnText, voteSentence } from '../../src/notifications/core/vote-words';
import { ADA, ALL, BEN, CLEO, decision, definition, HOUR_MS, step, userStep, vote } from '../support/builders';
import { staffing, stepClock, TICK, voteClosing, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, DEV, later, played } from '../support/running-approvals';

const days = [
  { name: 'Monday', rejects: false },
  { name: 'Tuesday', rejects: false },
  { name: 'Never', rejects: true },
];
const asks = { type: 'user', people: [ADA, BEN, CLEO, DEV] } as const;
const election = (more: Partial<Vote> = {}) => step({ asks, quorum: ALL, vote: vote({ options: days, ...more }) });
const two = [voteFor(ADA, 0), voteFor(BEN, 0), voteFor(CLEO, 1), voteFor(DEV, 1)];

function voted(more: Partial<Vote>, ...commands: readonly Dated[]) {
  const { next } = played([election(more)], ...commands);
  const [first] = next.steps;
  if (first === undefined) throw new Error('no step');
  return { next, first };
}

describe('the end of a vote', () => {
  it.each<[string, Partial<Vote>, readonly Dated[], string | undefined]>([
    [
      'says which option won, and with how many votes',
      {},
      [voteFor(ADA, 1), voteFor(BEN, 1), voteFor(CLEO, 1), voteFor(DEV, 0)],
      '“Tuesday” won with 3 of 4 votes.',
    ],
    [
      'counts people where everybody may choose several',
      { choice: 'multiple' },
      [voteFor(ADA, 0, 1), voteFor(BEN, 1), voteFor(CLEO, 2), voteFor(DEV, 0, 1)],
      '“Tuesday” won with 3 votes of 4 people.',
    ],
    [
      'says that it was a tie, broken by the order',
      { tie: 'first' },
      two,
      '“Monday” won with 2 of 4 votes; it was a tie with “Tuesday”, and the option that stands first counts.',
    ],
    [
      'says that it was a tie, broken by the moderator',
      { tie: 'moderator', moderator: DEV },
      [...two, voteClosing(DEV, 1)],
      '“Tuesday” won with 2 of 4 votes; it was a tie with “Monday”, and the moderator chose.',
    ],
    [
      'says that a tie counts as a rejection',
      { tie: 'reject' },
      two,
      'It was a tie between “Monday” and “Tuesday”, which counts as a rejection here.',
    ],
    ['says nothing while the vote is open', {}, [voteFor(ADA, 1)], undefined],
  ])('%s', (_claim, more, commands, sentence) => {
    const { first } = voted(more, ...commands);

    expect(voteSentence(first)).toBe(sentence);
  });

  it('is the outcome where there was nothing else to approve', () => {
    const { next } = voted({}, voteFor(ADA, 1), voteFor(BEN, 1), voteFor(CLEO, 1), voteFor(DEV, 0));

    expect(outcomeText(next)).toBe('“Tuesday” won with 3 of 4 votes.');
    expect(outcomeText(played([userStep([BEN])], decision(BEN)).next)).toBe('Everybody who had to has approved.');
  });

  it('is the outcome too where an option rejects', () => {
    const { next } = voted({}, voteFor(ADA, 2), voteFor(BEN, 2), voteFor(CLEO, 2), voteFor(DEV, 0));

    expect(outcomeText(next)).toBe('“Never” won with 3 of 4 votes.');
  });
});

describe('the moderator', () => {
  it('is told between what they choose, where it is a tie', () => {
    const tied = voted({ tie: 'moderator', moderator: DEV }, ...two).first;
    const clear = voted({ moderator: DEV }, voteFor(ADA, 0), voteFor(BEN, 0), voteFor(CLEO, 0), voteFor(DEV, 1)).first;

    expect(turnText(tied)).toContain('It is a tie between “Monday” and “Tuesday”: choose which of them wins.');
    expect(turnText(clear)).not.toContain('tie');
  });
});

describe('what ran out of time', () => {
  const due = staffing([ADA, BEN], { clock: stepClock({ dueAt: START + HOUR_MS }) });
  const expired = (...commands: readonly Dated[]) =>
    played(definition({ steps: [userStep([ADA, BEN])] }), due, ...commands, later(HOUR_MS, TICK)).next;

  it.each<[string, readonly Dated[], string]>([
    ['says how many had approved', [decision(ADA)], 'Not enough approved in time: 1 of 2 had approved. '],
    ['says that nobody decided, where nobody did', [], 'Nobody decided in time. '],
  ])('%s', (_claim, commands, text) => {
    expect(outcomeText(expired(...commands))).toBe(`${text}You can start the approval again.`);
  });
});
