import { describe, expect, it } from 'vitest';
import { fromInbox, inOrder, toAsked } from '../../static/app/src/deciding/asked';
import { missingIn, toDecision } from '../../static/app/src/deciding/decision';
import { isUnplaced, refusalAt } from '../../static/app/src/form/refused-fields';
import { keyOf, stillWaiting } from '../../static/app/src/mine/known-inbox';
import { parsePeople, toExternal } from '../../static/app/src/people/person';
import { inWords } from '../../static/app/src/time/durations';
import { approval, NOW, nothing, step } from './views';

const about = { approvalId: 'a', step: 1 };
const entered = { comment: '  ', options: [], requestId: 'r' };

describe('deciding', () => {
  it('decides the step that was seen, under the id of what the person meant', () => {
    expect(toDecision(about, 'approve', entered)).toEqual({ ...about, decision: 'approve', requestId: 'r' });
    expect(toDecision(about, 'reject', { ...entered, comment: ' no ' })).toMatchObject({ comment: 'no' });
    expect(toDecision(about, 'vote', { ...entered, options: [2] })).toMatchObject({ options: [2] });
  });

  it('asks for a comment only where the kind needs one, and for an option in a vote', () => {
    expect(Object.keys(missingIn({ explain: ['reject'] }, 'reject', entered))).toEqual(['comment']);
    expect(missingIn({ explain: ['reject'] }, 'approve', entered)).toEqual({});
    expect(Object.keys(missingIn({ explain: [] }, 'vote', entered))).toEqual(['options']);
  });

  it('asks about the step that is open to the viewer, with its vote', () => {
    const vote = { options: [{ name: 'Red', votes: 0, won: false }], choice: 'single', tie: '' } as const;
    const decide = { step: 1, kinds: ['vote'], explain: [], inPlaceOf: 'ben' } as const;

    const asked = toAsked(approval('a', { steps: [step('One'), step('Two', { vote })], may: { ...nothing, decide } }));

    expect(asked).toMatchObject({ step: 1, stepName: 'Two', vote, inPlaceOf: 'ben' });
    expect(toAsked(approval('a'))).toBeUndefined();
  });

  it('puts the most usual decision first', () => {
    expect(inOrder(['abstain', 'reject', 'approve'])).toEqual(['approve', 'reject', 'abstain']);
  });
});

describe('a refusal in a form', () => {
  const faults = [
    { field: 'to[0]', problem: 'must be somebody else than the person' },
    { field: 'rules', problem: 'There are too many.' },
  ];
  const answer = { ok: false, error: 'It cannot be saved.', field: 'until', faults } as const;

  it('stands at its input, in a sentence', () => {
    expect(refusalAt(answer, 'to')).toBe('This must be somebody else than the person.');
    expect(refusalAt(answer, 'until')).toBe('It cannot be saved.');
    expect(refusalAt(answer, 'from')).toBeUndefined();
    expect(refusalAt(answer, 't')).toBeUndefined();
  });

  it('is said elsewhere where some of it has no input', () => {
    expect(isUnplaced(answer, ['to', 'until'])).toBe(true);
    expect(isUnplaced({ ok: false, error: 'No.', faults: [] }, ['to'])).toBe(true);
    expect(isUnplaced({ ok: false, error: 'No.', field: 'to' }, ['to'])).toBe(false);
    expect(isUnplaced({ ok: false, error: 'No.' }, ['to'])).toBe(true);
    expect(isUnplaced({ ok: true, value: 1 }, ['to'])).toBe(false);
  });
});

describe('the inbox', () => {
  const entry = (approvalId: string, more: { dueAt?: number; inPlaceOf?: string } = {}) => ({
    approvalId,
    definitionName: 'Release',
    subject: { kind: 'page', key: '', title: 'Policy', url: 'https://example.com' } as const,
    requester: 'ada',
    step: 0,
    stepName: 'Review',
    kinds: ['approve', 'reject'] as const,
    explain: [],
    ...more,
  });

  it('leaves out what was answered a moment ago, though the list still has it', () => {
    const answered = [{ key: keyOf(entry('a')), at: NOW }];

    expect(stillWaiting([entry('a'), entry('b')], answered, NOW + 59_999)).toEqual([entry('b')]);
    expect(stillWaiting([entry('a')], answered, NOW + 60_000)).toEqual([entry('a')]);
  });

  it('offers exactly what the step allows, with what has to be explained', () => {
    const asked = fromInbox({ ...entry('a'), kinds: ['vote', 'abstain'], explain: ['abstain'] });

    expect(asked).toMatchObject({ approvalId: 'a', step: 0, kinds: ['vote', 'abstain'], explain: ['abstain'] });
  });

  it('keeps what waits in somebody else’s place', () => {
    const answered = [{ key: keyOf(entry('a')), at: NOW }];

    expect(stillWaiting([entry('a', { inPlaceOf: 'ben' })], answered, NOW)).toHaveLength(1);
  });

  it('shows first what is due first', () => {
    const entries = [entry('never'), entry('later', { dueAt: 2 }), entry('soon', { dueAt: 1 }), entry('never-too')];

    expect(stillWaiting(entries, [], NOW).map(({ approvalId }) => approvalId)).toEqual([
      'soon',
      'later',
      'never',
      'never-too',
    ]);
  });
});

describe('people and times', () => {
  it('reads people of both products, and leaves out apps where only people who are there are asked for', () => {
    const jira = {
      accountId: 'ben',
      displayName: 'Ben',
      accountType: 'atlassian',
      avatarUrls: { '48x48': 'https://x' },
    };
    const confluence = { accountId: 'cleo', displayName: 'Cleo', profilePicture: { path: '/wiki/x' } };
    const bot = { accountId: 'bot', displayName: 'Bot', accountType: 'app' };

    expect(parsePeople([jira, confluence, 7])).toEqual([
      { accountId: 'ben', name: 'Ben', picture: 'https://x' },
      { accountId: 'cleo', name: 'Cleo', picture: undefined },
    ]);
    expect(parsePeople([jira, bot], { present: true }).map(({ name }) => name)).toEqual(['Ben']);
  });

  it('calls somebody without an account by the address, in lower case', () => {
    expect(toExternal(' Ann@Example.com ')).toEqual({ accountId: 'mailto:ann@example.com', name: 'ann@example.com' });
  });

  it.each([
    [1, '1 second'],
    [119_000, '119 seconds'],
    [121_000, '3 minutes'],
    [3 * 3_600_000, '3 hours'],
    [72 * 3_600_000, '3 days'],
    [-5, '0 seconds'],
  ])('says %i ms as %s', (ms, words) => {
    expect(inWords(ms)).toBe(words);
  });
});
