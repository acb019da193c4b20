import { accountOf } from '../cast';
import type { SeenRequest } from '../slack-message';
import type { Case, Evidence } from './evidence';

/** A button never lies: a message whose place is known shows the present state. */
export function messagePromises({ cases, records, requests }: Evidence): string[] {
  return requests.flatMap((seen) => {
    const each = cases.find(({ plan }) => plan.name === seen.plan);
    const what = `messages: ${seen.plan} ${seen.step} to ${seen.handle}`;
    if (each === undefined) return [`${what}: there is no such approval`];
    const known = records.rows.find(
      ({ slack }) => slack?.posted?.ts === seen.ts && slack.posted.channel === seen.channel,
    );
    return known === undefined ? [] : stalePromises(seen, each, known.key).map((broken) => `${what}: ${broken}`);
  });
}

/** Messages whose posting nobody saw answered: only a click tells where they stand. */
export const unknownPlaces = ({ records, requests }: Evidence) =>
  requests.filter(
    (seen) => !records.rows.some(({ slack }) => slack?.posted?.ts === seen.ts && slack.posted.channel === seen.channel),
  );

function stalePromises(seen: SeenRequest, each: Case, key: string): string[] {
  const { headline, asks, count } = expected(seen, each);
  const broken: string[] = [];
  if (seen.headline !== headline) broken.push(`says "${seen.headline}" instead of "${headline}"`);
  if ((seen.token !== undefined) !== asks) broken.push(asks ? 'has no buttons' : 'still has buttons');
  if (seen.token !== undefined && seen.token !== key) broken.push('its buttons carry the token of another');
  if (!seen.facts.includes(count)) broken.push(`does not say "${count}"`);
  return broken;
}

const HEADLINES = {
  pending: 'Approval requested',
  approved: 'Approved',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
};

function expected(seen: SeenRequest, { plan, outcome }: Case) {
  const index = plan.steps.findIndex(({ name }) => name === seen.step);
  const decisions = outcome.decisions[index] ?? new Map();
  const approved = [...decisions.values()].filter((kind) => kind === 'approve').length;
  const needed = plan.steps[index]?.quorum === 'any' ? 1 : plan.steps[index]?.approvers.length;
  const asks = outcome.steps[index] === 'open' && !decisions.has(accountOf(seen.handle));
  const waits = outcome.steps[index] === 'approved' ? 'Step approved' : 'You have decided';
  const headline = asks || outcome.status !== 'pending' ? HEADLINES[outcome.status] : waits;
  return { headline, asks, count: `${approved} of ${needed} approved` };
}
