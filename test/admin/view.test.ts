import { describe, expect, it } from 'vitest';
import { type Around, toApprovalView, toDefinitionSummary, toNotificationView } from '../../src/admin/view';
import type { Notification } from '../../src/notifications/core/model';
import { ANY, BEN, CLEO, definition, notification, RITA, userStep } from '../support/builders';
import { START } from '../support/fake-ports';
import { approvalOf, DEV, type Terms } from '../support/running-approvals';

const words = { reason: (code: string) => `because of ${code}` };

const viewFor = (viewer: Around['viewer'], terms: Terms = {}, more: Partial<Around> = {}) =>
  toApprovalView(approvalOf(terms), { viewer, words, noticeOf: () => undefined, commentOf: () => undefined, ...more });

describe('what the viewer may do', () => {
  it.each<[string, Around['viewer'], Terms, { mayDecide: boolean; mayCancel: boolean }]>([
    ['an approver decides', BEN, {}, { mayDecide: true, mayCancel: false }],
    ['the requester cancels', RITA, {}, { mayDecide: false, mayCancel: true }],
    ['an onlooker looks on', DEV, {}, { mayDecide: false, mayCancel: false }],
    ['who has decided waits', BEN, { decisions: [[BEN, 'approve']] }, { mayDecide: false, mayCancel: false }],
    [
      'who is asked later waits',
      CLEO,
      { steps: [userStep([BEN]), userStep([CLEO])] },
      { mayDecide: false, mayCancel: false },
    ],
    ['a requester who is asked does both', RITA, { steps: [userStep([RITA])] }, { mayDecide: true, mayCancel: true }],
    [
      'nobody does anything once it is over',
      RITA,
      { cancelled: 'by-requester' },
      { mayDecide: false, mayCancel: false },
    ],
  ])('%s', (_who, viewer, terms, may) => {
    expect(viewFor(viewer, terms)).toMatchObject(may);
  });
});

describe('the state', () => {
  it.each<[string, Terms, string, readonly string[]]>([
    ['is pending while a step is open', { steps: [userStep([BEN]), userStep([CLEO])] }, 'pending', ['open', 'waiting']],
    [
      'is approved at the end',
      {
        decisions: [
          [BEN, 'approve'],
          [CLEO, 'approve'],
        ],
      },
      'approved',
      ['approved'],
    ],
    [
      'is rejected, and later steps are skipped',
      { steps: [userStep([BEN]), userStep([CLEO])], decisions: [[BEN, 'reject']] },
      'rejected',
      ['rejected', 'skipped'],
    ],
    ['is cancelled', { cancelled: 'subject-deleted' }, 'cancelled', ['skipped']],
  ])('%s', (_claim, terms, state, steps) => {
    const view = viewFor(BEN, terms);

    expect(view.state).toBe(state);
    expect(view.steps.map((step) => step.state)).toEqual(steps);
    expect(view.closedAt).toBe(state === 'pending' ? undefined : START);
  });

  it('tells how many approvals close a step', () => {
    const view = viewFor(BEN, { steps: [userStep([BEN, CLEO]), userStep([BEN, CLEO], ANY)] });

    expect(view.steps.map(({ needed }) => needed)).toEqual([2, 1]);
  });
});

it('shows a decision with its comment, which is looked up by the decision alone', () => {
  const view = viewFor(
    CLEO,
    { decisions: [[BEN, 'approve', 'Fine by me']] },
    { commentOf: (sequence) => `comment ${sequence}` },
  );

  const [ben, cleo] = view.steps[0]?.approvers ?? [];
  expect(ben).toEqual({ accountId: BEN, decision: { kind: 'approve', at: START, via: 'slack', comment: 'comment 3' } });
  expect(cleo).toEqual({ accountId: CLEO });
});

it('looks up no comment where none was made', () => {
  const view = viewFor(CLEO, { decisions: [[BEN, 'approve']] }, { commentOf: () => 'of somebody else' });

  expect(view.steps[0]?.approvers[0]?.decision).not.toHaveProperty('comment');
});

describe('a notification', () => {
  const claim = { doing: 'post', until: START + 60_000 } as const;

  it.each<[string, Partial<Notification>, object]>([
    ['waits for Slack', {}, { surface: 'slack-message', status: 'pending' }],
    ['is being sent', { claim }, { surface: 'slack-message', status: 'sending' }],
    ['is sent', { progress: { status: 'sent' } }, { surface: 'slack-message', status: 'sent' }],
    ['is updated', { progress: { status: 'updated' } }, { surface: 'slack-message', status: 'updated' }],
    [
      'stays sent while it is being updated',
      { progress: { status: 'sent' }, claim: { ...claim, doing: 'update' } },
      { status: 'sent' },
    ],
    [
      'waits to be mailed',
      { progress: { status: 'pending', fallback: 'no-email' } },
      { surface: 'email', status: 'pending', reason: 'because of no-email' },
    ],
    [
      'is being mailed',
      { progress: { status: 'pending', fallback: 'no-email' }, claim: { ...claim, doing: 'email' } },
      { surface: 'email', status: 'sending' },
    ],
    [
      'was mailed instead',
      { progress: { status: 'fallen-back', reason: 'no-slack-user' } },
      { surface: 'email', status: 'fallen-back', reason: 'because of no-slack-user' },
    ],
    [
      'is dead',
      { progress: { status: 'dead', reason: 'jira-403' } },
      { status: 'dead', reason: 'because of jira-403' },
    ],
    [
      'was not told',
      { progress: { status: 'suppressed', reason: 'decided-before-sent' } },
      { status: 'suppressed', reason: 'because of decided-before-sent' },
    ],
    ['is a comment', { kind: 'outcome-comment' }, { surface: 'jira-comment' }],
    ['is a property', { kind: 'state-property' }, { surface: 'jira-property' }],
  ])('%s', (_claim, more, expected) => {
    expect(toNotificationView(notification(more), words)).toMatchObject(expected);
  });

  it.each<[string, Partial<Notification>]>([
    ['waits', {}],
    ['is sent', { progress: { status: 'sent' } }],
  ])('has no reason while it goes the straight way: it %s', (_claim, more) => {
    expect(toNotificationView(notification(more), words)).not.toHaveProperty('reason');
  });

  it('tells nobody where Slack showed it, or to whom in Slack', () => {
    const shown = toNotificationView(notification(), words);

    expect(Object.keys(shown).sort()).toEqual([
      'approvalId',
      'attempts',
      'createdAt',
      'key',
      'kind',
      'recipient',
      'status',
      'subjectKey',
      'surface',
    ]);
  });

  it('stands beside the approver whom it asks', () => {
    const rows = new Map([[BEN, notification({ recipient: BEN, progress: { status: 'dead', reason: 'jira-403' } })]]);

    const view = viewFor(RITA, {}, { noticeOf: (step, account) => (step === 0 ? rows.get(account) : undefined) });

    const notices = view.steps[0]?.approvers.map(({ notice }) => notice);
    expect(notices).toEqual([{ surface: 'slack-message', status: 'dead', reason: 'because of jira-403' }, undefined]);
  });
});

it('sums a definition up', () => {
  expect(toDefinitionSummary(definition([userStep([BEN], ANY, 'Review')], { name: 'Release' }))).toEqual({
    id: 'def-1',
    name: 'Release',
    steps: [{ name: 'Review', approvers: [BEN], quorum: 'any' }],
  });
});
