import { describe, expect, it } from 'vitest';
import type { StepDefinition } from '../../src/approvals/core/definition';
import type { DecisionKind } from '../../src/approvals/core/model';
import { formOfAction, kindOfAction, needsForm, requestButtons } from '../../src/slack/buttons';
import { page, step, vote, workItem } from '../support/builders';
import { pendingApproval } from '../support/running-approvals';

const stepOf = (more: Partial<StepDefinition>) => {
  const [only] = pendingApproval([step(more)]).steps;
  if (only === undefined) throw new Error('there is one step');
  return only;
};
const buttons = (more: Partial<StepDefinition>, subject = workItem()) =>
  requestButtons(subject, 'apr-1:token', stepOf(more)).flatMap((each) => (each.type === 'button' ? [each] : []));
const namesOf = (found: ReturnType<typeof buttons>) => found.map(({ action_id, text }) => `${action_id}: ${text.text}`);
const NEITHER = { requestChanges: false, abstain: false };

describe('the buttons of a step', () => {
  it.each<[string, Partial<StepDefinition>, readonly string[]]>([
    ['as it was asked for', { allow: NEITHER }, ['approve: Approve', 'reject: Reject']],
    [
      'with all that is allowed',
      {},
      ['approve: Approve', 'reject: Reject', 'request-changes: Request changes', 'abstain: Abstain'],
    ],
    ['of a vote', { vote: vote(), allow: NEITHER }, ['vote-form: Vote…']],
    [
      'of a vote that may be refused',
      { vote: vote() },
      ['vote-form: Vote…', 'request-changes: Request changes', 'abstain: Abstain'],
    ],
    [
      'where a rejection has to be explained',
      { comment: 'on-reject' },
      ['approve: Approve', 'reject-form: Reject…', 'request-changes-form: Request changes…', 'abstain: Abstain'],
    ],
    [
      'where everything has to be explained',
      { comment: 'always' },
      [
        'approve-form: Approve…',
        'reject-form: Reject…',
        'request-changes-form: Request changes…',
        'abstain-form: Abstain…',
      ],
    ],
  ])('offer what the rules take: %s', (_how, more, expected) => {
    expect(namesOf(buttons(more))).toEqual([...expected, 'open: Open in Jira']);
  });

  it('ask back before a rejection that nothing else would hold up', () => {
    const rejects = [buttons({}), buttons({ comment: 'always' })].map(
      (all) => all.find(({ action_id }) => action_id === 'reject')?.confirm !== undefined,
    );

    expect(rejects).toEqual([true, false]);
  });

  it('are the way to the subject alone where there is nothing to decide', () => {
    expect(requestButtons(page(), 'apr-1:token', undefined)).toMatchObject([
      { action_id: 'open', url: page().url, text: { text: 'Open in Confluence' } },
    ]);
  });
});

it.each<[DecisionKind, Partial<StepDefinition>, boolean]>([
  ['approve', {}, false],
  ['reject', { comment: 'on-reject' }, true],
  ['approve', { comment: 'on-reject' }, false],
  ['abstain', { comment: 'always' }, true],
  ['vote', { vote: vote() }, true],
])('%s needs a form where something has to be asked: %j', (kind, more, needed) => {
  expect(needsForm(stepOf(more), kind)).toBe(needed);
});

it.each(['approve', 'vote', 'reject', 'request-changes', 'abstain'])('knows its own action: %s', (action) => {
  expect([kindOfAction(action), formOfAction(action)]).toEqual([action, undefined]);
  expect([kindOfAction(`${action}-form`), formOfAction(`${action}-form`)]).toEqual([undefined, action]);
});

it.each(['open', '', 'Approve', 'approve ', 'toString', 'withdraw', '-form', 'open-form'])(
  'takes no other action for a decision: %j',
  (action) => {
    expect([kindOfAction(action), formOfAction(action)]).toEqual([undefined, undefined]);
  },
);
