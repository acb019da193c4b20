import { describe, expect, it } from 'vitest';
import { exportDefinition, parseDraft } from '../../src/approvals/definition-codec';
import { GALLERY } from '../../src/approvals/gallery';
import { readForm, readJson } from '../../static/app/src/settings/definitions/reading/read-form';
import { everything } from './settings-forms';

const faultsOf = (value: unknown) => {
  const reading = readForm(value);
  return reading.ok ? [] : reading.faults;
};

describe('reading a definition that somebody wrote', () => {
  it('takes a form as it is, whatever the form uses', () => {
    expect(readForm(everything)).toEqual({ ok: true, value: everything });
  });

  it.each(GALLERY.map(({ key, draft }) => [key, draft] as const))('takes what is exported of “%s”', (_key, draft) => {
    const file = JSON.parse(JSON.stringify(exportDefinition(draft)));

    expect(readForm(file)).toEqual({ ok: true, value: draft });
  });

  it('puts the same in place of what is left out as the app does', () => {
    const short = {
      name: 'Short',
      steps: [
        {
          name: 'One',
          asks: { type: 'user', people: ['ada'] },
          quorum: { type: 'any' },
          deadline: { dueInMinutes: 5 },
        },
        {
          name: 'Two',
          asks: { type: 'user', people: ['ada'] },
          quorum: { type: 'all' },
          allow: { abstain: true },
          vote: { options: [{ name: 'A' }] },
        },
      ],
      scope: { type: 'chosen', spaces: ['DOCS'] },
      terms: { changes: { onChange: 'mark' } },
    };

    expect(readForm(short)).toEqual(parseDraft(short));
    expect(readForm({ name: 'Bare', steps: [] })).toEqual(parseDraft({ name: 'Bare', steps: [] }));
  });

  it('names every fault with its path', () => {
    const [first] = everything.steps;
    const broken = { ...everything, name: 7, steps: [{ ...first, quorum: { type: 'most' }, asks: { type: 'user' } }] };

    expect(faultsOf(broken).map(({ field }) => field)).toEqual([
      'name',
      'steps[0].asks.people',
      'steps[0].quorum.type',
    ]);
  });

  it('refuses a member that nobody knows, since it would be lost', () => {
    expect(faultsOf({ ...everything, terms: { ...everything.terms, undoMinuets: 3 } })).toEqual([
      { field: 'terms.undoMinuets', problem: 'is not known here' },
    ]);
  });

  it('refuses a condition that is nested deeper than the app takes', () => {
    let startWhen: unknown = { op: 'exists', fact: 'label' };
    for (let depth = 0; depth < 5; depth += 1) startWhen = { op: 'not', of: startWhen };

    expect(faultsOf({ ...everything, startWhen }).map(({ field }) => field)).toEqual(['startWhen.of.of.of.of.of']);
  });

  it.each([
    ['text that is no JSON', '{"name": '],
    ['a list', '[]'],
    ['nothing', 'null'],
  ])('refuses %s with a reason', (_what, json) => {
    const reading = readJson(json);

    expect(reading.ok).toBe(false);
    expect(!reading.ok && reading.faults[0]).toMatchObject({ field: '' });
  });
});
