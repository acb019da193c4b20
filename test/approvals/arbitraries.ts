import fc from 'fast-check';
import type { Asked, Definition, Quorum, Rule, StepDefinition, Terms } from '../../src/approvals/core/definition';
import type { Command, Delegate, StepClock } from '../../src/approvals/core/model';
import type { PersonId } from '../../src/shared/brand';
import {
  cancelBy,
  changePolicy,
  crowd,
  DAY_MS,
  decision,
  definition,
  fingerprint,
  groupStep,
  HOUR_MS,
  MINUTE_MS,
  RITA,
  SUBJECT_DELETED,
  step,
  terms,
} from '../support/builders';
import {
  ADMIN,
  addition,
  asker,
  observation,
  reassignment,
  reminder,
  resubmission,
  shelving,
  staffing,
  stepClock,
  TICK,
  voteClosing,
} from '../support/commands';
import { START } from '../support/fake-ports';
import { type Dated, later } from '../support/running-approvals';

const CROWD = crowd(5);
const STRANGERS = crowd(7).slice(5);

const people = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(fc.constantFrom(...CROWD), { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);
const anybody = fc.constantFrom(...CROWD, ...CROWD, ...STRANGERS, RITA);
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });

/** Objects as a store gives them. */
const PLAIN = { noNullPrototype: true } as const;

const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.constantFrom<Rule>({ type: 'all' }, { type: 'any' }, { type: 'all-responded' }),
  fc.record({ type: fc.constant('number' as const), pass: fc.integer({ min: 1, max: 3 }) }, PLAIN),
  fc.record({ type: fc.constant('percent' as const), percent: fc.integer({ min: 1, max: 100 }) }, PLAIN),
  fc.record(
    { type: fc.constant('named' as const), people: fc.constantFrom(CROWD.slice(0, 1), CROWD.slice(0, 2)) },
    PLAIN,
  ),
);
const quorum: fc.Arbitrary<Quorum> = fc
  .tuple(
    fc.oneof(
      rule,
      fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => ({ type: 'any-of' as const, rules })),
    ),
    maybe(fc.integer({ min: 1, max: 3 })),
  )
  .map(([what, fail]) => (fail === undefined ? what : { ...what, fail }));

const asks: fc.Arbitrary<Asked> = fc.oneof(
  people.map((each): Asked => ({ type: 'user', people: each })),
  fc.constant(groupStep().asks),
);

const vote = fc.record(
  {
    options: fc.constant([
      { name: 'Red', rejects: false },
      { name: 'Green', rejects: false },
      { name: 'None', rejects: true },
    ]),
    choice: fc.constantFrom('single' as const, 'multiple' as const),
    tie: fc.constantFrom('first' as const, 'reject' as const, 'moderator' as const, 'deadlock' as const),
  },
  PLAIN,
);

const someStep: fc.Arbitrary<StepDefinition> = fc
  .record({
    asks,
    quorum,
    together: fc.boolean(),
    exclude: fc.constantFrom<StepDefinition['exclude']>([], [], ['requester'], ['requester', 'assignee']),
    left: fc.nat({ max: 9 }),
    vote: fc.option(fc.tuple(vote, fc.boolean()), { nil: undefined, freq: 2 }),
  })
  .map(({ left, vote: voting, ...more }) => ({
    ...step(more),
    ...(left > 0 ? {} : { when: { op: 'exists' as const, fact: 'field:none' } }),
    ...(voting === undefined ? {} : { vote: votingOf(...voting) }),
  }));

const votingOf = (voting: NonNullable<StepDefinition['vote']>, moderated: boolean) =>
  moderated || voting.tie === 'moderator' ? { ...voting, moderator: CROWD[4] ?? RITA } : voting;

const someTerms: fc.Arbitrary<Terms> = fc
  .record({
    onChange: fc.constantFrom('ignore' as const, 'tell' as const, 'mark' as const, 'ask-again' as const),
    undoMinutes: fc.constantFrom(0, 10),
    valid: fc.boolean(),
  })
  .map(({ onChange, undoMinutes, valid }) =>
    terms({
      undoMinutes,
      changes: changePolicy({ onChange }),
      ...(valid ? { validity: { days: 3, renewDaysBefore: 1 } } : {}),
    }),
  );

/** Of every kind of step, rule and policy; the first step always applies. */
export const someDefinition: fc.Arbitrary<Definition> = fc
  .tuple(someTerms, fc.array(someStep, { minLength: 1, maxLength: 4 }))
  .map(([chosen, steps]) =>
    definition({
      terms: chosen,
      steps: steps.map(({ when, ...rest }, index) => (index === 0 || when === undefined ? rest : { ...rest, when })),
    }),
  );

const index = fc.constantFrom(0, 0, 0, 1, 1, 2, 3);
const by = fc.constantFrom(ADMIN, ADMIN, asker(RITA), ...CROWD.map(asker));
const content = fc.constantFrom('One.', 'Two.', 'Three.').map((body) => fingerprint({ body }));

const delegates: fc.Arbitrary<readonly Delegate[]> = fc.array(
  fc.record({ id: anybody, until: fc.constantFrom(START + 2 * HOUR_MS, START + 9 * DAY_MS) }, PLAIN),
  { maxLength: 2 },
);

const clock: fc.Arbitrary<StepClock> = fc
  .record({
    dueAt: fc.constantFrom(START + 5 * HOUR_MS, START + 2 * DAY_MS),
    onExpiry: fc.constantFrom('expire' as const, 'approve' as const, 'reject' as const),
    to: fc.uniqueArray(anybody, { minLength: 1, maxLength: 2 }),
  })
  .map(({ dueAt, onExpiry, to }) =>
    stepClock({
      dueAt,
      onExpiry,
      remindAt: [START + HOUR_MS, START + 3 * HOUR_MS],
      escalations: to.map((each, n) => ({ at: START + (n + 1) * HOUR_MS, to: each })),
    }),
  );

/** As a look-up finds people: with nobody whom it excludes, but with delegates who may be anybody. */
const look: fc.Arbitrary<Command> = fc
  .record({
    step: index,
    found: fc.uniqueArray(fc.tuple(fc.constantFrom(...CROWD, RITA), delegates), {
      selector: ([id]) => id,
      maxLength: 5,
    }),
    gone: fc.uniqueArray(fc.constantFrom(...CROWD), { maxLength: 2 }),
    clock: fc.option(clock, { nil: undefined, freq: 4 }),
    problem: fc.constantFrom('nobody-to-ask' as const, 'nobody-active' as const, 'too-many-people' as const),
  })
  .map(({ step: at, found, gone, clock: due, problem }) => {
    const barred = new Set<PersonId>([RITA, ...gone]);
    const asked = found.filter(([id]) => !barred.has(id)).map(([id, each]) => [id, ...each] as const);
    const excluded = [...barred].map((id, n) => ({
      id,
      because: n === 1 ? ('assignee' as const) : ('inactive' as const),
    }));
    return staffing(asked, {
      step: at,
      excluded,
      ...(asked.length === 0 ? { problem } : {}),
      ...(due === undefined ? {} : { clock: due }),
    });
  });

const inSome = fc.tuple(fc.constantFrom(...CROWD, ...CROWD, ...STRANGERS, RITA), index);
const kind = fc.constantFrom(
  'approve' as const,
  'approve' as const,
  'reject' as const,
  'abstain' as const,
  'request-changes' as const,
);

/** Every command; what a person decides or takes back names its step, as what comes from a message does. */
export const someCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .tuple(inSome, kind)
      .map(([[who, at], what]): Command => ({ type: 'decide', by: who, kind: what, via: 'slack', step: at })),
  },
  {
    weight: 6,
    arbitrary: fc.tuple(inSome, fc.nat({ max: 2 })).map(
      ([[who, at], option]): Command => ({
        type: 'decide',
        by: who,
        kind: 'vote',
        via: 'slack',
        options: [option],
        step: at,
      }),
    ),
  },
  { weight: 6, arbitrary: look },
  { weight: 4, arbitrary: fc.constant(TICK) },
  { weight: 3, arbitrary: inSome.map(([who, at]): Command => ({ type: 'withdraw', by: who, step: at })) },
  { weight: 3, arbitrary: fc.tuple(content, fc.boolean()).map(([seen, minor]) => observation(seen, minor)) },
  { weight: 4, arbitrary: fc.tuple(by, content, index).map((all) => resubmission(...all)) },
  { weight: 2, arbitrary: fc.tuple(anybody, anybody, by, index).map((all) => reassignment(...all)) },
  { weight: 2, arbitrary: fc.tuple(anybody, by, index).map((all) => addition(...all)) },
  { weight: 1, arbitrary: fc.tuple(by, index).map((all) => reminder(...all)) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.nat({ max: 2 }), index).map(([option, at]) => voteClosing(CROWD[4] ?? RITA, option, at)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(by, fc.constantFrom('archived' as const, 'none' as const, 'deleted' as const))
      .map((all) => shelving(...all)),
  },
);

/** What chance alone would seldom bring together: second thoughts, and a vote that all take part in. */
const scene: fc.Arbitrary<readonly Command[]> = fc.oneof(
  fc.tuple(fc.constantFrom(...CROWD), index, kind).map(([who, at, what]): readonly Command[] => [
    { type: 'decide', by: who, kind: what, via: 'jira', step: at },
    { type: 'withdraw', by: who, step: at },
  ]),
  fc
    .tuple(index, fc.array(fc.nat({ max: 2 }), { minLength: CROWD.length, maxLength: CROWD.length }))
    .map(([at, options]) =>
      CROWD.map(
        (who, n): Command => ({
          type: 'decide',
          by: who,
          kind: 'vote',
          via: 'email',
          options: [options[n] ?? 0],
          step: at,
        }),
      ),
    ),
);

/** In few of them somebody cuts everything short. */
export const someCommands: fc.Arbitrary<readonly Command[]> = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: someCommand.map((each) => [each]) },
      { weight: 4, arbitrary: scene },
      { weight: 1, arbitrary: fc.constantFrom([cancelBy(RITA)], [SUBJECT_DELETED], [decision(RITA)]) },
    ),
    { maxLength: 30, size: 'max' },
  )
  .map((scenes) => scenes.flat());

const gap = fc.constantFrom(0, 0, 0, 1, 5 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, HOUR_MS, 7 * HOUR_MS, DAY_MS);

/** Commands at random instants, each at that of the one before it or later. */
export const someHistory: fc.Arbitrary<readonly Dated[]> = fc
  .tuple(someCommands, fc.array(gap, { minLength: 64, maxLength: 64 }))
  .map(([commands, gaps]) => {
    let ms = 0;
    return commands.map((command, n) => {
      ms += gaps[n] ?? 0;
      return later(ms, command);
    });
  });
