import { z } from 'zod';
import { type Edit, labelKey } from '../world-log';
import { type Case, type Evidence, isGone, isUntold, nameOf } from './evidence';
import { isAutomatic } from './starts';

/** What the products told has had its effect: a label has started what it starts, and a change was noticed. */
export function productPromises(evidence: Evidence): string[] {
  const { day, cases } = evidence;
  if (isUntold(evidence)) return [];
  return [
    ...day.stage.plans.flatMap((plan) => labelPromise(plan, evidence)),
    ...cases.flatMap((each) => changePromise(each, evidence)),
  ].map((text) => `products: ${text}`);
}

/** What ran already is not started beside itself. */
function labelPromise(plan: Case['plan'], { day: { world }, cases }: Evidence): string[] {
  const { label, place, name } = plan;
  const at = label === undefined ? undefined : world.labelled.get(labelKey(place, label));
  if (at === undefined || world.gone.has(place.id)) return [];
  const own = cases.filter((each) => each.plan === plan);
  const isMet = own.some((each) => isAutomatic(each) || (each.kept.approval.closedAt ?? at) >= at);
  return isMet ? [] : [`the label ${label} has not started ${name}`];
}

/** The log says of what is asked now that it is what now stands there. */
function changePromise(each: Case, { day: { world } }: Evidence): string[] {
  const { plan, kept, model } = each;
  const { onChange, ignoreMinorEdits } = plan.terms;
  const { startedAt, shelved, subject } = kept.approval;
  const timeline = world.text.get(subject.id);
  const now = timeline?.at(Number.POSITIVE_INFINITY);
  const minds = model.status === 'pending' || (model.status === 'approved' && shelved === undefined);
  if (timeline === undefined || now === undefined || !minds || isGone(each) || world.gone.has(subject.id)) return [];
  if (onChange === 'ignore' || (now.minor && ignoreMinorEdits) || wasReturned(each)) return [];

  const before = timeline.between(startedAt - READING_MS, startedAt);
  const seen = textsSeen(each, before);
  return seen.includes(now.text) ? [] : [`${nameOf(each)} does not know that its subject says "${now.text}"`];
}

/** The subject is read before an approval begins, within the same invocation. */
const READING_MS = 60_000;

/** What its requester does until they submit it again is not told. */
const wasReturned = ({ entries }: Case) => entries.some(({ event }) => event.type === 'step.returned');

const change = z.object({
  meaning: z.string(),
  changes: z.array(z.object({ before: z.string(), after: z.string() })),
});

function textsSeen({ entries }: Case, before: readonly (Edit | undefined)[]): readonly (string | undefined)[] {
  const told = entries.flatMap(({ event }) => (event.type === 'content.changed' ? [change.parse(event)] : []));
  const last = told.at(-1);
  if (last === undefined) return before.map((edit) => edit?.text);
  if (last.changes.length > 0) return last.changes.map(({ after }) => after);
  // It is again what it was when it was asked for.
  return told.flatMap(({ changes }) => changes.map((each) => each.before));
}
