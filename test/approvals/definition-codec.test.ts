import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkingTime, type WorkingTime } from '../../src/approvals/calendar';
import { checkDefinition } from '../../src/approvals/core/check-definition';
import { exportDefinition, parseDraft, parseStored, toStored } from '../../src/approvals/definition-codec';
import { toAccountId, toDefinitionId } from '../../src/shared/brand';
import { draft, draftStep, someDraft } from './drafts';

let zones: WorkingTime;
beforeAll(async () => {
  zones = await loadWorkingTime();
});

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const exported = () => ({ ...exportDefinition(draft()) });

function faultsOf(value: unknown) {
  const parsed = parseDraft(value);
  return parsed.ok ? [] : parsed.error;
}

describe('whatever the draft', () => {
  it('it can be saved', () => {
    fc.assert(
      fc.property(someDraft, (each) => {
        expect(checkDefinition(each, zones)).toEqual({ ok: true, value: true });
      }),
    );
  });

  it('what was exported is imported as it was', () => {
    fc.assert(
      fc.property(someDraft, (each) => {
        expect(parseDraft(throughJson(exportDefinition(each)))).toStrictEqual({ ok: true, value: each });
      }),
    );
  });

  it('what was stored is read as it was', () => {
    fc.assert(
      fc.property(someDraft, fc.constantFrom('active', 'archived'), (each, state) => {
        const definition = { ...each, id: toDefinitionId('def-1'), version: 7, owner: toAccountId('ada') };
        expect(parseStored(throughJson(toStored(definition, state)))).toStrictEqual({ definition, state });
      }),
    );
  });
});

describe('an export', () => {
  it('says what it is, and nothing that only this site knows', () => {
    const definition = { ...draft(), id: toDefinitionId('def-1'), version: 7, owner: toAccountId('ada') };

    expect(exportDefinition(definition)).toStrictEqual({ baton: 'approval-definition', format: 1, ...draft() });
  });
});

describe('a draft', () => {
  it('may leave out what has a default', () => {
    const short = {
      name: 'Change',
      steps: [{ name: 'Review', asks: { type: 'user', people: ['ada'] }, quorum: { type: 'all' } }],
    };

    expect(parseDraft(short)).toStrictEqual({ ok: true, value: draft() });
  });

  it('may leave out what a vote and a deadline have besides options and length', () => {
    const step = {
      ...draftStep(),
      vote: { options: [{ name: 'Yes' }, { name: 'No', rejects: true }] },
      deadline: { dueInMinutes: 60 },
    };

    expect(parseDraft({ ...draft(), steps: [step] })).toStrictEqual({
      ok: true,
      value: draft({
        steps: [
          draftStep({
            vote: {
              options: [
                { name: 'Yes', rejects: false },
                { name: 'No', rejects: true },
              ],
              choice: 'single',
              tie: 'deadlock',
            },
            deadline: { dueInMinutes: 60, remindBeforeMinutes: [], escalate: [], onExpiry: 'expire' },
          }),
        ],
      }),
    });
  });

  it('keeps the id that it is to be saved under', () => {
    expect(parseDraft({ ...draft(), id: 'def-1' })).toMatchObject({ ok: true, value: { id: 'def-1' } });
  });
});

describe('a fault is named by its path:', () => {
  const withStep = (more: object) => ({ ...draft(), steps: [draftStep(), { ...draftStep(), ...more }] });

  it.each<[string, unknown, string, string]>([
    ['not an object', 'Change', 'value', 'must be of type object'],
    ['nothing', null, 'value', 'must be of type object'],
    ['another kind of file', { ...exported(), baton: 'rule' }, 'baton', 'must be one of approval-definition'],
    ['a later format', { ...exported(), format: 2 }, 'format', 'must be one of 1'],
    ['no name', { ...draft(), name: undefined }, 'name', 'must be of type string'],
    ['an unknown member', { ...draft(), colour: 'red' }, 'colour', 'is not known here'],
    ['an unknown member of a step', withStep({ approvers: [] }), 'steps[1].approvers', 'is not known here'],
    ['a long unknown member', { ...draft(), ['x'.repeat(300)]: 1 }, `${'x'.repeat(50)}…`, 'is not known here'],
    [
      'an unknown member of a rule',
      withStep({ quorum: { type: 'any', pass: 2 } }),
      'steps[1].quorum.pass',
      'is not known here',
    ],
    [
      'a number for rejections inside of rule sets',
      withStep({ quorum: { type: 'any-of', rules: [{ type: 'any', fail: 1 }] } }),
      'steps[1].quorum.rules[0].fail',
      'is not known here',
    ],
    [
      'rule sets inside of rule sets',
      withStep({ quorum: { type: 'any-of', rules: [{ type: 'any-of', rules: [] }] } }),
      'steps[1].quorum.rules[0].type',
      'must be one of all, any, all-responded, number, percent, named',
    ],
    [
      'an unknown type of step',
      withStep({ asks: { type: 'robot' } }),
      'steps[1].asks.type',
      'must be one of user, group, field, role, space-permission, external',
    ],
    [
      'a person who is no text',
      withStep({ asks: { type: 'user', people: ['a', 7] } }),
      'steps[1].asks.people[1]',
      'must be of type string',
    ],
    [
      'a number that is none',
      withStep({ quorum: { type: 'number', pass: '2' } }),
      'steps[1].quorum.pass',
      'must be of type number',
    ],
    [
      'an unknown policy',
      { ...draft(), terms: { changes: { onChange: 'shout' } } },
      'terms.changes.onChange',
      'must be one of ignore, tell, mark, ask-again',
    ],
    ['an unknown member of the terms', { ...draft(), terms: { undo: 5 } }, 'terms.undo', 'is not known here'],
    [
      'a condition without a question',
      { ...draft(), startWhen: { op: 'not' } },
      'startWhen.of',
      'must be of type object',
    ],
  ])('%s', (_title, value, field, problem) => {
    expect(faultsOf(value)).toEqual([{ field, problem }]);
  });

  it('all at once', () => {
    const faults = faultsOf({ ...withStep({ asks: { type: 'user' }, comment: 'loud' }), colour: 'red', format: 3 });

    expect(faults.map(({ field }) => field).sort()).toEqual([
      'colour',
      'format',
      'steps[1].asks.people',
      'steps[1].comment',
    ]);
  });

  it('a condition of any depth', () => {
    let startWhen: object = { op: 'exists', fact: 'label' };
    for (let depth = 1; depth < 100_000; depth += 1) startWhen = { op: 'not', of: startWhen };

    expect(faultsOf({ ...draft(), startWhen })).toEqual([
      { field: 'startWhen.of.of.of.of.of', problem: 'must be nested at most 5 deep' },
    ]);
  });
});
