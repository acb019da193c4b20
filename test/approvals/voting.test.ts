import { describe, expect, it } from 'vitest';
import type { StepDefinition, Vote } from '../../src/approvals/core/definition';
import {
  ADA,
  ALL,
  ANY,
  BEN,
  CLEO,
  changePolicy,
  decision,
  definition,
  fingerprint,
  HOUR_MS,
  RITA,
  step,
  terms,
  vote,
} from '../support/builders';
import { observation, staffing, stepClock, voteClosing, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, DEV, later, played, replayed, startedApproval } from '../support/running-approvals';

/** Ada, Ben and Cleo choose; all have to vote unless something else is said. */
const election = (more: Partial<Vote> = {}, rest: Partial<StepDefinition> = {}) =>
  step({ asks: { type: 'user', people: [ADA, BEN, CLEO] }, quorum: ALL, vote: vote(more), ...rest });

const three = [
  { name: 'Red', rejects: false },
  { name: 'Green', rejects: false },
  { name: 'None', rejects: true },
];

const endOf = (only: StepDefinition, ...commands: readonly Dated[]) => {
  const { next } = played([only], ...commands);
  const [first] = next.steps;
  return [next.status, first !== undefined && 'winner' in first ? first.winner : undefined];
};

describe('a vote', () => {
  it.each<[string, StepDefinition, readonly Dated[], readonly unknown[]]>([
    ['is open until enough have voted', election(), [voteFor(ADA, 0), voteFor(BEN, 0)], ['pending', undefined]],
    ['is won by most', election(), [voteFor(ADA, 0), voteFor(BEN, 1), voteFor(CLEO, 0)], ['approved', 0]],
    [
      'rejects when an option that rejects wins',
      election(),
      [voteFor(ADA, 1), voteFor(BEN, 1), voteFor(CLEO, 0)],
      ['rejected', 1],
    ],
    ['ends with the first where that is enough', election({}, { quorum: ANY }), [voteFor(BEN, 1)], ['rejected', 1]],
    [
      'does not wait for who abstained',
      election(),
      [voteFor(ADA, 0), voteFor(BEN, 0), decision(CLEO, 'abstain')],
      ['approved', 0],
    ],
    [
      'counts each of several choices',
      election({ options: three, choice: 'multiple' }),
      [voteFor(ADA, 0, 1), voteFor(BEN, 1, 2), voteFor(CLEO, 1)],
      ['approved', 1],
    ],
  ])('%s', (_name, only, commands, expected) => {
    expect(endOf(only, ...commands)).toEqual(expected);
  });

  it('tells the winner', () => {
    const { events } = played([election({}, { quorum: ANY })], voteFor(BEN, 0));

    expect(events).toContainEqual({ type: 'step.closed', step: 0, status: 'approved', because: 'quorum', winner: 0 });
  });
});

describe('a tie', () => {
  const tied = [voteFor(ADA, 0), voteFor(BEN, 1), decision(CLEO, 'abstain')];

  it.each<[string, Vote['tie'], readonly unknown[]]>([
    ['goes to the option that stands first', 'first', ['approved', 0]],
    ['rejects', 'reject', ['rejected', undefined]],
    ['decides nothing', 'deadlock', ['pending', undefined]],
  ])('%s where that is the rule', (_name, tie, expected) => {
    expect(endOf(election({ tie }), ...tied)).toEqual(expected);
  });

  it('is told as a deadlock once all have answered, and not before', () => {
    const two = election({}, { quorum: { type: 'number', pass: 2 } });
    const before = played([two], voteFor(ADA, 0), voteFor(BEN, 1));

    expect(before.next.steps[0]).not.toHaveProperty('deadlock');
    expect(played([two], ...tied).events.at(-1)).toEqual({ type: 'step.deadlocked', step: 0, reason: 'tie' });
    expect(endOf(two, voteFor(ADA, 0), voteFor(BEN, 1), voteFor(CLEO, 1))).toEqual(['rejected', 1]);
  });
});

describe('a moderator', () => {
  const moderated = election({ moderator: DEV, tie: 'moderator', options: three });
  const lastAnswer = (only: StepDefinition, ...commands: readonly Dated[]) =>
    replayed(startedApproval([only]), commands).answers.at(-1);

  it('is waited for, even when all have voted', () => {
    expect(endOf(moderated, voteFor(ADA, 0), voteFor(BEN, 0), voteFor(CLEO, 0))).toEqual(['pending', undefined]);
  });

  it('closes the vote at any time, and the votes decide', () => {
    const { next, events } = played([moderated], voteFor(ADA, 2), voteClosing(DEV));

    expect(next).toMatchObject({ status: 'rejected', steps: [{ winner: 2 }] });
    expect(events).toContainEqual({
      type: 'step.closed',
      step: 0,
      status: 'rejected',
      because: 'moderator',
      winner: 2,
    });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'approval.closed', by: { type: 'account', accountId: DEV } }),
    );
  });

  it('chooses among the options that are level', () => {
    expect(endOf(moderated, voteFor(ADA, 0), voteFor(BEN, 1), voteClosing(DEV, 1))).toEqual(['approved', 1]);
  });

  it.each<[string, StepDefinition, readonly Dated[], string]>([
    ['is nobody else', moderated, [voteFor(ADA, 0), voteClosing(ADA)], 'not-the-moderator'],
    ['is nobody where none is named', election(), [voteFor(ADA, 0), voteClosing(DEV)], 'not-the-moderator'],
    ['needs a vote', moderated, [decision(ADA, 'abstain'), voteClosing(DEV)], 'no-votes'],
    ['has to choose in a tie', moderated, [voteFor(ADA, 0), voteFor(BEN, 1), voteClosing(DEV)], 'tie-needs-choice'],
    [
      'chooses no option that lost',
      moderated,
      [voteFor(ADA, 0), voteFor(BEN, 1), voteClosing(DEV, 2)],
      'tie-needs-choice',
    ],
    [
      'comes too late when it is over',
      moderated,
      [voteFor(ADA, 0), voteClosing(DEV), voteClosing(DEV)],
      'approval-closed',
    ],
    [
      'waits while changes are asked for',
      moderated,
      [voteFor(ADA, 0), decision(BEN, 'request-changes'), voteClosing(DEV)],
      'step-returned',
    ],
    [
      'comes too late when it is due',
      moderated,
      [
        staffing([ADA, BEN, CLEO], { clock: stepClock({ dueAt: START + HOUR_MS }) }),
        voteFor(ADA, 0),
        later(HOUR_MS, voteClosing(DEV)),
      ],
      'step-expired',
    ],
    [
      'is not to decide what they must not decide',
      election({ moderator: RITA, tie: 'moderator' }, { exclude: ['requester'] }),
      [staffing([ADA, BEN]), voteFor(ADA, 0), voteFor(BEN, 1), voteClosing(RITA, 0)],
      'person-excluded',
    ],
  ])('%s', (_name, only, commands, answer) => {
    expect(lastAnswer(only, ...commands)).toBe(answer);
  });

  it('does not close on content that has changed', () => {
    const what = definition({ steps: [moderated], terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
    const commands = [voteFor(ADA, 0), observation(fingerprint({ summary: 'New' })), voteClosing(DEV)];

    expect(replayed(startedApproval(what), commands).answers.at(-1)).toBe('outdated');
  });

  it.each<[Vote['tie'], readonly unknown[]]>([
    ['first', ['approved', 0]],
    ['reject', ['rejected', undefined]],
  ])('is not asked where the rule for a tie is another: %s', (tie, expected) => {
    expect(endOf(election({ moderator: DEV, tie }), voteFor(ADA, 1), voteFor(BEN, 0), voteClosing(DEV))).toEqual(
      expected,
    );
  });

  it('does not break a tie that is to be a deadlock', () => {
    const only = election({ moderator: DEV, tie: 'deadlock' });
    const { next, events, answers } = replayed(startedApproval([only]), [
      voteFor(ADA, 1),
      voteFor(BEN, 0),
      voteClosing(DEV, 0),
      voteClosing(DEV, 0),
    ]);

    expect(next.steps[0]).toMatchObject({ status: 'open', deadlock: { reason: 'tie' } });
    expect(events.filter(({ type }) => type === 'step.deadlocked')).toHaveLength(1);
    expect(answers.at(-1)).toBe('unchanged');
  });

  it('has nothing to close where all abstain, and that is told', () => {
    const { events } = played([moderated], ...[ADA, BEN, CLEO].map((each) => decision(each, 'abstain')));

    expect(events.at(-1)).toEqual({ type: 'step.deadlocked', step: 0, reason: 'quorum-out-of-reach' });
  });
});
