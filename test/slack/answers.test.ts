import { describe, expect, it } from 'vitest';
import type { Approval, Refusal } from '../../src/approvals/core/model';
import { type About, doneText, refusedWords, wordsOf } from '../../src/slack/answers';
import { BEN, CLEO, deadline, definition, RITA, step, terms, userStep } from '../support/builders';
import { stepClock } from '../support/commands';
import { START } from '../support/fake-ports';
import { approvalAfter, approvalOf, later, peopleOf } from '../support/running-approvals';

const HOUR_MS = 3_600_000;
const DATE = expect.stringMatching(/<!date\^\d+\^/);
const known = async () => peopleOf([RITA, BEN, CLEO]);
const told = (refusal: Refusal, approval: Approval, more: Partial<About> = {}) =>
  wordsOf(refusedWords(refusal, { approval, step: 0, by: BEN, ...more }), known);
const staffing = (people: { id: typeof BEN; delegates: { id: typeof BEN; until: number }[] }[]) =>
  ({ type: 'staff', step: 0, staffing: { people, excluded: [] } }) as const;

describe('who comes too late is told', () => {
  const dueAt = START + 4 * HOUR_MS;
  const clocked = { ...staffing([{ id: BEN, delegates: [] }]), clock: stepClock({ dueAt }) };
  const steps = [step({ asks: { type: 'group', groups: [{ id: 'g', name: 'reviewers' }] }, deadline: deadline() })];

  it('that the approval has expired, and when', async () => {
    const overdue = approvalAfter(steps, clocked, later(5 * HOUR_MS, { type: 'tick' }));

    expect(overdue.status).toBe('expired');
    expect(await told('approval-closed', overdue)).toMatch(/^This approval expired <!date\^\d+\^.*, so nothing was/);
  });

  it('until when there was time, and who can begin again', async () => {
    const words = await told('step-expired', approvalAfter(steps, clocked));

    expect(words).toContain(`was over <!date^${dueAt / 1_000}^`);
    expect(words).toContain('The requester can start the approval again.');
  });

  it('who decided in their place, and when', async () => {
    const until = START + 24 * HOUR_MS;
    const decided = approvalAfter(
      [userStep([BEN, CLEO])],
      staffing([
        { id: BEN, delegates: [{ id: RITA, until }] },
        { id: CLEO, delegates: [] },
      ]),
      { type: 'decide', by: RITA, kind: 'approve', via: 'slack' },
    );

    const words = await told('already-decided', decided);

    expect(words).toContain('This was decided for you by <@U-rita>');
    expect(words).toEqual(DATE);
  });
});

describe('who is no longer asked is told', () => {
  it('since when they are not one of the approvers', async () => {
    const before = approvalAfter([userStep([BEN, CLEO])], staffing([{ id: CLEO, delegates: [] }]));
    const words = await told('no-longer-asked', before);

    expect(words).toMatch(/^Since <!date\^\d+\^.* you are no longer one of the approvers of this step/);
  });

  it('that they are not, where nothing more is known of it', async () => {
    expect(await told('no-longer-asked', approvalOf())).toContain('You are no longer asked in this step');
  });
});

describe('who did something is told what happens next:', () => {
  const doneIn = (approval: Approval, by = BEN) =>
    wordsOf(doneText({ type: 'decide', kind: 'approve' }, { approval, step: 0, by }), known);

  it('until when they can take it back, where it ended the approval', async () => {
    const ended = approvalAfter(definition({ steps: [userStep([BEN])], terms: terms({ undoMinutes: 10 }) }), {
      type: 'decide',
      by: BEN,
      kind: 'approve',
      via: 'slack',
    });

    expect(await doneIn(ended)).toContain(`You can take this back until <!date^${(START + 600_000) / 1_000}^`);
  });

  it('which step comes, where its people are still looked up', async () => {
    const next = approvalAfter(
      [userStep([BEN]), step({ name: 'The *board*', asks: { type: 'group', groups: [{ id: 'g', name: 'board' }] } })],
      { type: 'decide', by: BEN, kind: 'approve', via: 'slack' },
    );

    expect(await doneIn(next)).toBe('You approved OPS-1. Next: step The  board .');
  });

  it('that the requester has to act, where changes were asked for', async () => {
    const returned = approvalAfter([userStep([BEN, CLEO])], {
      type: 'decide',
      by: BEN,
      kind: 'request-changes',
      via: 'slack',
      comment: 'Which day?',
    });
    const words = wordsOf(
      doneText({ type: 'decide', kind: 'request-changes' }, { approval: returned, step: 0, by: BEN }),
      known,
    );

    expect(await words).toBe(
      'You asked for changes to OPS-1. The requester is told, and you are asked again afterwards.',
    );
  });
});

it('asks for no name that it does not need', async () => {
  const asked: number[] = [];
  const counting = async (ids: readonly unknown[]) => {
    asked.push(ids.length);
    return peopleOf([]);
  };

  await wordsOf(refusedWords('message-unknown'), counting);
  await wordsOf(refusedWords('approval-closed', { approval: approvalOf(), step: 0, by: BEN }), counting);

  expect(asked).toEqual([]);
});
