import { personOf } from '../cast';
import type { Plan, PlannedQuorum, PlannedRule, PlannedStep } from '../plan';

export type Voice = {
  readonly kind: string;
  /** Who spoke: the one who was asked, or somebody in their place. */
  readonly by: string;
  readonly options: readonly number[];
  readonly at: number;
  readonly sequence: number;
};

/** Somebody's place in a step. */
export type Seat = {
  round: number;
  voice: Voice | undefined;
  left: boolean;
  added: 'by-hand' | 'escalation' | undefined;
  reassigned: boolean;
};

export type Step = {
  readonly plan: PlannedStep;
  status: 'waiting' | 'resolving' | 'open' | 'returned' | 'approved' | 'rejected' | 'skipped' | 'left-out' | 'expired';
  readonly seats: Map<string, Seat>;
  rules: readonly PlannedRule[];
  excluded: readonly string[];
  stuck: string | undefined;
  openedAt: number | undefined;
  closedAt: number | undefined;
  dueAt: number | undefined;
  /** Who was called in by escalation, and for which instant. */
  called: { readonly to: string; readonly at: number }[];
  remindedAt: number | undefined;
};

/** What an approval is by its definition and by what was done: a second opinion, worked out naively. */
export type Model = {
  readonly plan: Plan;
  readonly requester: string;
  status: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
  readonly steps: Step[];
  outdated: boolean;
  settled: boolean;
  finalAt: number;
  closedAt: number;
  validUntil: number | undefined;
  /** What has to come next in the log. */
  readonly due: string[];
  readonly wrongs: string[];
  /** Everybody who was asked: step, person and round. */
  readonly askings: Set<string>;
};

export const rulesOf = (quorum: PlannedQuorum): readonly PlannedRule[] =>
  (quorum.type === 'any-of' ? quorum.rules : [quorum]).map(({ people, ...rule }) =>
    people === undefined ? rule : { ...rule, people: people.map(personOf) },
  );

export const createModel = (plan: Plan, requester: string): Model => ({
  plan,
  requester,
  status: 'pending',
  steps: plan.steps.map((step) => ({
    plan: step,
    status: step.when?.holds === false ? 'left-out' : 'waiting',
    seats: new Map(),
    rules: rulesOf(step.quorum),
    excluded: [],
    stuck: undefined,
    openedAt: undefined,
    closedAt: undefined,
    dueAt: undefined,
    called: [],
    remindedAt: undefined,
  })),
  outdated: false,
  settled: false,
  finalAt: 0,
  closedAt: 0,
  validUntil: undefined,
  due: [],
  wrongs: [],
  askings: new Set(),
});

export const freshSeat = (more: Partial<Seat> = {}): Seat => ({
  round: 0,
  voice: undefined,
  left: false,
  added: undefined,
  reassigned: false,
  ...more,
});

export const askedIn = ({ seats }: Step): [string, Seat][] => [...seats].filter(([, { left }]) => !left);
export const silentIn = (step: Step): [string, Seat][] => askedIn(step).filter(([, { voice }]) => voice === undefined);

/** Steps that run at the same time. */
export function groupsOf({ steps }: Model): number[][] {
  const groups: number[][] = [];
  for (const [index, { plan }] of steps.entries()) {
    if (plan.together && groups.length > 0) groups.at(-1)?.push(index);
    else groups.push([index]);
  }
  return groups;
}

export const isLookedUp = ({ plan: { asks, exclude } }: Step) =>
  (asks.type !== 'user' && asks.type !== 'external') || exclude.length > 0;

export function tellAskings({ askings }: Model, step: Step, index: number): void {
  if (step.status === 'open') for (const [id, { round }] of askedIn(step)) askings.add(askingOf(index, id, round));
}

export const askingOf = (step: number, person: string, round: number) => `${step} ${person} ${round}`;
