import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exclusion } from '../../src/approvals/core/definition';
import { type Around, MAX_LISTED_INACTIVE, staffingOf } from '../../src/approvals/core/staffing';
import { type PersonId, toDefinitionId } from '../../src/shared/brand';
import { ADA, BEN, CLEO, crowd, DAY_MS, EVE, HOUR_MS, OLGA, RITA } from '../support/builders';
import { START } from '../support/fake-ports';
import { delegations, rule } from './given-delegations';

const DEFINITION = toDefinitionId('def-1');

const around = (more: Partial<Around> = {}): Around => ({
  exclude: [],
  requester: RITA,
  involved: {},
  delegations: new Map(),
  definition: DEFINITION,
  at: START,
  room: 100,
  ...more,
});

const active = (...ids: readonly PersonId[]) => ids.map((id) => ({ id, active: true }));
const idsOf = (people: readonly { readonly id: PersonId }[]) => people.map(({ id }) => id);

describe('whom a step asks', () => {
  it('is everybody who was found, once and in that order', () => {
    const staffing = staffingOf({ people: active(CLEO, ADA, CLEO, EVE, ADA) }, around());

    expect(staffing).toEqual({ people: [CLEO, ADA, EVE].map((id) => ({ id, delegates: [] })), excluded: [] });
  });

  it.each<[string, readonly Exclusion[], Partial<Around>, Exclusion]>([
    ['the requester', ['requester'], { requester: ADA }, 'requester'],
    ['the assignee', ['assignee'], { involved: { assignee: ADA } }, 'assignee'],
    ['the reporter', ['reporter'], { involved: { reporter: ADA } }, 'reporter'],
    ['the last editor', ['last-editor'], { involved: { 'last-editor': ADA } }, 'last-editor'],
    [
      'the requester, for the first of two reasons',
      ['assignee', 'requester'],
      { requester: ADA, involved: { assignee: ADA } },
      'assignee',
    ],
  ])('is not %s where the definition excludes them', (_name, exclude, more, because) => {
    const staffing = staffingOf({ people: active(ADA, BEN) }, around({ exclude, ...more }));

    expect(idsOf(staffing.people)).toEqual([BEN]);
    expect(staffing.excluded).toEqual([{ id: ADA, because }]);
  });

  it('is everybody involved where the definition excludes nobody', () => {
    const involved = { assignee: ADA, reporter: BEN, 'last-editor': CLEO };

    expect(idsOf(staffingOf({ people: active(ADA, BEN, CLEO) }, around({ involved })).people)).toEqual([
      ADA,
      BEN,
      CLEO,
    ]);
  });

  it('is not who is inactive, which is listed', () => {
    const staffing = staffingOf({ people: [{ id: ADA, active: false }, ...active(BEN)] }, around());

    expect(idsOf(staffing.people)).toEqual([BEN]);
    expect(staffing.excluded).toEqual([{ id: ADA, because: 'inactive' }]);
  });

  it('lists a bounded number of those who are inactive, and each who is excluded by a rule', () => {
    const gone = crowd(MAX_LISTED_INACTIVE + 40).map((id) => ({ id, active: false }));

    const { excluded } = staffingOf({ people: [...gone, ...active(RITA, ADA)] }, around({ exclude: ['requester'] }));

    expect(excluded).toHaveLength(MAX_LISTED_INACTIVE + 1);
    expect(excluded.at(-1)).toEqual({ id: RITA, because: 'requester' });
  });

  it('is a problem when nobody was found', () => {
    expect(staffingOf({ people: [] }, around())).toEqual({ people: [], excluded: [], problem: 'nobody-to-ask' });
  });

  it('is a problem when all who were found are inactive or excluded', () => {
    const people = [{ id: ADA, active: false }, ...active(RITA)];

    expect(staffingOf({ people }, around({ exclude: ['requester'] }))).toMatchObject({
      people: [],
      problem: 'nobody-active',
    });
  });

  it.each([
    ['as many as there is room for', 3, undefined, 3],
    ['one more than there is room for', 2, 'too-many-people', 0],
    ['some and there is no room at all', 0, 'too-many-people', 0],
  ])('is all of them or a problem: %s', (_name, room, problem, asked) => {
    const staffing = staffingOf({ people: active(...crowd(3)) }, around({ room }));

    expect(staffing.problem).toBe(problem);
    expect(staffing.people).toHaveLength(asked);
  });

  it('leaves room for those who are asked, not for those who are left out', () => {
    const people = [...active(RITA, ADA), { id: BEN, active: false }];

    expect(staffingOf({ people }, around({ exclude: ['requester'], room: 1 })).problem).toBeUndefined();
  });
});

describe('a delegate', () => {
  const until = START + DAY_MS;

  it('is named with the end of the rule', () => {
    const given = delegations([rule(ADA, [CLEO, EVE], { until })]);

    const [ada] = staffingOf({ people: active(ADA) }, around({ delegations: given })).people;

    expect(ada?.delegates).toEqual([
      { id: CLEO, until },
      { id: EVE, until },
    ]);
  });

  it.each<[string, Partial<Around>, readonly PersonId[]]>([
    ['is excluded by the same rule as an approver', { exclude: ['requester'], requester: CLEO }, [ADA]],
    ['is excluded as somebody involved', { exclude: ['last-editor'], involved: { 'last-editor': CLEO } }, [ADA]],
    ['is an approver of the step', {}, [ADA, CLEO]],
    ['has a rule that ended', { at: until }, [ADA]],
    ['has a rule that did not begin', { at: START - HOUR_MS }, [ADA]],
    ['has a rule for another definition', { definition: toDefinitionId('def-2') }, [ADA]],
  ])('is none who %s', (_name, more, people) => {
    const given = delegations([rule(ADA, [CLEO], { until, definitions: [DEFINITION] })]);

    const [ada] = staffingOf({ people: active(...people) }, around({ delegations: given, ...more })).people;

    expect(ada).toEqual({ id: ADA, delegates: [] });
  });

  it('is whoever is not asked because they are away themselves', () => {
    const given = delegations([rule(ADA, [BEN]), rule(BEN, [CLEO])]);

    const [ada] = staffingOf({ people: active(ADA) }, around({ delegations: given })).people;

    expect(ada?.delegates.map(({ id }) => id)).toEqual([BEN]);
  });

  it('does not decide for the delegates of whom it decides for', () => {
    const given = delegations([rule(ADA, [BEN]), rule(BEN, [CLEO])]);

    const { people } = staffingOf({ people: active(ADA) }, around({ delegations: given }));

    expect(JSON.stringify(people)).not.toContain(CLEO);
  });

  it('is never a person themselves, whatever was stored', () => {
    const given = delegations([rule(ADA, [ADA, CLEO])]);

    const [ada] = staffingOf({ people: active(ADA) }, around({ delegations: given })).people;

    expect(ada?.delegates.map(({ id }) => id)).toEqual([CLEO]);
  });
});

describe('whatever was found and whoever delegates to whom', () => {
  const everybody = [...crowd(6), EVE, OLGA];
  const anybody = fc.constantFrom(...everybody);
  const anAccount = fc.constantFrom(...crowd(6), OLGA);
  const someFound = fc.array(fc.record({ id: anybody, active: fc.boolean() }), { maxLength: 12 });
  const someRules = fc.array(
    fc.tuple(anybody, fc.array(anybody, { maxLength: 4 })).map(([person, to]) => rule(person, to)),
    { maxLength: 8 },
  );
  const someAround = fc
    .record({
      exclude: fc.subarray<Exclusion>(['requester', 'assignee', 'reporter', 'last-editor']),
      requester: anAccount,
      involved: fc.record({ assignee: anAccount, reporter: anAccount, 'last-editor': anAccount }, { requiredKeys: [] }),
      delegations: someRules.map(delegations),
      room: fc.integer({ min: 0, max: 8 }),
    })
    .map(around);

  it('nobody excluded is among the people or the delegates, and nobody has two places', () => {
    fc.assert(
      fc.property(someFound, someAround, (people, about) => {
        const staffing = staffingOf({ people }, about);
        const barred: readonly (PersonId | undefined)[] = about.exclude.map((each) =>
          each === 'requester' ? about.requester : about.involved[each],
        );
        const asked = idsOf(staffing.people);
        const named = [...asked, ...staffing.people.flatMap(({ delegates }) => idsOf(delegates))];

        expect(named.filter((id) => barred.includes(id))).toEqual([]);
        expect(new Set(asked).size).toBe(asked.length);
        for (const { delegates } of staffing.people) {
          expect(idsOf(delegates).filter((id) => asked.includes(id))).toEqual([]);
        }
      }),
    );
  });

  it('everybody found is asked, listed as excluded, or there are too many; and without a problem somebody is asked', () => {
    fc.assert(
      fc.property(someFound, someAround, (people, about) => {
        const staffing = staffingOf({ people }, about);
        const accounted = new Set([...idsOf(staffing.people), ...idsOf(staffing.excluded)]);
        const missing = people.filter(({ id }) => !accounted.has(id));

        expect(staffing.problem === undefined).toBe(staffing.people.length > 0);
        expect(missing.length > 0).toBe(staffing.problem === 'too-many-people');
        expect(staffing.people.length).toBeLessThanOrEqual(about.room);
      }),
    );
  });
});
