import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeDelegates,
  checkDelegation,
  type DelegationDraft,
  type DelegationRule,
  MAX_DELEGATES,
  MAX_RULES,
} from '../../src/approvals/core/delegation';
import { type PersonId, toDefinitionId } from '../../src/shared/brand';
import { ADA, BEN, CLEO, crowd, DAY_MS, EVE, HOUR_MS, OLGA } from '../support/builders';
import { START } from '../support/fake-ports';
import { delegations, rule } from './given-delegations';

const CHANGE = toDefinitionId('def-change');
const POLICY = toDefinitionId('def-policy');
const now = { definition: CHANGE, at: START };

describe('the delegates of a person', () => {
  it.each<[string, Partial<DelegationRule>, number, boolean]>([
    ['hold from the start of a rule', {}, START, true],
    ['do not hold before it', {}, START - 1, false],
    ['hold until just before its end', {}, START + DAY_MS - 1, true],
    ['do not hold at its end', {}, START + DAY_MS, false],
    ['hold for a definition that is named', { definitions: [POLICY, CHANGE] }, START, true],
    ['do not hold for one that is not', { definitions: [POLICY] }, START, false],
  ])('%s', (_name, more, at, holds) => {
    const found = activeDelegates([rule(ADA, [BEN], more)], { definition: CHANGE, at });

    expect(found).toEqual(holds ? [{ id: BEN, until: START + DAY_MS }] : []);
  });

  it.each([
    ['first', 2, 1],
    ['last', 1, 2],
  ])('named by two rules are one, until the later end, when that stands %s', (_name, first, second) => {
    const rules = [first, second].map((days) => rule(ADA, [BEN, CLEO], { until: START + days * DAY_MS }));

    expect(activeDelegates(rules, now)).toEqual([
      { id: BEN, until: START + 2 * DAY_MS },
      { id: CLEO, until: START + 2 * DAY_MS },
    ]);
  });

  it('do not outlast the rule that holds because of one that is for something else', () => {
    const rules = [rule(ADA, [BEN]), rule(ADA, [BEN], { definitions: [POLICY], until: START + 9 * DAY_MS })];

    expect(activeDelegates(rules, now)).toEqual([{ id: BEN, until: START + DAY_MS }]);
  });
});

type Given = { readonly own?: readonly DelegationRule[]; readonly others?: readonly DelegationRule[] };

/** Ada to Ben for a day, unless said otherwise; answers fields with their problems. */
function faultsOf(more: Partial<DelegationDraft> & { person?: PersonId } = {}, { own = [], others = [] }: Given = {}) {
  const known = delegations(others);
  const { id: _, ...draft } = rule(ADA, [BEN]);
  const checked = checkDelegation(
    { ...draft, ...more },
    { existing: own, rulesOf: (person) => known.get(person) ?? [], at: START },
  );
  return checked.ok ? [] : checked.error.map(({ field, problem }) => `${field} ${problem}`);
}

describe('a delegation may', () => {
  it.each<[string, Partial<DelegationDraft>, Given]>([
    ['be for everything', {}, {}],
    ['name ten people', { to: crowd(MAX_DELEGATES) }, {}],
    ['name somebody without an account', { to: [EVE] }, {}],
    ['have begun already', { from: START - DAY_MS }, {}],
    ['last a leap year', { until: START + 366 * DAY_MS }, {}],
    ['follow another one at once', {}, { own: [rule(ADA, [CLEO], { from: START - DAY_MS, until: START })] }],
    [
      'overlap with one for another definition',
      { definitions: [CHANGE] },
      { own: [rule(ADA, [CLEO], { definitions: [POLICY] })] },
    ],
    ['replace one that overlaps', { id: 'dlg-ada' }, { own: [rule(ADA, [CLEO])] }],
    ['be the twentieth', {}, { own: ownRules(MAX_RULES - 1) }],
    ['be one more where the others have ended', {}, { own: ownRules(MAX_RULES, -50) }],
  ])('%s', (_name, more, given) => {
    expect(faultsOf(more, given)).toEqual([]);
  });
});

/** One for each of the days to come. */
function ownRules(count: number, firstDay = 1): DelegationRule[] {
  return Array.from({ length: count }, (_, n) => {
    const from = START + (firstDay + n) * DAY_MS;
    return rule(ADA, [CLEO], { id: `dlg-${n}`, from, until: from + DAY_MS });
  });
}

describe('a delegation may not', () => {
  it.each<[string, Partial<DelegationDraft>, Given, RegExp]>([
    ['name nobody', { to: [] }, {}, /^to must name at least one/],
    ['name the person', { to: [BEN, ADA] }, {}, /^to\[1\] must be somebody else/],
    ['name somebody twice', { to: [BEN, BEN] }, {}, /^to must name each person once/],
    ['name eleven people', { to: crowd(MAX_DELEGATES + 1) }, {}, /^to must name at most 10/],
    ['end when it starts', { from: START + HOUR_MS, until: START + HOUR_MS }, {}, /^until must be after the start/],
    ['have ended', { from: START - DAY_MS, until: START }, {}, /^until must not lie in the past/],
    ['last longer than a year', { until: START + 366 * DAY_MS + 1 }, {}, /^until must be within a year/],
    ['be for no definition', { definitions: [] }, {}, /^definitions must name at least one/],
    ['be for more than a hundred', { definitions: Array(101).fill(CHANGE) }, {}, /^definitions must name at most 100/],
    [
      'overlap with one for everything',
      { definitions: [CHANGE] },
      { own: [rule(ADA, [CLEO])] },
      /^from must not overlap/,
    ],
    [
      'overlap for a common definition',
      { definitions: [POLICY, CHANGE] },
      { own: [rule(ADA, [CLEO], { definitions: [CHANGE] })] },
      /^from must not overlap/,
    ],
    ['be the twenty-first', {}, { own: ownRules(MAX_RULES) }, /^rules must be at most 20/],
    ['lead back at once', {}, { others: [rule(BEN, [CLEO, ADA])] }, /^to must not lead back/],
    [
      'lead back through two more',
      {},
      { others: [rule(BEN, [CLEO]), rule(CLEO, [OLGA]), rule(OLGA, [ADA])] },
      /^to must not lead back/,
    ],
  ])('%s', (_name, more, given, fault) => {
    expect(faultsOf(more, given)).toEqual([expect.stringMatching(fault)]);
  });

  it('have several faults without hearing of all of them at once', () => {
    const faults = faultsOf(
      { to: [ADA, ADA], from: START, until: START - DAY_MS, definitions: [] },
      { own: ownRules(MAX_RULES) },
    );

    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'to[0]',
      'to[1]',
      'to',
      'until',
      'until',
      'definitions',
      'rules',
    ]);
  });

  it('end at what is no instant', () => {
    expect(faultsOf({ until: Number.NaN })).toEqual([
      'until must be after the start',
      'until must not lie in the past',
    ]);
  });
});

describe('delegations that come back to somebody', () => {
  it.each<[string, readonly DelegationRule[], boolean]>([
    ['at another time are no loop', [rule(BEN, [ADA], { from: START + DAY_MS, until: START + 2 * DAY_MS })], false],
    ['for another definition are no loop', [rule(BEN, [ADA], { definitions: [POLICY] })], false],
    ['for the same definition are one', [rule(BEN, [ADA], { definitions: [POLICY, CHANGE] })], true],
    [
      'by rules that never hold together are no loop',
      [rule(BEN, [CLEO], { until: START + HOUR_MS }), rule(CLEO, [ADA], { from: START + HOUR_MS })],
      false,
    ],
    [
      'by rules that hold together for a moment are one',
      [rule(BEN, [CLEO], { until: START + HOUR_MS + 1 }), rule(CLEO, [ADA], { from: START + HOUR_MS })],
      true,
    ],
    ['among others only are no loop of this person', [rule(BEN, [CLEO]), rule(CLEO, [BEN])], false],
  ])('%s', (_name, others, loop) => {
    expect(faultsOf({ definitions: [CHANGE] }, { others })).toEqual(loop ? [expect.stringMatching(/lead back/)] : []);
  });

  it('are found by rules for everything, and by two for different definitions are none', () => {
    const others = [rule(BEN, [CLEO], { definitions: [CHANGE] }), rule(CLEO, [ADA], { definitions: [POLICY] })];

    expect(faultsOf({}, { others })).toEqual([]);
    expect(faultsOf({}, { others: [rule(BEN, [CLEO]), rule(CLEO, [ADA], { definitions: [POLICY] })] })).toHaveLength(1);
  });

  it('are refused exactly when somebody could be followed back at some hour', () => {
    const anybody = fc.constantFrom(ADA, BEN, CLEO, OLGA);
    const someRule = fc
      .tuple(
        anybody,
        fc.uniqueArray(anybody, { minLength: 1, maxLength: 2 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 4 }),
      )
      .chain(([person, to, from, hours]) =>
        fc
          .constantFrom<DelegationRule['definitions']>('all', [CHANGE], [POLICY])
          .map((definitions) => ({ person, to, definitions, from: hour(from), until: hour(from + hours) })),
      )
      .map(({ person, to, ...more }) =>
        rule(
          person,
          to.filter((id) => id !== person),
          more,
        ),
      );

    fc.assert(
      fc.property(
        fc.array(someRule, { maxLength: 8 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 4 }),
        (others, from, hours) => {
          const draft = { from: hour(from), until: hour(from + hours) };
          const rules = [...others.filter(({ person }) => person !== ADA), rule(ADA, [BEN], draft)];
          const loop = Array.from({ length: 12 }, (_, n) => hour(n)).some((at) =>
            [CHANGE, POLICY].some((definition) => comesBack(rules, { definition, at })),
          );

          expect(faultsOf(draft, { others: rules.filter(({ person }) => person !== ADA) })).toEqual(
            loop ? [expect.stringMatching(/lead back/)] : [],
          );
        },
      ),
    );
  });

  const hour = (n: number) => START + n * HOUR_MS;

  /** Walked step by step, as long as anybody new is met. */
  function comesBack(rules: readonly DelegationRule[], moment: { definition: typeof CHANGE; at: number }): boolean {
    const next = (person: PersonId) =>
      activeDelegates(
        rules.filter((each) => each.person === person),
        moment,
      ).map(({ id }) => id);
    let met = new Set(next(ADA));
    for (let round = 0; round < 5; round += 1) met = new Set([...met, ...[...met].flatMap(next)]);
    return met.has(ADA);
  }
});
