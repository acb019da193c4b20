import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import {
  ADA,
  ANY,
  BEN,
  CLEO,
  changePolicy,
  crowd,
  decision,
  definition,
  EVE,
  fingerprint,
  groupStep,
  HOUR_MS,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import {
  ADMIN,
  addition,
  asker,
  delegate,
  observation,
  reassignment,
  reminder,
  staffing,
  stepClock,
  voteFor,
} from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, DEV, later, played, replayed, startedApproval } from '../support/running-approvals';

const pair = userStep([ADA, BEN]);
const ada = asker(ADA);
const strict = step({ exclude: ['requester', 'assignee'] });
const strictly = staffing([ADA, BEN], { excluded: [{ id: DEV, because: 'assignee' }] });

const lastAnswer = (steps: readonly StepDefinition[], ...commands: readonly Dated[]) =>
  replayed(startedApproval(steps), commands).answers.at(-1);
const withReason = (command: Dated, reason: string): Dated =>
  'after' in command || (command.type !== 'reassign' && command.type !== 'add-approver')
    ? command
    : { ...command, reason };

describe('handing a place on', () => {
  it('asks the other instead, and says who, whom and why', () => {
    const { next, events } = played([pair], later(9, reassignment(ADA, CLEO, ada)));

    expect(next.steps[0]?.approvers).toEqual([
      { id: ADA, round: 0, delegates: [], left: { reason: 'reassigned', at: START + 9, to: CLEO } },
      { id: BEN, round: 0, delegates: [] },
      { id: CLEO, round: 0, delegates: [], added: 'by-hand', called: { by: ADA, reason: 'On leave.' } },
    ]);
    expect(events.at(-1)).toEqual({
      type: 'approver.reassigned',
      step: 0,
      by: ADA,
      from: ADA,
      to: CLEO,
      reason: 'On leave.',
    });
  });

  it.each<[string, readonly StepDefinition[], readonly Dated[], string]>([
    ['an approver may, for themselves', [pair], [reassignment(ADA, CLEO, ada)], 'accepted'],
    ['an administrator may', [pair], [reassignment(ADA, CLEO)], 'accepted'],
    ['to somebody without an account too', [pair], [reassignment(ADA, EVE)], 'accepted'],
    ['another approver may not', [pair], [reassignment(ADA, CLEO, asker(BEN))], 'not-allowed'],
    ['the requester may not', [pair], [reassignment(ADA, CLEO, asker(RITA))], 'not-allowed'],
    ['not what somebody does not have', [pair], [reassignment(CLEO, DEV)], 'not-an-approver'],
    ['not twice', [pair], [reassignment(ADA, CLEO), reassignment(ADA, DEV)], 'not-an-approver'],
    ['not after deciding', [pair], [decision(ADA), reassignment(ADA, CLEO)], 'already-decided'],
    ['not to somebody who is asked', [pair], [reassignment(ADA, BEN)], 'already-asked'],
    ['not to oneself', [pair], [reassignment(ADA, ADA)], 'already-asked'],
    [
      'not to somebody who has a voice already, as a delegate',
      [pair],
      [staffing([ADA, [BEN, delegate(DEV)]]), decision(DEV), reassignment(ADA, DEV)],
      'already-asked',
    ],
    ['not to the requester where that is excluded', [strict], [strictly, reassignment(ADA, RITA)], 'person-excluded'],
    ['not to whom the look-up excluded', [strict], [strictly, reassignment(ADA, DEV)], 'person-excluded'],
    ['to the requester where nothing excludes them', [pair], [reassignment(ADA, RITA)], 'accepted'],
    ['not without a reason', [pair], [withReason(reassignment(ADA, CLEO), ' ')], 'reason-required'],
    ['with a reason of 500 characters', [pair], [withReason(reassignment(ADA, CLEO), 'x'.repeat(500))], 'accepted'],
    ['not with a longer one', [pair], [withReason(reassignment(ADA, CLEO), 'x'.repeat(501))], 'comment-too-long'],
    ['not in a step that waits', [pair, pair], [reassignment(ADA, CLEO, ADMIN, 1)], 'step-not-open'],
    ['not in a step that does not exist', [pair], [reassignment(ADA, CLEO, ADMIN, 5)], 'step-not-open'],
    [
      'not in a step that was returned',
      [pair],
      [decision(BEN, 'request-changes'), reassignment(ADA, CLEO)],
      'step-returned',
    ],
    [
      'not in a step that is over',
      [userStep([ADA, BEN], ANY), pair],
      [decision(BEN), reassignment(ADA, CLEO)],
      'step-closed',
    ],
    [
      'not when it is due',
      [pair],
      [staffing([ADA, BEN], { clock: stepClock({ dueAt: START + 5 }) }), later(5, reassignment(ADA, CLEO))],
      'step-expired',
    ],
  ])('%s', (_name, steps, commands, answer) => {
    expect(lastAnswer(steps, ...commands)).toBe(answer);
  });

  it('back and forth asks anew each time', () => {
    const { next } = played([pair], reassignment(ADA, CLEO), reassignment(CLEO, ADA));

    expect(next.steps[0]?.approvers.map(({ id, round, left }) => [id, round, left?.reason])).toEqual([
      [ADA, 1, undefined],
      [BEN, 0, undefined],
      [CLEO, 0, 'reassigned'],
    ]);
  });

  it('lets the other stand for a person whom the rule names', () => {
    const named = userStep([ADA, BEN], {
      type: 'any-of',
      rules: [
        { type: 'named', people: [ADA] },
        { type: 'number', pass: 2 },
      ],
    });

    expect(played([named], reassignment(ADA, CLEO), decision(CLEO)).next.status).toBe('approved');
    expect(played([named], reassignment(ADA, CLEO), decision(BEN)).next.status).toBe('pending');
  });
});

describe('adding an approver', () => {
  it('asks one more, and says who, whom and why', () => {
    const { next, events } = played([pair], addition(CLEO, ada));

    const called = { by: ADA, reason: 'Knows it best.' };
    expect(next.steps[0]?.approvers[2]).toEqual({ id: CLEO, round: 0, delegates: [], added: 'by-hand', called });
    expect(events.at(-1)).toEqual({ type: 'approver.added', step: 0, by: ADA, who: CLEO, reason: 'Knows it best.' });
    expect(played([pair], decision(ADA), addition(CLEO), decision(BEN)).next.status).toBe('pending');
  });

  it('solves a deadlock', () => {
    const { next } = played([userStep([ADA, BEN], { type: 'number', pass: 3 })], addition(CLEO));

    expect(next.steps[0]).not.toHaveProperty('deadlock');
  });

  it('solves the deadlock of a step in which nobody was found', () => {
    const { next } = played([groupStep()], staffing([], { problem: 'nobody-active' }), addition(CLEO), decision(CLEO));

    expect(next.status).toBe('approved');
  });

  it.each<[string, Dated, string]>([
    ['an approver may', addition(CLEO, ada), 'accepted'],
    ['an administrator may', addition(CLEO), 'accepted'],
    ['the requester may not choose who agrees', addition(CLEO, asker(RITA)), 'not-allowed'],
    ['a stranger may not', addition(CLEO, asker(DEV)), 'not-allowed'],
    ['not somebody who is asked', addition(BEN), 'already-asked'],
    ['not without a reason', withReason(addition(CLEO), ''), 'reason-required'],
  ])('%s', (_name, command, answer) => {
    expect(lastAnswer([pair], command)).toBe(answer);
  });

  it('is refused at 100 people, and possible at 99', () => {
    expect(lastAnswer([userStep(crowd(100))], addition(CLEO))).toBe('too-many-people');
    expect(lastAnswer([userStep(crowd(99))], addition(CLEO))).toBe('accepted');
    expect(lastAnswer([userStep(crowd(50)), userStep(crowd(50))], addition(CLEO))).toBe('too-many-people');
  });

  it('brings back who handed their place on', () => {
    const { next } = played([pair], reassignment(ADA, CLEO), addition(ADA));

    expect(next.steps[0]?.approvers[0]).toMatchObject({ id: ADA, round: 1, delegates: [], added: 'by-hand' });
  });
});

describe('reminding', () => {
  const rita = asker(RITA);

  it('is told with its number and who did it', () => {
    const { next, events } = played([pair], reminder(rita), later(HOUR_MS, reminder(ADMIN)));

    expect(next.steps[0]).toMatchObject({ reminders: 2, remindedAt: START + HOUR_MS });
    expect(events.at(-1)).toEqual({
      type: 'step.reminded',
      step: 0,
      number: 2,
      by: { type: 'account', accountId: ADMIN.id },
    });
  });

  it.each<[string, readonly StepDefinition[], readonly Dated[], string]>([
    ['an approver may not', [pair], [reminder(ada)], 'not-allowed'],
    ['not again within the hour', [pair], [reminder(rita), later(HOUR_MS - 1, reminder(ADMIN))], 'reminded-recently'],
    ['not a step that waits', [pair, pair], [reminder(rita, 1)], 'step-not-open'],
    [
      'not where everybody has answered',
      [step({ vote: vote({ moderator: DEV }) })],
      [voteFor(ADA, 0), voteFor(BEN, 0), reminder(rita)],
      'already-decided',
    ],
    ['not where nobody is asked', [userStep([])], [reminder(rita)], 'already-decided'],
  ])('%s', (_name, steps, commands, answer) => {
    expect(lastAnswer(steps, ...commands)).toBe(answer);
  });

  it('of what cannot be answered is refused', () => {
    const what = definition({ terms: terms({ changes: changePolicy({ onChange: 'mark' }) }) });
    const { answers } = replayed(startedApproval(what), [observation(fingerprint({ summary: 'New' })), reminder(rita)]);

    expect(answers.at(-1)).toBe('outdated');
  });
});
