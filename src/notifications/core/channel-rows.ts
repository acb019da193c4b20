import type { Approval } from '../../approvals/core/model';
import { isCarried } from './channel';
import { deliveryFor, type Site, type Way } from './delivery';
import type { Notification } from './model';
import type { Planned } from './planned';

/** What is already written down. */
export type Standing = (planned: Planned) => Notification | undefined;

export const isInChannel = ({ kind }: Planned): boolean => kind === 'channel-request' || kind === 'channel-outcome';

export function wayOf({ steps, terms }: Approval, { step: index }: Planned, site: Site): Way {
  const step = steps[index];
  return step === undefined ? { mode: 'direct' } : deliveryFor(step, terms, site);
}

/**
 * Of the requests that there may be in channels, those that there are or are to be. What began directly goes on so: nobody
 * is asked twice because of what is set differently meanwhile.
 */
export function requestsInChannels(
  approval: Approval,
  all: readonly Planned[],
  { site, standing }: { site: Site; standing: Standing },
): readonly Planned[] {
  return all.filter((each) => {
    if (each.kind !== 'channel-request') return false;
    if (standing(each) !== undefined) return true;
    return wayOf(approval, each, site).mode !== 'direct' && !isAskedDirectly(each, all, standing);
  });
}

/** A row for a channel is written before those of its people. */
function isAskedDirectly({ step, round }: Planned, all: readonly Planned[], standing: Standing): boolean {
  return all.some(
    (each) =>
      each.kind === 'approval-request' && each.step === step && each.round === round && standing(each) !== undefined,
  );
}

/** Where several steps were asked in one channel, the end of the approval is said under the last of them. */
export function outcomesInChannels(all: readonly Planned[], standing: Standing): readonly Planned[] {
  const outcomes = all.filter(({ kind }) => kind === 'channel-outcome');
  const under = (each: Planned) => placeUnder(standing({ ...each, kind: 'channel-request' }));
  return outcomes.filter((each, index) => {
    if (standing(each) !== undefined) return true;
    const place = under(each);
    return place !== undefined && !outcomes.slice(index + 1).some((later) => under(later) === place);
  });
}

/** Nowhere when no message stands in the channel, or will. */
function placeUnder(request: Notification | undefined): string | undefined {
  const asked = request?.slack;
  if (request === undefined || asked?.channel === undefined) return undefined;
  const isThere = asked.posted !== undefined || request.claim !== undefined || isCarried(request);
  return isThere ? `${asked.team}:${asked.channel.id}` : undefined;
}
