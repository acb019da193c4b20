import { describe, expect, it } from 'vitest';
import type { Approval, DeadlockReason } from '../../src/approvals/core/model';
import type { Topic } from '../../src/notifications/core/model';
import { renderNotice, renderReminder } from '../../src/slack/notices';
import {
  BEN,
  CLEO,
  changePolicy,
  decision,
  definition,
  fingerprint,
  groupStep,
  HOUR_MS,
  page,
  RITA,
  terms,
  userStep,
} from '../support/builders';
import { observation, staffing, stepClock, withdrawal } from '../support/commands';
import { START } from '../support/fake-ports';
import { approvalOf, closedApproval, type Dated, peopleOf, played } from '../support/running-approvals';
import { buttonsOf, wordsOf } from '../support/slack-reading';

const people = peopleOf([RITA, BEN, CLEO]);
const pair = definition({ name: 'Release', steps: [userStep([BEN, CLEO])] });
const watching = (onChange: 'tell' | 'mark' | 'ask-again') =>
  definition({ ...pair, terms: terms({ changes: changePolicy({ onChange }), undoMinutes: 10 }) });
const made = (what: Parameters<typeof played>[0], ...commands: readonly Dated[]): Approval =>
  played(what, ...commands).next;
const notRenewed = closedApproval({ notRenewed: 'definition-archived' });
const NEW = observation(fingerprint({ summary: 'Close it', description: 'On Monday.' }));

const noticeOf = (topic: Topic, approval: Approval) => renderNotice({ topic, approval, step: 0, people });

describe('a notice', () => {
  it.each<[Topic, Approval, string, string]>([
    ['outcome', made(pair, decision(BEN), decision(CLEO)), 'Approved: Release', 'Everybody who had to has approved.'],
    ['outcome', made(pair, decision(BEN, 'reject')), 'Rejected: Release', 'by whom and why'],
    ['outcome', approvalOf({ cancelled: 'subject-deleted' }), 'Cancelled: Release', 'was cancelled'],
    [
      'outcome',
      made(watching('tell'), decision(BEN), decision(CLEO), withdrawal(CLEO)),
      'Still open: Release',
      'A decision was taken back, so the approval runs again.',
    ],
    ['changes-requested', made(pair, decision(BEN, 'request-changes')), 'Changes requested: Release', 'Submit again'],
    ['content-changed', made(watching('tell'), NEW), 'Content changed: Release', 'while the approval runs: summary.'],
    ['outdated', made(watching('mark'), NEW), 'Approval is outdated: Release', 'sent for approval: summary.'],
    ['asked-again', made(watching('ask-again'), decision(BEN), NEW), 'Asked again: Release', 'are asked again'],
    ['renewing', approvalOf(), 'Approval ends soon: Release', 'A new one was started'],
    [
      'renewing',
      notRenewed,
      'Approval ends soon: Change approval',
      'No new one could be started: its definition is archived.',
    ],
    ['lapsed', approvalOf(), 'Approval has ended: Release', 'is over'],
  ])('tells of %s what it means and where to go', (topic, approval, headline, words) => {
    const message = noticeOf(topic, approval);

    expect(message.text).toBe(`${headline} for OPS-1 Open the new bridge`.replace('OPS-1 ', 'OPS-1 · '));
    expect(wordsOf(message)).toContain(headline);
    expect(wordsOf(message)).toContain(words);
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(['open']);
  });

  it.each<[DeadlockReason, string]>([
    ['nobody-to-ask', 'has nobody to ask'],
    ['nobody-active', 'has nobody left who may be asked'],
    ['too-many-people', 'has more than 100 people to ask'],
  ])('tells why a step is stuck, and that it is not approved by that: %s', (problem, words) => {
    const stuck = made([groupStep({ name: 'Leads' })], staffing([], { problem } as Parameters<typeof staffing>[1]));
    const said = wordsOf(noticeOf('deadlock', stuck));

    expect(said).toContain(`Step Leads ${words}`);
    expect(said).toContain('It is not approved because of that.');
  });

  it('of a step that was stuck and is not any more says so', () => {
    expect(wordsOf(noticeOf('deadlock', made(pair)))).toContain('could not go on, and meanwhile can');
  });

  it('about a page leads to Confluence', () => {
    const message = noticeOf('outcome', { ...approvalOf(), subject: page() });

    expect(message.text).toBe('Still open: Release for Travel policy');
    expect(buttonsOf(message)[0]?.url).toBe(page().url);
  });
});

describe('a notice that changes are asked for', () => {
  const asked = made(pair, decision(BEN, 'request-changes'));

  it('says by whom, and what they wrote', () => {
    const message = renderNotice({
      topic: 'changes-requested',
      approval: asked,
      step: 0,
      people,
      remark: 'Add a map.',
    });

    expect(wordsOf(message)).toContain('ben asks for changes in step Review: “Add a map.” Make them');
  });

  it('names nobody whose name is not known', () => {
    const message = renderNotice({ topic: 'changes-requested', approval: asked, step: 0, people: new Map() });

    expect(wordsOf(message)).toContain('An approver asks for changes in step Review. Make them');
  });
});

describe('a reminder', () => {
  it('says what is awaited, by whom and until when, and offers nothing to press but the way there', () => {
    const due = staffing([BEN, CLEO], { clock: stepClock({ dueAt: START + HOUR_MS }) });
    const message = renderReminder({ approval: made(pair, due), step: 0, people, recipient: BEN });

    expect(wordsOf(message)).toContain('Reminder: Release');
    expect(wordsOf(message)).toContain('Asked by <@U-rita>');
    expect(wordsOf(message)).toContain('Due <!date^1772445600^');
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual(['open']);
  });

  it.each<[string, Approval, string]>([
    ['whoever has decided', made(pair, decision(BEN)), 'You have decided: Release'],
    [
      'whoever is asked for nothing since it was cancelled',
      approvalOf({ cancelled: 'by-requester' }),
      'Cancelled: Release',
    ],
    ['whoever waits for changes', made(pair, decision(CLEO, 'request-changes')), 'Changes requested: Release'],
    ['nobody, where the content is another', made(watching('mark'), NEW), 'Outdated: Release'],
  ])('does not say that something is awaited of %s', (_claim, approval, headline) => {
    const words = wordsOf(renderReminder({ approval, step: 0, people, recipient: BEN }));

    expect(words).toContain(headline);
    expect(words).toContain('Nothing is awaited of you here any more.');
    expect(words).not.toContain('still awaited');
  });

  it('names no time where there is none', () => {
    expect(wordsOf(renderReminder({ approval: made(pair), step: 0, people, recipient: BEN }))).not.toContain('Due');
  });
});
