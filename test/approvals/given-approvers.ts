import fc from 'fast-check';
import type { Quorum, Rule } from '../../src/approvals/core/definition';
import type { Approver, Decision, DecisionKind } from '../../src/approvals/core/model';
import { type AccountId, toAccountId } from '../../src/shared/brand';

/** Approves, rejects, abstains, asks for changes, or has not answered. */
export type Answer = 'a' | 'r' | 'b' | 'c' | '.';

const KINDS: Readonly<Record<Exclude<Answer, '.'>, DecisionKind>> = {
  a: 'approve',
  r: 'reject',
  b: 'abstain',
  c: 'request-changes',
};

export const decided = (kind: DecisionKind, options?: readonly number[]): Decision => ({
  kind,
  at: 1,
  via: 'slack',
  sequence: 1,
  commented: false,
  basis: 'digest',
  ...(options === undefined ? {} : { options }),
});

export const personAt = (index: number): AccountId => toAccountId(`p${index}`);

export const approver = (index: number, answer: Answer = '.', more: Partial<Approver> = {}): Approver => ({
  id: personAt(index),
  round: 0,
  delegates: [],
  ...(answer === '.' ? {} : { decision: decided(KINDS[answer]) }),
  ...more,
});

/** One approver for each letter: `aar.` are p0 to p3. */
export const approvers = (answers: string): readonly Approver[] =>
  [...answers].map((each, n) => approver(n, toAnswer(each)));

function toAnswer(letter: string): Answer {
  if (letter === '.' || letter === 'a' || letter === 'r' || letter === 'b' || letter === 'c') return letter;
  throw new Error(`no such answer: ${letter}`);
}

export const voter = (index: number, ...options: readonly number[]): Approver =>
  approver(index, '.', { decision: decided('vote', options) });

export const someAnswer = fc.constantFrom<Answer>('a', 'r', 'b', '.');

/** Up to seven people, some of whom left or were added. */
export const someApprovers: fc.Arbitrary<readonly Approver[]> = fc
  .array(fc.tuple(someAnswer, fc.constantFrom('asked', 'asked', 'asked', 'left', 'escalation', 'by-hand')), {
    maxLength: 7,
  })
  .map((people) =>
    people.map(([answer, standing], index) => {
      if (standing === 'left') return approver(index, answer, { left: { reason: 'inactive', at: 1 } });
      return approver(index, answer, standing === 'escalation' || standing === 'by-hand' ? { added: standing } : {});
    }),
  );

const someRule: fc.Arbitrary<Rule> = fc.oneof(
  fc.constantFrom<Rule>({ type: 'all' }, { type: 'any' }, { type: 'all-responded' }),
  fc.integer({ min: 1, max: 7 }).map((pass): Rule => ({ type: 'number', pass })),
  fc.integer({ min: 1, max: 100 }).map((percent): Rule => ({ type: 'percent', percent })),
  fc
    .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 })
    .map((people): Rule => ({ type: 'named', people: people.map(personAt) })),
);

export const someQuorum: fc.Arbitrary<Quorum> = fc
  .tuple(
    fc.oneof<[fc.Arbitrary<Quorum>, fc.Arbitrary<Quorum>]>(
      someRule,
      fc.array(someRule, { minLength: 1, maxLength: 3 }).map((rules): Quorum => ({ type: 'any-of', rules })),
    ),
    fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  )
  .map(([quorum, fail]) => (fail === undefined ? quorum : { ...quorum, fail }));
