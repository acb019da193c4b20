import { handleOf, isAdmin } from '../cast';
import type { Deed } from './deed';
import { close, closeStep } from './settle';
import { countsOf } from './standing';
import type { Model, Step } from './state';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Closed by its moderator, or because its time was over. */
export function closedStep(model: Model, deed: Deed): void {
  const { step: index, at, status, because } = deed;
  const step = model.steps[index];
  const wrong = (text: string) => void model.wrongs.push(`step ${index} is closed by ${because} ${text}`);
  if (step?.status !== 'open') {
    wrong(`when it is ${step?.status}`);
    return;
  }
  if (because === 'moderator') moderated(step, deed, wrong);
  else if (step.dueAt === undefined || at < step.dueAt) wrong('too early');
  if (because === 'expiry' && status !== expiryOf(model, step)) wrong(`as ${status}`);
  if (status === 'approved' || status === 'rejected') {
    closeStep(model, index, status, at);
    return;
  }
  Object.assign(step, { status: 'expired', closedAt: at, stuck: undefined });
  close(model, 'expired', at);
}

/** Silence approves nothing that people could not have answered. */
function expiryOf({ outdated }: Model, { plan, stuck }: Step): string {
  const policy = plan.deadline?.onExpiry;
  if (policy === 'reject') return 'rejected';
  return policy === 'approve' && !outdated && stuck === undefined ? 'approved' : 'expired';
}

function moderated(step: Step, { winner, status }: Deed, wrong: (text: string) => void): void {
  const counts = countsOf(step);
  const most = Math.max(...counts);
  if (most === 0) wrong('without a vote');
  if (winner !== undefined && counts[winner] !== most) wrong(`for option ${winner}, which did not win`);
  if (winner === undefined && status === 'approved') wrong('without a winner');
}

export function settledByTime(model: Model, { at, outcome }: Deed): void {
  if (model.status !== outcome) model.wrongs.push(`it is settled as ${outcome}, and is ${model.status}`);
  if (at < model.finalAt) model.wrongs.push('it is settled while it could be taken back');
  model.settled = true;
}

export function reminded(model: Model, { step: index, at, actor, by }: Deed): void {
  const step = model.steps[index];
  if (step?.status !== 'open') return void model.wrongs.push(`step ${index} reminds, and is ${step?.status}`);
  if (model.outdated) model.wrongs.push(`step ${index} reminds of what is outdated`);
  if (actor === 'system') return;
  if (actor !== model.requester && !isAdmin(handleOf(actor))) model.wrongs.push(`${handleOf(by ?? actor)} reminds`);
  if (step.remindedAt !== undefined && at < step.remindedAt + HOUR_MS)
    model.wrongs.push(`step ${index} reminds too often`);
  step.remindedAt = at;
}

export function renewing({ plan, validUntil, wrongs, settled }: Model, { at }: Deed): void {
  const days = plan.terms.validity?.renewDaysBefore ?? 0;
  if (validUntil === undefined || !settled || at < validUntil - days * DAY_MS) wrongs.push('it is renewed too early');
}

export function lapsed({ validUntil, wrongs }: Model, { at }: Deed): void {
  if (validUntil === undefined || at < validUntil) wrongs.push('it lapses too early');
}

export function shelved(model: Model, { as, by = '' }: Deed): void {
  if (!model.settled) model.wrongs.push(`it is ${as} before it is settled`);
  const may = isAdmin(handleOf(by)) || (as !== 'deleted' && by === model.requester);
  if (!may) model.wrongs.push(`${handleOf(by)} has it ${as}`);
}
