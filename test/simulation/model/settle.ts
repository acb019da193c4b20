import { personOf } from '../cast';
import { standingOf } from './standing';
import { freshSeat, groupsOf, isLookedUp, type Model, type Step, silentIn, tellAskings } from './state';

const WITHOUT_PEOPLE = ['nobody-to-ask', 'nobody-active', 'too-many-people'];

export const isWithoutPeople = ({ stuck }: Step) => stuck !== undefined && WITHOUT_PEOPLE.includes(stuck);

/** What follows from how a step now stands. */
export function settle(model: Model, index: number, at: number): void {
  const step = model.steps[index];
  if (model.status !== 'pending' || step?.status !== 'open') return;
  if (isWithoutPeople(step) && silentIn(step).length === 0) return;
  const standing = standingOf(step);
  if (standing.type === 'open') step.stuck = undefined;
  if (standing.type === 'stuck' && step.stuck !== standing.reason) {
    step.stuck = standing.reason;
    model.due.push(`stuck ${index} ${standing.reason}`);
  }
  if (standing.type !== 'over' || model.outdated) return;
  const { status, because, winner } = standing;
  model.due.push(`closed ${index} ${status} ${because}${winner === undefined ? '' : ` ${winner}`}`);
  closeStep(model, index, status, at);
}

export const settleAll = (model: Model, at: number): void => {
  for (const index of model.steps.keys()) settle(model, index, at);
};

export function closeStep(model: Model, index: number, status: 'approved' | 'rejected', at: number): void {
  const step = model.steps[index];
  if (step === undefined) return;
  step.status = status;
  step.closedAt = at;
  step.stuck = undefined;
  if (status === 'rejected') close(model, 'rejected', at);
  else advance(model, at);
  settleAll(model, at);
}

export function advance(model: Model, at: number): void {
  if (model.status !== 'pending') return;
  const isThrough = (index: number) => ['approved', 'left-out'].includes(model.steps[index]?.status ?? '');
  const group = groupsOf(model).find((indexes) => !indexes.every(isThrough));
  if (group === undefined) close(model, 'approved', at);
  for (const index of group ?? []) if (model.steps[index]?.status === 'waiting') reach(model, index, at);
}

function reach(model: Model, index: number, at: number): void {
  const step = model.steps[index];
  if (step === undefined) return;
  if (step.seats.size === 0 && 'people' in step.plan.asks) {
    for (const who of step.plan.asks.people) step.seats.set(personOf(who), freshSeat());
  }
  if (isLookedUp(step)) {
    step.status = 'resolving';
    model.due.push(`reached ${index}`);
    return;
  }
  open(step, at);
  model.due.push(`opened ${index}`);
  tellAskings(model, step, index);
}

/** Open from now on, and without a deadline until that was worked out. */
export function open(step: Step, at: number): void {
  Object.assign(step, {
    status: 'open',
    openedAt: at,
    closedAt: undefined,
    dueAt: undefined,
    stuck: undefined,
    called: [],
  });
}

/** What a person decided just now can be taken back for a while; everything else is final at once. */
export function close(model: Model, outcome: Exclude<Model['status'], 'pending'>, at: number): void {
  const { undoMinutes, validity } = model.plan.terms;
  const isDecided = model.steps.some(({ seats }) => [...seats.values()].some(({ voice }) => voice?.at === at));
  const grace = (outcome === 'approved' || outcome === 'rejected') && isDecided ? undoMinutes * 60_000 : 0;
  for (const step of model.steps) {
    if (['waiting', 'resolving', 'open', 'returned'].includes(step.status)) {
      Object.assign(step, { status: 'skipped', closedAt: at, stuck: undefined });
    }
  }
  Object.assign(model, { status: outcome, closedAt: at, finalAt: at + grace, settled: grace === 0 });
  model.validUntil = outcome === 'approved' && validity ? at + validity.days * 86_400_000 : undefined;
  if (outcome !== 'cancelled') model.due.push(`ended ${outcome}`);
  if (grace === 0) model.due.push(`settled ${outcome}`);
}
