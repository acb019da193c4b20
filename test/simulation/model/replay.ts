import type { Plan } from '../plan';
import type { KeptEntry } from '../records';
import { contentChanged } from './content';
import { decided, resubmitted, withdrawn } from './decisions';
import { consequenceOf, type Deed, toDeed } from './deed';
import type { Outside } from './entitled';
import { added, escalated, opened, reassigned, staffed } from './people';
import { advance, close, isWithoutPeople, settle, settleAll } from './settle';
import { createModel, type Model, silentIn } from './state';
import { closedStep, lapsed, reminded, renewing, settledByTime, shelved } from './time';

/** Follows the log of an approval: whatever it says must have been allowed, and what follows from it must be there. */
export function replay(plan: Plan, entries: readonly KeptEntry[], outside: Outside): Model {
  const deeds = entries.map(toDeed);
  const [first] = deeds;
  const model = createModel(plan, first?.by ?? 'nobody');
  for (const [index, deed] of deeds.entries()) follow(model, deed, { next: deeds[index + 1], outside });
  for (const each of model.due) model.wrongs.push(`the log ends without "${each}"`);
  return model;
}

function follow(model: Model, deed: Deed, around: Around): void {
  const consequence = consequenceOf(deed);
  const [due] = model.due;
  if (due !== undefined && due === consequence) {
    model.due.shift();
    return;
  }
  if (due !== undefined) {
    model.wrongs.push(`"${due}" was due, and the log says ${deed.sequence} ${consequence ?? deed.type}`);
    model.due.length = 0;
  }
  const happens = HAPPENINGS[deed.type];
  if (consequence !== undefined) unexplained(model, deed, consequence);
  else if (happens === undefined) model.wrongs.push(`${deed.type} is not known`);
  else happens(model, deed, around);
}

/** What Baton found out by looking, or what time did, has no cause in the log. */
function unexplained(model: Model, deed: Deed, consequence: string): void {
  const step = model.steps[deed.step];
  const isWithoutAnybody = deed.reason?.startsWith('nobody-') === true;
  if (deed.type === 'step.opened' && step?.status === 'resolving') opened(model, deed);
  else if (deed.type === 'approval.settled' && !model.settled) settledByTime(model, deed);
  else if (isWithoutAnybody && step?.status === 'open' && silentIn(step).length === 0) step.stuck = deed.reason;
  else if (!isFoundAgain(model, deed, consequence)) {
    model.wrongs.push(`nothing leads to ${deed.sequence} "${consequence}"`);
  }
}

/** Nobody had been found to ask, and then somebody who had decided before. */
function isFoundAgain(model: Model, { type, step: index, at }: Deed, consequence: string): boolean {
  const step = model.steps[index];
  if (type !== 'step.closed' || step === undefined || !isWithoutPeople(step)) return false;
  step.stuck = undefined;
  settle(model, index, at);
  return model.due[0] === consequence && model.due.shift() !== undefined;
}

type Around = { readonly next: Deed | undefined; readonly outside: Outside };

/** What each entry does that has its cause in somebody, or in time. */
const HAPPENINGS: Readonly<Record<string, (model: Model, deed: Deed, around: Around) => void>> = {
  'approval.started'(model, { at }) {
    advance(model, at);
    settleAll(model, at);
  },
  'step.staffed': (model, deed, { next }) => staffed(model, deed, next),
  'decision.made': (model, deed, { outside }) => decided(model, deed, outside),
  'decision.withdrawn': withdrawn,
  'approval.reopened'(model, { at, sequence }) {
    if (model.settled || at >= model.finalAt) model.wrongs.push(`${sequence} reopened after it was final`);
  },
  'step.resubmitted': resubmitted,
  'approver.reassigned': reassigned,
  'approver.added': added,
  'step.reminded': reminded,
  'step.escalated': (model, deed, { next }) => escalated(model, deed, next),
  'content.changed': contentChanged,
  'step.closed': closedStep,
  'approval.closed'(model, { at, sequence }) {
    if (model.status !== 'pending') model.wrongs.push(`${sequence} was cancelled when it was over`);
    close(model, 'cancelled', at);
  },
  'approval.renewing': renewing,
  'approval.lapsed': lapsed,
  'approval.shelved': shelved,
};
