import { personOf } from '../cast';
import { askingOf, type Seat, type Step } from '../model/state';
import { kindOfChoice, type SeenMessage } from '../slack-message';
import { type Case, type Evidence, nameOf } from './evidence';

/** A button never lies: a message whose place is known shows the present state. */
export function messagePromises({ cases, records, messages, day }: Evidence): string[] {
  return messages.flatMap((seen) => {
    const known = records.rows.find(
      ({ slack }) => slack?.posted?.ts === seen.ts && slack.posted.channel === seen.channel,
    );
    const each = cases.find(({ kept }) => kept.approval.id === known?.approvalId);
    if (known === undefined || each === undefined || known.kind !== 'approval-request') return [];
    // What an app was sent away from it cannot change any more.
    if (day.slackLostAt.some((at) => seen.postedAt <= at)) return [];
    const broken = stalePromises(seen, each, known);
    return broken.map((text) => `messages: ${nameOf(each)} ${seen.step} to ${seen.handle}: ${text}`);
  });
}

/** Messages whose posting nobody saw answered: only a click tells where they stand. */
export const unknownPlaces = ({ records, messages }: Evidence) =>
  messages.filter(
    (seen) => !records.rows.some(({ slack }) => slack?.posted?.ts === seen.ts && slack.posted.channel === seen.channel),
  );

const HEADLINES: Readonly<Record<string, string>> = {
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  cancelled: 'Cancelled',
};

type Known = { readonly key: string; readonly step: number; readonly round: number };

function stalePromises(seen: SeenMessage, each: Case, known: Known): string[] {
  const isSuperseded = each.model.askings.has(askingOf(known.step, personOf(seen.handle), known.round + 1));
  const isOther = seen.choices.some(({ value }) => value !== known.key);
  const isElsewhere = seen.step !== each.plan.steps[known.step]?.name;
  return [
    ...(isOther ? ['its buttons carry the token of another'] : []),
    ...(isElsewhere ? [`is about step ${seen.step}`] : []),
    ...buttonPromises(seen, kindsFor(seen, each.model, known)),
    // Whoever was asked anew looks at the newer message; the older one says so, and that is all it says.
    ...(isSuperseded && seen.headline === 'Asked again' ? [] : headlinePromises(seen, each.model.status)),
  ];
}

const offeredBy = ({ choices }: SeenMessage) => choices.filter(({ id }) => id !== 'withdraw').map(({ id }) => id);

function buttonPromises(seen: SeenMessage, kinds: readonly string[] | undefined): string[] {
  const offered = offeredBy(seen);
  if (kinds === undefined) return [];
  if (kinds.length === 0) return offered.length > 0 ? ['still has buttons'] : [];
  if (offered.length === 0) return ['has no buttons'];
  const same = offered.map(kindOfChoice).toSorted().join() === kinds.toSorted().join();
  return same ? [] : [`offers ${offered.join(', ')}`];
}

function headlinePromises(seen: SeenMessage, status: string): string[] {
  const headline = HEADLINES[status];
  const isLive = offeredBy(seen).length > 0;
  const isTrue = headline === undefined ? isLive === (seen.headline === ASKS) : seen.headline === headline;
  return isTrue ? [] : [`says "${seen.headline}" and is ${status}`];
}

const ASKS = 'Approval requested';

/** What can be answered with it; undefined where only a delegation tells. */
function kindsFor({ handle }: SeenMessage, model: Case['model'], known: Known): readonly string[] | undefined {
  const step = model.steps[known.step];
  const person = personOf(handle);
  if (step?.status !== 'open' || model.status !== 'pending' || model.outdated) return [];
  const hasSpoken = [...step.seats.values()].some(({ voice, left }) => !left && voice?.by === person);
  if (hasSpoken || step.excluded.includes(person)) return [];
  return kindsOfSeat(step, step.seats.get(person), known.round);
}

function kindsOfSeat({ plan }: Step, seat: Seat | undefined, round: number): readonly string[] | undefined {
  // The message of a delegate stands for whoever is represented.
  if (seat === undefined || seat.left || round > seat.round) return undefined;
  if (seat.voice !== undefined || round < seat.round) return [];
  return [
    ...(plan.vote === undefined ? ['approve', 'reject'] : ['vote']),
    ...(plan.allow.requestChanges ? ['request-changes'] : []),
    ...(plan.allow.abstain ? ['abstain'] : []),
  ];
}
