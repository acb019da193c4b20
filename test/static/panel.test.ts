import { describe, expect, it } from 'vitest';
import { confirmedOffers } from '../../static/app/src/acting/offers';
import { lozengesOf } from '../../static/app/src/approval/lozenges';
import { toGroups } from '../../static/app/src/approval/step-groups';
import { markOf, progressOf } from '../../static/app/src/approval/words';
import { inPlaces, peopleOf, summarise } from '../../static/app/src/panel/in-view';
import { toPreviewGroups } from '../../static/app/src/starting/preview-groups';
import { approval, NOW, nothing, step } from './views';

describe('the panel', () => {
  it('puts steps that run at the same time into one group, and lets them keep their numbers', () => {
    const groups = toGroups([step('a', { together: true }), step('b', { together: true }), step('c'), step('d')]);

    expect(groups.map((group) => group.map(({ number, item }) => `${number} ${item.name}`))).toEqual([
      ['1 a', '2 b'],
      ['3 c'],
      ['4 d'],
    ]);
  });

  it('shows planned steps by the groups that the dry run tells', () => {
    const planned = (group: number) => ({
      name: '',
      group,
      included: true,
      asks: '',
      where: '',
      quorum: '',
      people: [],
      excluded: [],
      reminders: [],
      escalations: [],
    });

    const groups = toPreviewGroups([planned(1), planned(2), planned(2)]);

    expect(groups.map(({ steps }) => steps.map(({ number }) => number))).toEqual([[1], [2, 3]]);
  });

  it('shows the newest first and the archived apart', () => {
    const { current, archived } = inPlaces([
      approval('old', { startedAt: NOW - 2 }),
      approval('gone', { archived: true }),
      approval('new'),
    ]);

    expect(current.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(archived.map(({ id }) => id)).toEqual(['gone']);
  });

  it('asks the names of everybody it shows', () => {
    const shown = approval('a', {
      may: { ...nothing, decide: { step: 0, kinds: ['approve'], explain: [], inPlaceOf: 'away' } },
      steps: [
        step('one', {
          approvers: [
            {
              id: 'ben',
              delegates: [{ id: 'deputy', until: NOW }],
              decision: { kind: 'approve', at: NOW, via: 'jira', by: 'other' },
            },
          ],
          excluded: [{ id: 'left-out', because: 'the requester' }],
          vote: { options: [], choice: 'single', tie: '', moderator: 'mod' },
        }),
      ],
    });

    expect(new Set(peopleOf({ approvals: [shown] }))).toEqual(
      new Set(['ada', 'away', 'ben', 'other', 'deputy', 'left-out', 'mod']),
    );
  });

  it('says first what waits for the viewer', () => {
    const mine = approval('a', { may: { ...nothing, decide: { step: 0, kinds: ['approve'], explain: [] } } });

    expect(summarise([mine, approval('b')])).toBe('1 approval waits for you');
    expect(summarise([approval('a'), approval('b')])).toBe('2 approvals are pending');
    expect(summarise([approval('a', { state: 'expired' })])).toBe('Nothing is pending');
  });

  it('tells every state, and what limits it', () => {
    const shown = approval('a', { state: 'approved', outdated: true, lapsed: true, archived: true });

    expect(lozengesOf(shown).map(({ label }) => label)).toEqual([
      'Approved',
      'Outdated',
      'No longer valid',
      'Archived',
    ]);
  });

  it('counts voters where a step is a vote', () => {
    const vote = { options: [], choice: 'single', tie: '' } as const;

    expect(progressOf(step('a', { approved: 1, needed: 3, vote }))).toBe('1 of 3 voted');
    expect(progressOf(step('a', { approved: 1, needed: 3 }))).toBe('1 of 3 approved');
  });

  it('marks whoever is no longer asked as passed over, although the step runs', () => {
    expect(markOf({ id: 'ben', delegates: [] }, 'open')).toBe('waiting');
    expect(markOf({ id: 'ben', delegates: [], left: 'Reassigned' }, 'open')).toBe('passed-over');
  });

  it('offers what the viewer may do and nothing else, and names the step of a reminder where there are several', () => {
    const may = { ...nothing, remind: [0, 1], cancel: true, delete: true };

    const offers = confirmedOffers(approval('a', { may, steps: [step('Legal'), step('Finance')] }));

    expect(offers.map(({ label }) => label)).toEqual([
      'Remind those of “Legal” who have not answered',
      'Remind those of “Finance” who have not answered',
      'Cancel approval',
      'Delete',
    ]);
    expect(offers[1]?.action).toEqual({ type: 'remind', step: 1 });
    expect(confirmedOffers(approval('a'))).toEqual([]);
  });
});
