import { handleOf, isAdmin, personOf } from '../cast';
import type { Deed } from './deed';
import { isWithoutPeople, open, settle } from './settle';
import { askedIn, freshSeat, type Model, type Step, silentIn, tellAskings } from './state';

/** Its people were looked up; who they are is told by the entry after it. */
export function opened(model: Model, { step: index, at }: Deed): void {
  const step = model.steps[index];
  if (step !== undefined) open(step, at);
}

export function staffed(model: Model, deed: Deed, next: Deed | undefined): void {
  const { step: index, asked, excluded, dueAt, at } = deed;
  const step = model.steps[index];
  if (step?.status !== 'open')
    return void model.wrongs.push(`the people of step ${index} change, which is ${step?.status}`);
  seatPeople(step, asked);
  step.excluded = excluded.map(({ id }) => id);
  if (dueAt !== undefined) setDeadline(model, step, { dueAt, index });
  tellAskings(model, step, index);
  if (isWithoutPeople(step) && silentIn(step).length > 0) step.stuck = undefined;
  // Where nobody was found nothing is decided by those who are left; the log says so next.
  const isHeld = next?.type === 'step.deadlocked' && next.step === index && next.reason?.startsWith('nobody-') === true;
  if (askedIn(step).length > 0 && !isHeld) settle(model, index, at);
}

function seatPeople(step: Step, asked: readonly string[]): void {
  const now = new Set(asked);
  for (const [id, seat] of step.seats) if (!now.has(id)) seat.left = true;
  for (const id of asked) {
    const seat = step.seats.get(id);
    if (seat === undefined) step.seats.set(id, freshSeat());
    else if (seat.left) Object.assign(seat, { left: false, round: seat.round + 1 });
  }
}

/** Set once for each opening, and kept. */
function setDeadline(model: Model, step: Step, { dueAt, index }: { dueAt: number; index: number }): void {
  const { deadline } = step.plan;
  const minutes = (deadline?.dueInMinutes ?? 0) * 60_000;
  const latest = (step.openedAt ?? dueAt) + minutes;
  if (deadline === undefined) model.wrongs.push(`step ${index} is due, and has no deadline`);
  if (step.dueAt !== undefined && step.dueAt !== dueAt) model.wrongs.push(`step ${index} is due at another time now`);
  if (!model.plan.terms.officeHours && (dueAt > latest || dueAt < latest - WORKING_MS)) {
    model.wrongs.push(`step ${index} is due ${(dueAt - latest) / 1_000} s from when it should be`);
  }
  step.dueAt = dueAt;
}

/** Between the look-up and its being stored others may be in the way, call by call. */
const WORKING_MS = 900_000;

export function escalated(model: Model, { step: index, to = '', at }: Deed, next: Deed | undefined): void {
  const step = model.steps[index];
  const level = step?.plan.deadline?.escalate.find((each) => personOf(each.to) === to);
  if (step?.status !== 'open' || level === undefined)
    return void model.wrongs.push(`step ${index} calls ${handleOf(to)} in`);
  const { dueInMinutes } = step.plan.deadline ?? { dueInMinutes: 0 };
  const calledAt = (step.dueAt ?? at) - (dueInMinutes - level.afterMinutes) * 60_000;
  if (at < calledAt) model.wrongs.push(`step ${index} calls ${handleOf(to)} in too early`);
  step.called.push({ to, at: calledAt });
  const seat = step.seats.get(to);
  if (seat === undefined) step.seats.set(to, freshSeat({ added: 'escalation' }));
  else if (seat.voice === undefined) {
    seat.round += 1;
    if (seat.left) Object.assign(seat, { left: false, added: 'escalation' });
  }
  tellAskings(model, step, index);
  const goesOn = next?.at === at && next.step === index && ['step.escalated', 'step.staffed'].includes(next.type);
  if (!goesOn) settle(model, index, at);
}

export function reassigned(model: Model, { step: index, by = '', from = '', to = '', at }: Deed): void {
  const step = model.steps[index];
  const seat = step?.seats.get(from);
  const wrong = (text: string) =>
    void model.wrongs.push(`step ${index} goes from ${handleOf(from)} to ${handleOf(to)}, ${text}`);
  if (step?.status !== 'open' || seat === undefined || seat.left) {
    wrong('who is not asked');
    return;
  }
  if (by !== from && !isAdmin(handleOf(by))) wrong(`by ${handleOf(by)}`);
  if (seat.voice !== undefined) wrong('who has decided');
  Object.assign(seat, { left: true, reassigned: true });
  join(model, step, to, seat.added ?? 'by-hand');
  step.rules = step.rules.map(({ people, ...rule }) =>
    people === undefined ? rule : { ...rule, people: people.map((each) => (each === from ? to : each)) },
  );
  tellAskings(model, step, index);
  settle(model, index, at);
}

export function added(model: Model, { step: index, by = '', who = '', at }: Deed): void {
  const step = model.steps[index];
  const wrong = (text: string) => void model.wrongs.push(`${handleOf(who)} is added to step ${index}, ${text}`);
  if (step?.status !== 'open') {
    wrong(`which is ${step?.status}`);
    return;
  }
  if (!isAdmin(handleOf(by)) && !askedIn(step).some(([id]) => id === by)) wrong(`by ${handleOf(by)}`);
  join(model, step, who, 'by-hand');
  tellAskings(model, step, index);
  settle(model, index, at);
}

function join(model: Model, step: Step, who: string, added: 'by-hand' | 'escalation'): void {
  const seat = step.seats.get(who);
  if (askedIn(step).some(([id, { voice }]) => id === who || voice?.by === who))
    model.wrongs.push(`${handleOf(who)} is asked twice`);
  if (step.plan.exclude.includes('requester') && who === model.requester)
    model.wrongs.push(`${handleOf(who)} is excluded`);
  step.seats.set(who, freshSeat({ round: seat === undefined ? 0 : seat.round + 1, added }));
}
