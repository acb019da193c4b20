import { CHANNELS, CROWD, everybody, GROUPS, ITEMS, OUTSIDERS, PAGES, type Place, TEAM } from './cast';
import type {
  Asks,
  Exclusion,
  Plan,
  PlannedDeadline,
  PlannedDelivery,
  PlannedQuorum,
  PlannedRule,
  PlannedStep,
  PlannedVote,
} from './plan';
import type { Random } from './random';

const NAMES = ['Alder', 'Birch', 'Cedar', 'Douglas', 'Elm', 'Fir'];
const STEP_NAMES = ['first', 'second', 'third', 'fourth'];

/** What the day's administrator has thought out: a little of everything, as the seed says. */
export function createPlans(random: Random, { crowd }: { crowd: boolean }): readonly Plan[] {
  const plans = NAMES.slice(0, random.int(2, 5)).map((name) => createPlan(name, random));
  return crowd ? plans.map((plan, index) => (index === 0 ? crowded(plan) : plan)) : plans;
}

/** On some days people are asked in channels; all else is as it would be without. */
export const inChannels = (plans: readonly Plan[], random: Random): readonly Plan[] =>
  plans.map(({ terms, steps, ...plan }) => ({
    ...plan,
    terms: { ...terms, ...(random.chance(0.8) ? { delivery: createDelivery(random) } : {}) },
    steps: steps.map((step) => (random.chance(0.25) ? { ...step, delivery: createDelivery(random) } : step)),
  }));

export const usesChannels = (plans: readonly Plan[]): boolean =>
  plans.some(({ terms, steps }) => [terms, ...steps].some(({ delivery }) => delivery?.channel !== undefined));

function createDelivery(random: Random): PlannedDelivery {
  const mode = random.pick(['channel', 'channel', 'channel', 'both', 'direct'] as const);
  const { id, name } = random.pick([CHANNELS[0], CHANNELS[0], CHANNELS[1]]);
  return mode === 'direct' ? { mode, workspace: TEAM } : { mode, workspace: TEAM, channel: { id, name } };
}

export const asksCrowd = ({ steps: [first] }: Plan) => first?.asks.type === 'user' && first.asks.people === CROWD;

/** More people than Slack lets one look up, or whose messages it lets one change, within a minute. */
const crowded = ({ steps: [first, ...rest], ...plan }: Plan): Plan => {
  if (first === undefined) throw new Error('a plan has steps');
  const { vote: _, exclude: __, ...step } = first;
  const asks = { type: 'user', people: CROWD } as const;
  return { ...plan, steps: [{ ...step, asks, exclude: [], quorum: { type: 'number', pass: 2 } }, ...rest] };
};

function createPlan(name: string, random: Random): Plan {
  const place = random.pick(random.chance(0.65) ? ITEMS : PAGES);
  const officeHours = random.chance(0.1);
  const count = random.pick([1, 1, 2, 2, 3, 4]);
  const steps = STEP_NAMES.slice(0, count).map((step, index) =>
    createStep(step, { place, officeHours, index, only: count === 1 }, random),
  );
  return {
    name,
    steps,
    place,
    requester: random.pick(everybody),
    requestId: `request-${name.toLowerCase()}`,
    ...(random.chance(0.15) ? { label: `start-${name.toLowerCase()}` } : {}),
    terms: {
      undoMinutes: random.pick([0, 0, 0, 5, 30]),
      onChange: random.pick(['ignore', 'tell', 'mark', 'ask-again', 'ask-again']),
      ignoreMinorEdits: random.chance(0.4),
      ...(random.chance(0.15) ? { validity: { days: 2, renewDaysBefore: random.pick([0, 1]) } } : {}),
      effects: random.chance(0.5),
      officeHours,
    },
  };
}

type Where = {
  readonly place: Place;
  readonly officeHours: boolean;
  readonly index: number;
  /** Left out, nothing would be left. */
  readonly only: boolean;
};

function createStep(name: string, where: Where, random: Random): PlannedStep {
  const asks = createAsks(where.place, random);
  const vote = random.chance(0.15) ? createVote(random) : undefined;
  const conditional = where.index > 0 && !where.only && random.chance(0.2);
  return {
    name,
    together: where.index > 0 && random.chance(0.35),
    asks,
    quorum: vote === undefined ? createQuorum(asks, random) : createRule(asks, random, ['all', 'any', 'percent']),
    ...(vote === undefined ? {} : { vote }),
    allow: { requestChanges: random.chance(0.4), abstain: random.chance(0.4) },
    comment: random.pick(['never', 'never', 'never', 'on-reject', 'always']),
    exclude: random.chance(0.25) ? random.some(exclusionsIn(where.place), random.int(1, 2)) : [],
    ...(conditional ? { when: createCondition(where.place, random) } : {}),
    ...(random.chance(0.35) ? { deadline: createDeadline(where.officeHours, random) } : {}),
  };
}

const exclusionsIn = ({ kind }: Place): readonly Exclusion[] =>
  kind === 'page' ? ['requester', 'last-editor'] : ['requester', 'assignee', 'reporter'];

function createAsks({ kind }: Place, random: Random): Asks {
  const people = random.some(everybody, random.pick([1, 2, 2, 3, 5]));
  const looked: Asks[] =
    kind === 'page'
      ? [{ type: 'space-permission', permission: random.pick(['administer-space', 'create-page']) }]
      : [{ type: 'field' }, { type: 'role' }];
  return random.weighted([
    { weight: 6, asks: { type: 'user', people } as const },
    { weight: 1.5, asks: { type: 'group', group: random.int(0, GROUPS.length - 1) } as const },
    { weight: 1.5, asks: random.pick(looked) },
    { weight: 1.5, asks: { type: 'external', people: random.some(OUTSIDERS, random.int(1, 2)) } as const },
  ]).asks;
}

const countOf = (asks: Asks) => ('people' in asks ? asks.people.length : 2);

function createRule(asks: Asks, random: Random, types: readonly PlannedRule['type'][]): PlannedRule {
  const type = random.pick(types);
  if (type === 'number') return { type, pass: random.int(1, countOf(asks)) };
  if (type === 'percent') return { type, percent: random.pick([25, 50, 51, 67, 100]) };
  if (type !== 'named') return { type };
  return asks.type === 'user' ? { type, people: random.some(asks.people, random.int(1, 2)) } : { type: 'all' };
}

const RULES: readonly PlannedRule['type'][] = ['all', 'all', 'any', 'number', 'percent', 'all-responded', 'named'];

function createQuorum(asks: Asks, random: Random): PlannedQuorum {
  const fail = random.chance(0.15) ? { fail: random.int(1, countOf(asks)) } : {};
  if (!random.chance(0.15)) return { ...createRule(asks, random, RULES), ...fail };
  return { type: 'any-of', rules: [createRule(asks, random, RULES), createRule(asks, random, RULES)], ...fail };
}

function createVote(random: Random): PlannedVote {
  const tie = random.pick(['first', 'reject', 'moderator', 'deadlock'] as const);
  return {
    options: ['red', 'green', 'blue'].slice(0, random.int(2, 3)).map((name, n) => ({ name, rejects: n === 1 })),
    choice: random.pick(['single', 'multiple']),
    tie,
    ...(tie === 'moderator' || random.chance(0.2) ? { moderator: random.pick(everybody) } : {}),
  };
}

/** What it says is known to be true or false of a place, all day. */
function createCondition({ kind }: Place, random: Random): NonNullable<PlannedStep['when']> {
  const here = kind === 'page' ? 'space' : 'project';
  const isHere = { op: 'exists', fact: here };
  const isThere = { op: 'is', fact: 'label', values: ['nobody-puts-this-on'] };
  return random.pick([
    { condition: isHere, holds: true },
    { condition: isThere, holds: false },
    { condition: { op: 'not', of: isThere }, holds: true },
    { condition: { op: 'all', of: [isHere, isThere] }, holds: false },
    { condition: { op: 'any', of: [isHere, isThere] }, holds: true },
  ]);
}

function createDeadline(officeHours: boolean, random: Random): PlannedDeadline {
  const dueInMinutes = random.pick([45, 120, 360, 1_440, 2_880]);
  const early = Math.floor(dueInMinutes / 3);
  return {
    dueInMinutes,
    remindBeforeMinutes: random.pick([[], [early], [early, 2 * early]]),
    // Counted by hand in the model, which knows no office hours.
    escalate: officeHours || random.chance(0.5) ? [] : [{ afterMinutes: early, to: random.pick(everybody) }],
    onExpiry: random.pick(['expire', 'approve', 'reject']),
  };
}
