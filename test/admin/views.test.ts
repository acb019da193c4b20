import { describe, expect, it } from 'vitest';
import { type Looking, toApprovalView } from '../../src/admin/approval-view';
import { toDefinitionSummary } from '../../src/admin/definition-view';
import { viewDryRun } from '../../src/admin/dry-run-view';
import { mayOf } from '../../src/admin/may-view';
import { toNotificationView } from '../../src/admin/notification-view';
import type { Ways } from '../../src/admin/ways';
import type { Delivery } from '../../src/approvals/core/definition';
import type { Approval, Excluded } from '../../src/approvals/core/model';
import type { Notification } from '../../src/notifications/core/model';
import type { PersonId } from '../../src/shared/brand';
import {
  ANY,
  BEN,
  CLEO,
  changePolicy,
  decision,
  definition,
  EVE,
  externalStep,
  fingerprint,
  groupStep,
  HOUR_MS,
  notification,
  page,
  RITA,
  step,
  terms,
  userStep,
  vote,
} from '../support/builders';
import { ADMIN, addition, delegate, observation, staffing, stepClock, voteFor } from '../support/commands';
import { START } from '../support/fake-ports';
import { approvalAfter, approvalOf, closedApproval, DEV, played, type Terms } from '../support/running-approvals';

const words = { reason: (code: string) => `because of ${code}` };

const viewOf = (approval: Approval, more: Partial<Looking> = {}) =>
  toApprovalView(approval, {
    at: START,
    may: mayOf(approval, { id: RITA, admin: false }, START),
    words,
    noticeOf: () => undefined,
    commentOf: () => undefined,
    ...more,
  });

describe('the state', () => {
  it.each<[string, Terms, string, readonly string[]]>([
    ['is pending while a step is open', { steps: [userStep([BEN]), userStep([CLEO])] }, 'pending', ['open', 'waiting']],
    ['is approved at the end', { steps: [userStep([BEN])], decisions: [[BEN, 'approve']] }, 'approved', ['approved']],
    [
      'is rejected, and later steps are skipped',
      { steps: [userStep([BEN]), userStep([CLEO])], decisions: [[BEN, 'reject']] },
      'rejected',
      ['rejected', 'skipped'],
    ],
    ['is cancelled', { cancelled: 'subject-deleted' }, 'cancelled', ['skipped']],
  ])('%s', (_claim, about, state, steps) => {
    const view = viewOf(approvalOf(about));

    expect(view.state).toBe(state);
    expect(view.steps.map((each) => each.state)).toEqual(steps);
    expect(view.closedAt).toBe(state === 'pending' ? undefined : START);
  });

  it('says until when the last decision can be taken back', () => {
    const { next } = played(definition({ steps: [userStep([BEN])], terms: terms({ undoMinutes: 60 }) }), decision(BEN));

    expect(viewOf(next).finalAt).toBe(START + HOUR_MS);
    expect(viewOf(next, { at: START + HOUR_MS })).not.toHaveProperty('finalAt');
    expect(viewOf(closedApproval())).not.toHaveProperty('finalAt');
  });

  it('says how long an approval holds, and whether it was put away', () => {
    const over = closedApproval({ validUntil: START + 1, validity: 'lapsed', shelved: { as: 'archived', at: START } });

    expect(viewOf(over)).toMatchObject({ validUntil: START + 1, lapsed: true, archived: true });
    expect(viewOf(approvalOf())).toMatchObject({ lapsed: false, archived: false });
  });

  it('shows what has changed, and the version that is decided on', () => {
    const changes = [{ part: 'body', before: 'Fly.', after: 'Take the train.' }];
    const changed = { at: START, digest: 'another', changes };
    const basis = fingerprint({ body: 'Fly.' }, 4);

    const view = viewOf({ ...approvalOf(), subject: page(), basis, changed, outdatedAt: START });

    expect(view).not.toHaveProperty('askedAgain');
    expect(view).toMatchObject({ outdated: true, changes: [{ ...changes[0], part: 'text of the page' }], version: 4 });
  });
});

it('says after which change people were asked again', () => {
  const policy = terms({ changes: changePolicy({ onChange: 'ask-again' }) });
  const fresh = fingerprint({ summary: 'Close it' });
  const { next } = played(
    definition({ steps: [userStep([BEN, CLEO])], terms: policy }),
    decision(BEN),
    observation(fresh),
  );

  expect(viewOf(next)).toMatchObject({
    changes: [],
    askedAgain: { at: START, changes: [{ part: 'summary', after: 'Close it' }, { part: 'description' }] },
  });
});

describe('a step', () => {
  it('says in words who is asked and how many must agree', () => {
    const [first] = viewOf(approvalOf({ steps: [userStep([BEN, CLEO, DEV], { type: 'number', pass: 2 })] })).steps;

    expect(first).toMatchObject({ asks: '3 people', quorum: '2 of 3 must approve', approved: 0, needed: 2 });
  });

  it('that cannot go on says what to do', () => {
    const [first] = viewOf(approvalAfter([groupStep()], staffing([], { problem: 'nobody-active' }))).steps;

    expect(first).toMatchObject({ asks: 'group reviewers', deadlock: expect.stringContaining('Add an approver') });
  });

  it.each<[string, readonly Excluded['because'][], RegExp, RegExp]>([
    ['all accounts are gone', ['inactive'], /has an active account/, /their own work/],
    ['all must not decide', ['requester', 'last-editor'], /left out, because they must not/, /active account/],
    ['it is for both reasons', ['inactive', 'assignee'], /some have no active account and the others must not/, /gone/],
  ])('whose people are all left out says why: %s', (_which, becauses, says, saysNot) => {
    const excluded = becauses.map((because, n) => ({ id: [BEN, CLEO][n] ?? DEV, because }));
    const found = staffing([], { problem: 'nobody-active', excluded });

    const [first] = viewOf(approvalAfter([groupStep()], found)).steps;

    expect(first?.deadlock).toMatch(says);
    expect(first?.deadlock).not.toMatch(saysNot);
  });

  it('shows once, and with the reason, who was asked and must not decide any more', () => {
    const [first] = viewOf(
      approvalAfter(
        [groupStep()],
        staffing([BEN, CLEO]),
        staffing([CLEO], { excluded: [{ id: BEN, because: 'last-editor' }] }),
      ),
    ).steps;

    expect(first?.approvers.map(({ id, left }) => [id, left])).toEqual([
      [BEN, 'No longer asked in this step: this person edited the page last.'],
      [CLEO, undefined],
    ]);
    expect(first?.excluded).toEqual([]);
  });

  it('says when it is due, who may decide in whose place, and who must not', () => {
    const staffed = staffing([[BEN, delegate(DEV)]], {
      clock: stepClock({ dueAt: START + HOUR_MS }),
      excluded: [{ id: RITA, because: 'requester' }],
    });

    const [first] = viewOf(approvalAfter([groupStep()], staffed)).steps;

    expect(first).toMatchObject({
      dueAt: START + HOUR_MS,
      approvers: [{ id: BEN, delegates: [{ id: DEV, until: START + 24 * HOUR_MS }] }],
      excluded: [{ id: RITA, because: 'asked for this approval' }],
    });
  });

  it('that is a vote counts each option and shows the winner', () => {
    const asks = { type: 'user', people: [BEN, CLEO] } as const;

    const [first] = viewOf(approvalAfter([step({ asks, vote: vote() })], voteFor(BEN, 0), voteFor(CLEO, 0))).steps;

    expect(first?.vote).toEqual({
      options: [
        { name: 'Yes', votes: 2, won: true },
        { name: 'No', votes: 0, won: false },
      ],
      choice: 'single',
      tie: 'A tie is broken by nobody: the vote stays open and is reported.',
    });
    expect(first?.approvers[0]?.decision).toMatchObject({ kind: 'vote', options: ['Yes'] });
  });

  it('says who had somebody asked, and why', () => {
    const [first] = viewOf(approvalAfter([userStep([BEN])], addition(CLEO))).steps;

    expect(first?.approvers[1]).toMatchObject({ id: CLEO, called: { by: ADMIN.id, reason: 'Knows it best.' } });
    expect(first?.approvers[0]).not.toHaveProperty('called');
  });

  it('says why somebody is no longer asked', () => {
    const handed = {
      type: 'reassign',
      by: { id: BEN, admin: false },
      step: 0,
      from: BEN,
      to: DEV,
      reason: 'Away.',
    } as const;

    const [first] = viewOf(approvalAfter([userStep([BEN])], handed)).steps;

    expect(first?.approvers).toMatchObject([
      { id: BEN, left: 'Handed on to somebody else, who is asked now.' },
      { id: DEV, added: 'by-hand' },
    ]);
  });
});

it('shows a decision with its comment, which is looked up by the decision alone', () => {
  const approval = approvalOf({ decisions: [[BEN, 'approve', 'Fine by me']] });

  const view = viewOf(approval, { commentOf: (sequence) => `comment ${sequence}` });

  const [ben, cleo] = view.steps[0]?.approvers ?? [];
  expect(ben).toEqual({
    id: BEN,
    delegates: [],
    decision: { kind: 'approve', at: START, via: 'slack', comment: expect.stringMatching(/^comment \d+$/) },
  });
  expect(cleo).toEqual({ id: CLEO, delegates: [] });
});

it('looks up no comment where none was made', () => {
  const view = viewOf(approvalOf({ decisions: [[BEN, 'approve']] }), { commentOf: () => 'of somebody else' });

  expect(view.steps[0]?.approvers[0]?.decision).not.toHaveProperty('comment');
});

describe('a notification', () => {
  const claim = { doing: 'post', until: START + 60_000 } as const;

  it.each<[string, Partial<Notification>, object]>([
    ['waits for Slack', {}, { surface: 'slack-message', status: 'pending' }],
    ['is being sent', { claim }, { surface: 'slack-message', status: 'sending' }],
    ['is sent', { progress: { status: 'sent' } }, { surface: 'slack-message', status: 'sent' }],
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
      'was mailed instead',
      { progress: { status: 'fallen-back', reason: 'no-slack-user' } },
      { surface: 'email', status: 'fallen-back', reason: 'because of no-slack-user' },
    ],
    ['is mailed to whoever has no account', { recipient: EVE }, { surface: 'email', status: 'pending' }],
    [
      'is dead',
      { progress: { status: 'dead', reason: 'jira-403' } },
      { status: 'dead', reason: 'because of jira-403' },
    ],
    ['is a comment', { kind: 'outcome-comment' }, { surface: 'comment' }],
    ['is a property', { kind: 'state-property' }, { surface: 'property' }],
    ['is a change', { kind: 'effect' }, { surface: 'change' }],
    ['is about something', { kind: 'notice', topic: 'deadlock' }, { topic: 'a step that cannot go on' }],
  ])('%s', (_claim, more, expected) => {
    expect(toNotificationView(notification(more), words)).toMatchObject(expected);
  });

  it('has no reason while it goes the straight way', () => {
    expect(toNotificationView(notification({ progress: { status: 'sent' } }), words)).not.toHaveProperty('reason');
  });

  it('tells nobody where Slack showed it, or to whom in Slack', () => {
    const shown = toNotificationView(notification(), words);

    expect(Object.keys(shown).sort()).toEqual(
      ['approvalId', 'attempts', 'createdAt', 'key', 'kind', 'recipient', 'status', 'subjectKey', 'surface'].sort(),
    );
  });

  it('stands beside the approver whom it asks', () => {
    const dead = notification({ recipient: BEN, progress: { status: 'dead', reason: 'jira-403' } });

    const view = viewOf(approvalOf(), { noticeOf: (index, id) => (index === 0 && id === BEN ? dead : undefined) });

    const notices = view.steps[0]?.approvers.map(({ notice }) => notice);
    expect(notices).toEqual([{ surface: 'slack-message', status: 'dead', reason: 'because of jira-403' }, undefined]);
  });
});

it('sums a definition up', () => {
  const one = definition({
    steps: [userStep([BEN], ANY, 'Review'), groupStep({ name: 'Agreement', together: true })],
    name: 'Release',
    startWhen: { op: 'exists', fact: 'label' },
  });

  expect(toDefinitionSummary({ definition: one, state: 'active' })).toEqual({
    id: 'def-1',
    name: 'Release',
    description: '',
    version: 3,
    archived: false,
    scope: 'everywhere',
    automatic: true,
    steps: [
      { name: 'Review', asks: '1 person', quorum: 'they must approve', together: false },
      { name: 'Agreement', asks: 'group reviewers', quorum: 'all must approve', together: true },
    ],
  });
});

describe('a dry run', () => {
  const [reached] = approvalOf({ steps: [groupStep({ quorum: { type: 'number', pass: 2 } })] }).steps;
  const run = {
    automatic: { defined: true, applies: false },
    steps:
      reached === undefined
        ? []
        : [
            {
              step: reached,
              group: 1,
              people: [
                { id: BEN, delegates: [delegate(DEV)] },
                { id: EVE, delegates: [] },
              ],
              excluded: [{ id: RITA, because: 'requester' as const }],
              problem: 'quorum-out-of-reach' as const,
              clock: stepClock({
                dueAt: START + HOUR_MS,
                remindAt: [START],
                escalations: [{ at: START + 1, to: CLEO }],
              }),
            },
          ],
  };

  const reaching = (asked: unknown[]) => async (people: readonly PersonId[], delivery: Delivery | undefined) => {
    asked.push({ people, delivery });
    const where = delivery === undefined ? 'direct message' : `somewhere ${delivery.mode}`;
    const told: Ways = { where, to: new Map([[BEN, 'slack-message']]) };
    return told;
  };

  it('says who would be asked, where, how they would be reached, and when', async () => {
    const view = await viewDryRun(run, page(), reaching([]));

    expect(view).toMatchObject({ problems: [], automatic: { defined: true, applies: false } });
    expect(view.steps).toEqual([
      {
        name: 'Review',
        group: 1,
        included: true,
        asks: 'group reviewers',
        where: 'direct message',
        quorum: '2 of 2 must approve',
        people: [
          { id: BEN, delegates: [DEV], reachedBy: 'slack-message' },
          { id: EVE, delegates: [], reachedBy: 'nobody' },
        ],
        excluded: [{ id: RITA, because: 'asked for this approval' }],
        problem: expect.stringContaining('are not enough'),
        dueAt: START + HOUR_MS,
        reminders: [START],
        escalations: [{ at: START + 1, to: CLEO }],
      },
    ]);
  });

  it('asks how people are reached once for all steps that are asked in one place', async () => {
    const asked: unknown[] = [];
    const elsewhere: Delivery = { mode: 'both' };
    const steps = run.steps.flatMap((each) => [each, { ...each, delivery: elsewhere }, each]);

    const view = await viewDryRun({ ...run, steps }, page(), reaching(asked));

    expect(view.steps.map(({ where }) => where)).toEqual(['direct message', 'somewhere both', 'direct message']);
    expect(asked).toEqual([
      { people: [BEN, DEV, EVE], delivery: undefined },
      { people: [BEN, DEV, EVE], delivery: elsewhere },
    ]);
  });

  it('says of people without an account that they are asked by e-mail, wherever others are', async () => {
    const [outside] = approvalOf({ steps: [externalStep(['eve@partner.example'])] }).steps;
    const steps = outside === undefined ? [] : [{ step: outside, group: 1, people: [], excluded: [] }];

    const view = await viewDryRun({ automatic: run.automatic, steps }, page(), reaching([]));

    expect(view.steps.map(({ where }) => where)).toEqual(['e-mail']);
  });

  it('says why nothing could be started, of the place that it is about', async () => {
    const nothing = { automatic: run.automatic, steps: [], refused: 'out-of-scope' as const };
    const view = await viewDryRun(nothing, page(), reaching([]));

    expect(view.problems).toEqual(['This definition is not offered on this page. Choose another one.']);
  });
});
