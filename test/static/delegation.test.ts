import { describe, expect, it } from 'vitest';
import { beginOf, endOf, lastDayOf, presetOf } from '../../static/app/src/delegation/away-ends';
import { emptyRule, faultsOf, toDraft, toInput } from '../../static/app/src/delegation/rule-draft';

// A Wednesday, in whatever zone the test runs.
const now = new Date(2026, 10, 25, 15, 30);
const people = { nameOf: (id: string) => id.toUpperCase(), pictureOf: () => undefined };
const ben = { accountId: 'ben', name: 'Ben' };

describe('away until', () => {
  it.each([
    ['today', '2026-11-25'],
    ['week', '2026-11-29'],
    ['two-weeks', '2026-12-09'],
  ] as const)('%s ends on %s', (preset, day) => {
    expect(lastDayOf(preset, now)).toBe(day);
    expect(presetOf(day, now)).toBe(preset);
  });

  it('includes the whole last day', () => {
    expect(endOf('2026-11-30')).toBe(new Date(2026, 11, 1).getTime());
    expect(beginOf('2026-11-30')).toBe(new Date(2026, 10, 30).getTime());
    expect(endOf('soon')).toBeUndefined();
  });

  it('begins now when it is for today, and at midnight when it is for later', () => {
    const draft = { ...emptyRule(now), to: [ben] };

    expect(toInput(draft, now)).toEqual({
      from: now.getTime(),
      until: new Date(2026, 10, 30).getTime(),
      definitions: 'all',
      to: ['ben'],
    });
    expect(toInput({ ...draft, firstDay: '2026-11-27' }, now)?.from).toBe(new Date(2026, 10, 27).getTime());
  });

  it('tells people without an account by their address', () => {
    const draft = { ...emptyRule(now), to: [{ accountId: 'mailto:ann@example.com', name: 'ann@example.com' }] };

    expect(toInput(draft, now)?.to).toEqual(['ann@example.com']);
  });

  it('keeps the exact beginning of a rule that is changed, unless its first day is', () => {
    const from = now.getTime() - 1_000;
    const rule = { id: 'r', from, until: new Date(2026, 10, 30).getTime(), to: ['ben'], state: 'active' } as const;

    const draft = toDraft({ ...rule, definitions: ['d', 'gone'] }, people, [{ id: 'd', name: 'Release' }]);

    expect(draft.definitions).toEqual([
      { id: 'd', name: 'Release' },
      { id: 'gone', name: 'A definition that is gone' },
    ]);
    expect(draft.lastDay).toBe('2026-11-29');
    expect(toInput(draft, now)).toEqual({ id: 'r', from, until: rule.until, definitions: ['d', 'gone'], to: ['ben'] });
    expect(toInput({ ...draft, firstDay: '2026-11-26' }, now)?.from).toBe(new Date(2026, 10, 26).getTime());
  });

  it('says at each input what is missing, before it asks', () => {
    const draft = { ...emptyRule(now), lastDay: '', definitions: [] };

    expect(Object.entries(faultsOf(draft)).flatMap(([input, fault]) => (fault === undefined ? [] : [input]))).toEqual([
      'until',
      'to',
      'definitions',
    ]);
    expect(toInput(draft, now)).toBeUndefined();
  });
});
