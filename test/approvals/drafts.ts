import fc from 'fast-check';
import type {
  Asked,
  Condition,
  Deadline,
  Draft,
  Effect,
  Quorum,
  Rule,
  Scope,
  StepDefinition,
  Terms,
  Vote,
} from '../../src/approvals/core/definition';
import { canHold, kindsOf } from '../../src/approvals/core/scope';
import { type AccountId, toAccountId } from '../../src/shared/brand';

const CHANGES: Terms['changes'] = { onChange: 'tell', parts: [], ignoreMinorEdits: false, ignoreWhitespace: true };

export const draftTerms = (more: Partial<Terms> = {}): Terms => ({
  changes: CHANGES,
  undoMinutes: 0,
  onApproved: [],
  onRejected: [],
  ...more,
});

/** Asks Ada alone. */
export const draftStep = (more: Partial<StepDefinition> = {}): StepDefinition => ({
  name: 'Review',
  together: false,
  asks: { type: 'user', people: [toAccountId('ada')] },
  quorum: { type: 'all' },
  allow: { requestChanges: false, abstain: false },
  comment: 'never',
  exclude: [],
  ...more,
});

export const draft = (more: Partial<Draft> = {}): Draft => ({
  name: 'Change',
  description: '',
  scope: { type: 'global' },
  steps: [draftStep()],
  terms: draftTerms(),
  ...more,
});

const text = (maxLength: number) => fc.string({ minLength: 1, maxLength }).filter((each) => each.trim() !== '');
const whole = (min: number, max: number) => fc.integer({ min, max });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** Without the members that are undefined: what was never there is not there. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** Objects as JSON makes them. */
const record = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

const someAccount: fc.Arbitrary<AccountId> = fc.nat(999).map((n) => toAccountId(`712020:${n}-ab`));
const somePeople = (maxLength = 5) => fc.uniqueArray(someAccount, { minLength: 1, maxLength });
const someField = fc.constantFrom('reporter', 'assignee', 'customfield_10010', 'customfield_10022');
const someNamed = record({ id: text(20), name: text(20) });

const someScope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant<Scope>({ type: 'global' }),
  record({
    type: fc.constant('chosen' as const),
    projects: fc.subarray(['OPS', 'SHOP', 'A_1']),
    spaces: fc.subarray(['DOCS', '~712020a', 'hr']),
  }).filter(({ projects, spaces }) => projects.length + spaces.length > 0),
);

const someLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('project', 'space'), fc.subarray(['OPS', 'docs', 'Z'], { minLength: 1 }))
    .map(([fact, values]): Condition => ({ op: 'is', fact, values })),
  fc
    .tuple(fc.constantFrom('type', 'status', 'label', 'priority'), fc.array(text(20), { minLength: 1, maxLength: 3 }))
    .map(([fact, values]): Condition => ({ op: 'is', fact, values })),
  someField.map((id): Condition => ({ op: 'exists', fact: `field:${id}` })),
  fc
    .tuple(fc.constantFrom('at-least' as const, 'below' as const), someField, fc.integer())
    .map(([op, id, value]): Condition => ({ op, fact: `field:${id}`, value })),
);
const { tree: anyCondition } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    someLeaf,
    fc.array(tie('tree'), { maxLength: 3 }).map((of): Condition => ({ op: 'all', of })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ op: 'any', of })),
    tie('tree').map((of): Condition => ({ op: 'not', of })),
  ),
}));
/** One that something in the scope can fulfil. */
const conditionIn = (scope: Scope): fc.Arbitrary<Condition> => anyCondition.filter((each) => canHold(each, scope));

const email = fc.tuple(fc.nat(99), fc.nat(9)).map(([person, place]) => `anna.${person}@place-${place}.example`);

function askedIn(scope: Scope): fc.Arbitrary<Asked> {
  const kinds = kindsOf(scope);
  const everywhere: readonly fc.Arbitrary<Asked>[] = [
    somePeople().map((people): Asked => ({ type: 'user', people })),
    fc
      .uniqueArray(someNamed, { minLength: 1, maxLength: 3, selector: ({ id }) => id })
      .map((groups): Asked => ({ type: 'group', groups })),
    fc.uniqueArray(email, { minLength: 1, maxLength: 3 }).map((emails): Asked => ({ type: 'external', emails })),
  ];
  const ofWorkItems: readonly fc.Arbitrary<Asked>[] = [
    fc.tuple(someField, text(20)).map(([id, name]): Asked => ({ type: 'field', field: { id, name } })),
    someNamed.map((role): Asked => ({ type: 'role', role })),
  ];
  const ofPages: readonly fc.Arbitrary<Asked>[] = [
    fc
      .constantFrom('administer-space' as const, 'create-page' as const, 'delete-page' as const)
      .map((permission): Asked => ({ type: 'space-permission', permission })),
  ];
  return fc.oneof(
    ...everywhere,
    ...(kinds.includes('work-item') ? ofWorkItems : []),
    ...(kinds.includes('page') ? ofPages : []),
  );
}

/** People who can be named in a rule, and how many a number may ask for. */
function boundsOf(asks: Asked) {
  if (asks.type === 'user') return { people: asks.people, most: asks.people.length };
  if (asks.type === 'external') return { people: [], most: asks.emails.length };
  return { people: ['ada', 'ben'].map(toAccountId), most: 100 };
}

const plainRule = fc.constantFrom<Rule>({ type: 'all' }, { type: 'any' }, { type: 'all-responded' });
const percentRule = whole(1, 100).map((percent): Rule => ({ type: 'percent', percent }));
const numberRule = (most: number) => whole(1, most).map((pass): Rule => ({ type: 'number', pass }));

function quorumFor(asks: Asked): fc.Arbitrary<Quorum> {
  const { people, most } = boundsOf(asks);
  const named = fc
    .subarray([...people], { minLength: Math.min(1, people.length) })
    .map((some): Rule => ({ type: 'named', people: some }));
  const rule = fc.oneof(plainRule, percentRule, numberRule(most), ...(people.length > 0 ? [named] : []));
  const rules = fc.array(rule, { minLength: 1, maxLength: 3 }).map((each): Quorum => ({ type: 'any-of', rules: each }));
  return fc
    .tuple(fc.oneof<[fc.Arbitrary<Quorum>, fc.Arbitrary<Quorum>]>(rule, rules), optional(whole(1, most)))
    .map(([quorum, fail]) => compact({ ...quorum, fail }));
}

const quorumOfVote = (asks: Asked): fc.Arbitrary<Quorum> =>
  fc.oneof(plainRule, percentRule, numberRule(boundsOf(asks).most));

const someVote: fc.Arbitrary<Vote> = record({
  names: fc.uniqueArray(text(30), { minLength: 2, maxLength: 6, selector: (each) => each.trim().toLowerCase() }),
  rejects: fc.nat(5),
  choice: fc.constantFrom('single' as const, 'multiple' as const),
  tie: fc.constantFrom('first' as const, 'reject' as const, 'moderator' as const, 'deadlock' as const),
  moderator: someAccount,
  moderated: fc.boolean(),
}).map(({ names, rejects, moderator, moderated, ...rest }) =>
  compact({
    ...rest,
    options: names.map((name, index) => ({ name, rejects: index === rejects })),
    moderator: moderated || rest.tie === 'moderator' ? moderator : undefined,
  }),
);

const someDeadline: fc.Arbitrary<Deadline> = whole(10, 100_000).chain((dueInMinutes) => {
  const before = (maxLength: number) => fc.uniqueArray(whole(1, dueInMinutes - 1), { maxLength });
  return record({
    remindBeforeMinutes: before(3),
    afters: before(3),
    to: fc.uniqueArray(someAccount, { minLength: 3, maxLength: 3 }),
    onExpiry: fc.constantFrom('expire' as const, 'approve' as const, 'reject' as const),
  }).map(({ afters, to, ...rest }) => ({
    dueInMinutes,
    ...rest,
    escalate: [...afters]
      .sort((a, b) => a - b)
      .flatMap((afterMinutes, level) => (to[level] === undefined ? [] : [{ afterMinutes, to: to[level] }])),
  }));
});

const stepIn = (scope: Scope): fc.Arbitrary<StepDefinition> =>
  fc.tuple(askedIn(scope), optional(someVote)).chain(([asks, vote]) =>
    record({
      name: text(100),
      together: fc.boolean(),
      asks: fc.constant(asks),
      quorum: vote === undefined ? quorumFor(asks) : quorumOfVote(asks),
      vote: fc.constant(vote),
      allow: record({ requestChanges: fc.boolean(), abstain: fc.boolean() }),
      comment: fc.constantFrom('never' as const, 'on-reject' as const, 'always' as const),
      exclude: fc.subarray(['requester' as const, 'assignee' as const, 'reporter' as const, 'last-editor' as const]),
      when: optional(conditionIn(scope)),
      deadline: optional(someDeadline),
    }).map(compact),
  );

const someCalendar: fc.Arbitrary<NonNullable<Terms['calendar']>> = record({
  timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/New_York'),
  hours: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }).map((days) =>
    days.flatMap((day) => [
      { day, from: '08:30', to: '12:00' },
      { day, from: '13:00', to: '24:00' },
    ]),
  ),
  holidays: fc.subarray(['2026-12-25', '2028-02-29', '2027-01-01']),
});

function effectsIn(scope: Scope): fc.Arbitrary<readonly Effect[]> {
  const everywhere: readonly fc.Arbitrary<Effect>[] = [
    fc.constantFrom('approved', 'not-yet', 'Übergabe').map((label): Effect => ({ type: 'add-label', label })),
    text(200).map((each): Effect => ({ type: 'comment', text: each })),
  ];
  const ofWorkItems: readonly fc.Arbitrary<Effect>[] = [
    text(50).map((to): Effect => ({ type: 'transition', to })),
    fc.tuple(someField, text(50)).map(([field, value]): Effect => ({ type: 'set-field', field, value })),
  ];
  return fc.array(fc.oneof(...everywhere, ...(kindsOf(scope).includes('work-item') ? ofWorkItems : [])), {
    maxLength: 3,
  });
}

const termsIn = (scope: Scope): fc.Arbitrary<Terms> =>
  record({
    calendar: optional(someCalendar),
    changes: record({
      onChange: fc.constantFrom('ignore' as const, 'tell' as const, 'mark' as const, 'ask-again' as const),
      parts: fc.subarray(['title', 'body', 'description', 'customfield_10010']),
      ignoreMinorEdits: fc.boolean(),
      ignoreWhitespace: fc.boolean(),
    }),
    undoMinutes: whole(0, 60),
    validity: optional(
      whole(1, 3_650).chain((days) => record({ days: fc.constant(days), renewDaysBefore: whole(0, days - 1) })),
    ),
    onApproved: effectsIn(scope),
    onRejected: effectsIn(scope),
  }).map(compact);

/** Drafts of every shape that can be saved. */
export const someDraft: fc.Arbitrary<Draft> = someScope.chain((scope) =>
  record({
    name: text(100),
    description: fc.string({ maxLength: 200 }),
    scope: fc.constant(scope),
    steps: fc
      .array(stepIn(scope), { minLength: 1, maxLength: 4 })
      .map((steps) => steps.map((each, index) => (index === 0 ? { ...each, together: false } : each))),
    startWhen: optional(conditionIn(scope)),
    terms: termsIn(scope),
  }).map(compact),
);
