import { personOf } from '../cast';
import { askingOf, type Seat, type Step } from '../model/state';
import { kindOfChoice, type SeenMessage } from '../slack-message';
import { type Case, type Evidence, nameOf } from './evidence';

/** A button never lies: a message whose place is known shows the present state. */
export function messagePromises({ cases, records, messages, day }: Evidence): string[] {
  return messages.flatMap((seen) => {
    const known = rowAt({ records }, seen);
    const each = cases.find(({ kept }) => kept.approval.id === known?.approvalId);
    if (known === undefined || each === undefined || known.kind !== 'approval-request') return [];
    if (isCutOff(day, seen)) return [];
    const broken = stalePromises(seen, each, known);
    return broken.map((text) => `messages: ${nameOf(each)} ${seen.step} to ${seen.handle}: ${text}`);
  });
}

/** What an app was sent away from it cannot change any more; nor what stands in a channel that was closed to it. */
export const isCutOff = (
  { slackDeeds, world }: Evidence['day'],
  { team, channel, postedAt }: Pick<SeenMessage, 'team' | 'channel' | 'postedAt'>,
): boolean =>
  slackDeeds.some((each) => each.type === 'lost' && each.team === team && postedAt <= each.at) ||
  world.shut.some((each) => each.channel === channel && postedAt <= each.at);

/** Messages whose posting nobody saw answered: only a click tells where they stand. */
export const unknownPlaces = (evidence: Evidence) =>
  [...evidence.messages, ...evidence.channels.requests].filter((seen) => rowAt(evidence, seen) === undefined);

export const rowAt = ({ records }: Pick<Evidence, 'records'>, at: { channel: string; ts: string }) =>
  records.rows.find(({ slack }) => slack?.posted?.ts === at.ts && slack.posted.channel === at.channel);

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
    ...(isSuperseded && seen.headline === SUPERSEDED ? [] : headlinePromises(seen, each, known)),
  ];
}

const offeredBy = ({ choices }: SeenMessage) => choices.filter(({ id }) => id !== 'withdraw').map(({ id }) => id);

export function buttonPromises(seen: SeenMessage, kinds: readonly string[] | undefined): string[] {
  const offered = offeredBy(seen);
  if (kinds === undefined) return [];
  if (kinds.length === 0) return offered.length > 0 ? ['still has buttons'] : [];
  if (offered.length === 0) return ['has no buttons'];
  const same = offered.map(kindOfChoice).toSorted().join() === kinds.toSorted().join();
  return same ? [] : [`offers ${offered.join(', ')}`];
}

export function headlinePromises(
  seen: SeenMessage,
  { model, plan }: Case,
  known: Pick<Known, 'step' | 'round'>,
): string[] {
  const headline = HEADLINES[model.status];
  const asks = askingHeadline(plan.steps[known.step]?.vote !== undefined, known.round);
  const isLive = offeredBy(seen).length > 0;
  const isAsking = isLive ? seen.headline === asks : !ASKING.includes(seen.headline);
  const isTrue = headline === undefined ? isAsking : seen.headline === headline;
  return isTrue ? [] : [`says "${seen.headline}" and is ${model.status}`];
}

const ASKED_AGAIN = 'Asked again';
const ASKING = ['Approval requested', 'Vote requested', ASKED_AGAIN];
const SUPERSEDED = 'Asked again below';

function askingHeadline(isVote: boolean, round: number): string {
  if (round > 0) return ASKED_AGAIN;
  return isVote ? 'Vote requested' : 'Approval requested';
}

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
  return kindsOf(plan);
}

export const kindsOf = ({ vote, allow }: Step['plan']): readonly string[] => [
  ...(vote === undefined ? ['approve', 'reject'] : ['vote']),
  ...(allow.requestChanges ? ['request-changes'] : []),
  ...(allow.abstain ? ['abstain'] : []),
];
