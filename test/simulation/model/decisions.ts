import { handleOf, isAdmin } from '../cast';
import type { Deed } from './deed';
import type { Outside } from './entitled';
import { advance, open, settle, settleAll } from './settle';
import { askedIn, groupsOf, type Model, type Seat, type Step, tellAskings, type Voice } from './state';

export function decided(model: Model, deed: Deed, outside: Outside): void {
  const { by = '', inPlaceOf = by, kind = '', options, at, sequence, step: index } = deed;
  const step = model.steps[index];
  const seat = step?.seats.get(inPlaceOf);
  const wrongs =
    seat === undefined || step === undefined ? ['and is not asked'] : wrongsOf(model, { step, seat, deed, outside });
  for (const text of wrongs) model.wrongs.push(`${handleOf(by)} decides in step ${index} ${text}`);
  if (step === undefined || seat === undefined) return;

  seat.voice = { kind, by, options, at, sequence };
  if (kind === 'request-changes') {
    step.status = 'returned';
    model.due.push(`returned ${index}`);
  } else settle(model, index, at);
}

type Made = { readonly step: Step; readonly seat: Seat; readonly deed: Deed; readonly outside: Outside };

/** All reasons for which it had to be refused. */
function wrongsOf(model: Model, { step, seat, deed, outside }: Made): string[] {
  const { by = '', inPlaceOf = by, at, step: index } = deed;
  const other = handleOf(inPlaceOf);
  const isInPlace = by !== inPlaceOf;
  const asked = askedIn(step);
  const reasons: readonly (readonly [isSo: boolean, text: string])[] = [
    [seat.left, `for ${other}, who is not asked`],
    [step.status !== 'open', `which is ${step.status}`],
    [step.dueAt !== undefined && at >= step.dueAt, 'after its time was over'],
    [model.outdated, 'on content that is outdated'],
    [seat.voice !== undefined, `for ${other}, for whom it was decided`],
    [asked.some(([, { voice }]) => voice?.by === by), 'a second time'],
    [isInPlace && asked.some(([id]) => id === by), 'for another, although asked'],
    [isInPlace && !outside.mayStandIn(by, inPlaceOf, at), `for ${other}, and is no delegate`],
    [isBarredByRule(model, step, by) || outside.isBarred(by, index, at, step.openedAt ?? at), 'and is excluded'],
  ];
  return [...reasons.flatMap(([isSo, text]) => (isSo ? [text] : [])), ...wrongsOfKind(step, deed)];
}

const isBarredByRule = ({ requester }: Model, { plan, excluded }: Step, by: string) =>
  excluded.includes(by) || (plan.exclude.includes('requester') && by === requester);

function wrongsOfKind({ plan }: Step, { kind = '', comment, options }: Deed): string[] {
  const wrongs: string[] = [];
  const offered: Readonly<Record<string, boolean>> = {
    approve: plan.vote === undefined,
    reject: plan.vote === undefined,
    vote: plan.vote !== undefined,
    abstain: plan.allow.abstain,
    'request-changes': plan.allow.requestChanges,
  };
  if (offered[kind] !== true) wrongs.push(`by ${kind}, which is not offered`);
  const explains =
    plan.comment === 'always' || (plan.comment === 'on-reject' && ['reject', 'request-changes'].includes(kind));
  if (explains && !comment) wrongs.push('without the comment that is required');
  if (kind === 'vote' && plan.vote?.choice === 'single' && options.length !== 1) wrongs.push('for several options');
  return wrongs;
}

/** Open as it was; or, where its end had other ends in its train, all of that is taken back. */
export function withdrawn(model: Model, deed: Deed): void {
  const { by = '', inPlaceOf = by, step: index, at } = deed;
  const step = model.steps[index];
  const seat = step?.seats.get(inPlaceOf);
  const voice = seat?.voice;
  if (step === undefined || seat === undefined || voice?.by !== by) {
    model.wrongs.push(`${handleOf(by)} takes back in step ${index} what they did not decide`);
    return;
  }
  const isOpen = model.status === 'pending' && step.status === 'open';
  const wrongs = isOpen ? whyShut(step, at) : whyTooLate(model, { step, voice, at });
  for (const text of wrongs) model.wrongs.push(`${handleOf(by)} takes back in step ${index} ${text}`);

  seat.voice = undefined;
  if (isOpen) settle(model, index, at);
  else {
    takeBack(model, index);
    advance(model, at);
    settleAll(model, at);
  }
}

const whyShut = ({ dueAt }: Step, at: number) =>
  dueAt !== undefined && at >= dueAt ? ['after its time was over'] : [];

/** In time, and as long as nobody went on from it. Who asked for changes has until they are made. */
function whyTooLate(model: Model, { step, voice, at }: { step: Step; voice: Voice; at: number }): string[] {
  if (step.status === 'returned' && voice.kind === 'request-changes') return [];
  const voices = model.steps.flatMap(({ seats }) => [...seats.values()].map((seat) => seat.voice?.sequence ?? 0));
  const inTime = at < voice.at + model.plan.terms.undoMinutes * 60_000 && step.closedAt === voice.at;
  return [
    ...(inTime ? [] : ['too late']),
    ...(voices.some((sequence) => sequence > voice.sequence) ? ['after others went on'] : []),
    ...(model.status !== 'pending' && model.settled ? ['when the outcome was final'] : []),
  ];
}

function takeBack(model: Model, index: number): void {
  const group = groupsOf(model).find((indexes) => indexes.includes(index)) ?? [index];
  const last = Math.max(...group);
  const closedAt = model.status === 'pending' ? undefined : model.closedAt;
  for (const [position, step] of model.steps.entries()) {
    if (position > last) setBack(step);
    else if (position === index || (step.status === 'skipped' && step.closedAt === closedAt)) resume(model, position);
  }
  Object.assign(model, { status: 'pending', settled: false, validUntil: undefined });
}

/** What was asked after it is asked anew when its turn comes again. */
function setBack(step: Step): void {
  if (step.status === 'left-out') return;
  if (step.openedAt !== undefined) askAnew(step, () => true);
  Object.assign(step, {
    status: 'waiting',
    openedAt: undefined,
    closedAt: undefined,
    dueAt: undefined,
    stuck: undefined,
    called: [],
  });
}

function resume(model: Model, index: number): void {
  const step = model.steps[index];
  if (step === undefined) return;
  const before = step.status;
  const isReturned = [...step.seats.values()].some(({ voice }) => voice?.kind === 'request-changes');
  step.closedAt = undefined;
  if (step.openedAt === undefined) step.status = 'waiting';
  else step.status = isReturned ? 'returned' : 'open';
  if (step.status !== before && step.status !== 'waiting') {
    model.due.push(`${step.status === 'open' ? 'reopened' : 'returned'} ${index}`);
  }
}

export function askAnew(step: Step, whom: (seat: Seat) => boolean): void {
  for (const seat of step.seats.values()) {
    if (!seat.left && whom(seat)) seat.round += 1;
    seat.voice = undefined;
  }
}

export function resubmitted(model: Model, { by = '', step: index, at }: Deed): void {
  const step = model.steps[index];
  if (step?.status !== 'returned')
    return void model.wrongs.push(`step ${index} is submitted again, and was not returned`);
  if (by !== model.requester && !isAdmin(handleOf(by)))
    model.wrongs.push(`${handleOf(by)} submits step ${index} again`);
  askAnew(step, () => true);
  model.outdated = false;
  open(step, at);
  tellAskings(model, step, index);
  settle(model, index, at);
}
