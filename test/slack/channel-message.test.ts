import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/approvals/core/model';
import { toSlackTeamId } from '../../src/shared/brand';
import { type ChannelRequest, renderChannelOutcome, renderChannelRequest } from '../../src/slack/channel-message';
import { BEN, CLEO, changePolicy, crowd, definition, fingerprint, RITA, terms, userStep } from '../support/builders';
import { asker, delegate, observation, resubmission, staffing, stepClock } from '../support/commands';
import { approvalAfter, approvalOf, peopleOf } from '../support/running-approvals';
import { buttonsOf, choicesOf, wordsOf } from '../support/slack-reading';

const CROWD = crowd(13);
const people = peopleOf([RITA, BEN, CLEO, ...CROWD], { [BEN]: 'Ben Castle' });
const shown = (approval: Approval, more: Partial<ChannelRequest> = {}) =>
  renderChannelRequest({
    approval,
    sequence: 2,
    step: 0,
    round: 0,
    team: toSlackTeamId('T1'),
    people,
    members: [RITA, BEN, CLEO, ...CROWD],
    token: 'apr-1:token',
    ...more,
  });
const returned = [
  { type: 'decide', by: BEN, kind: 'request-changes', via: 'slack' } as const,
  resubmission(asker(RITA), fingerprint()),
];

describe('a request in a channel', () => {
  it('mentions those who have yet to decide, and offers what the step offers to all of them', () => {
    const message = shown(approvalOf({ decisions: [[CLEO, 'approve']] }));

    expect(wordsOf(message)).toContain('Waiting for <@U-ben>');
    expect(wordsOf(message)).toContain('<@U-cleo> approved');
    expect(wordsOf(message)).toContain('1 of 2 approved');
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toEqual([
      'approve',
      'reject',
      'request-changes',
      'abstain',
      'view',
      'open',
    ]);
  });

  it('mentions ten, and counts the others', () => {
    const message = shown(approvalOf({ steps: [userStep(CROWD)] }));

    expect(wordsOf(message).match(/<@U-person-\d+>/g)).toHaveLength(10);
    expect(wordsOf(message)).toContain('and 3 more');
  });

  it('names people of another workspace, whose users mean nothing here', () => {
    const message = shown(approvalOf(), { team: toSlackTeamId('T2') });

    expect(wordsOf(message)).toContain('Waiting for Ben Castle, cleo');
    expect(JSON.stringify(message)).not.toContain('<@');
  });

  it('mentions nobody who is not in the channel, and names them', () => {
    const alone = shown(approvalOf(), { members: [CLEO] });
    const unknown = shown(approvalOf(), { members: [] });

    expect(wordsOf(alone)).toContain('Waiting for Ben Castle, <@U-cleo>');
    expect(wordsOf(unknown)).toContain('Waiting for Ben Castle, cleo');
  });

  it('tells who may decide in somebody’s place, and when it is due', () => {
    const looked = staffing([[BEN, delegate(CLEO)]], { clock: stepClock() });
    const message = shown(approvalAfter([userStep([BEN])], looked));

    expect(wordsOf(message)).toContain('In their place: <@U-cleo>');
    expect(wordsOf(message)).toContain('Due <!date^');
  });

  it('says nothing that is meant for one person', () => {
    const message = shown(approvalOf({ decisions: [[BEN, 'approve']] }));

    expect(`${message.text} ${wordsOf(message)}`).not.toMatch(/\byou\b/i);
    expect(buttonsOf(message).map(({ action_id }) => action_id)).not.toContain('withdraw');
  });

  it.each<[string, Approval, Partial<ChannelRequest>, string]>([
    [
      'approved',
      approvalOf({
        decisions: [
          [BEN, 'approve'],
          [CLEO, 'approve'],
        ],
      }),
      {},
      'Approved: Release',
    ],
    ['rejected', approvalOf({ decisions: [[BEN, 'reject']] }), {}, 'Rejected: Release'],
    ['cancelled', approvalOf({ cancelled: 'by-requester' }), {}, 'Cancelled: Release'],
    ['returned', approvalOf({ decisions: [[BEN, 'request-changes']] }), {}, 'Changes requested: Release'],
    ['outdated', { ...approvalOf(), outdatedAt: 1 }, {}, 'Outdated: Release'],
    ['asked again', approvalAfter([userStep([BEN, CLEO])], ...returned), {}, 'Asked again below: Change approval'],
    [
      'a step that is over',
      approvalOf({ steps: [userStep([BEN]), userStep([CLEO])], decisions: [[BEN, 'approve']] }),
      {},
      'Step approved: Release',
    ],
  ])('that is %s says so, and offers no decision', (_what, approval, more, headline) => {
    const message = shown(approval, more);

    expect(wordsOf(message)).toContain(headline);
    expect(choicesOf(message)).toEqual([]);
    expect(wordsOf(message)).not.toContain('Waiting for');
  });

  it('of the newest asking can be answered', () => {
    expect(choicesOf(shown(approvalAfter([userStep([BEN, CLEO])], ...returned), { round: 1 }))).toContain('approve');
  });

  it('leads to the subject where decisions need a login', () => {
    const message = shown(approvalOf(), { behaviour: { actWithoutLogin: false, actionButtons: true } });

    expect(choicesOf(message)).toEqual([]);
    expect(buttonsOf(message).map(({ action_id }) => action_id)).toContain('approve-link');
  });

  it('shows what was changed since', () => {
    const watching = definition({
      steps: [userStep([BEN])],
      terms: terms({ changes: changePolicy({ onChange: 'tell' }) }),
    });

    expect(wordsOf(shown(approvalAfter(watching, observation(fingerprint({ summary: 'Close it' })))))).toContain(
      'Changed since it was asked',
    );
  });
});

it('an end in a channel says what it is and of what', () => {
  const { text, blocks } = renderChannelOutcome(approvalOf({ decisions: [[BEN, 'reject']] }));

  expect(text).toBe('Rejected: Release for OPS-1 · Open the new bridge');
  expect(wordsOf({ blocks })).toContain('Rejected: It was rejected.');
});
