import type { Approval } from '../../approvals/core/model';
import type { Seat } from '../../approvals/core/seat';
import { isUndecided } from '../../approvals/core/steps';
import type { People } from '../../identity/core/model';
import type { AccountId, Instant } from '../../shared/brand';

/** An approval that a person can decide now. */
export type DigestItem = { readonly approval: Approval; readonly seat: Seat };
export type Due = 'today' | 'later' | 'whenever';
export type DigestGroup = { readonly due: Due; readonly items: readonly DigestItem[] };

/** All that a digest tells, as of `at`. */
export type DigestContent = {
  readonly account: AccountId;
  readonly at: Instant;
  readonly timeZone: string;
  /** Empty ones are left out. */
  readonly groups: readonly DigestGroup[];
  /** So many more wait. */
  readonly more: number;
  /** Approvals that the person started and that wait for others; `atLeast` where not all could be counted. */
  readonly started: { readonly count: number; readonly atLeast: boolean };
  readonly people: People;
  /** Where all of it is. */
  readonly pageUrl: string;
};

export const SHOWN_IN_DIGEST = 20;

/** Nothing is overdue here: who has let a deadline pass can no longer decide, and is not asked any more. */
const ORDER: readonly Due[] = ['today', 'later', 'whenever'];

/** What is due first comes first, and what waits longest where nothing says when. */
export function groupedByDue(
  asked: readonly DigestItem[],
  dayEnds: Instant,
): { groups: readonly DigestGroup[]; more: number } {
  const ordered = [...asked].sort(
    (one, other) => dueOf(one) - dueOf(other) || one.seat.step.openedAt - other.seat.step.openedAt,
  );
  const shown = ordered.slice(0, SHOWN_IN_DIGEST);
  const groups = ORDER.map((due) => ({ due, items: shown.filter((item) => groupOf(item, dayEnds) === due) }));
  return { groups: groups.filter(({ items }) => items.length > 0), more: ordered.length - shown.length };
}

const NO_DEADLINE = Number.MAX_SAFE_INTEGER;
const dueOf = ({ seat }: DigestItem): Instant => seat.step.clock?.dueAt ?? NO_DEADLINE;

function groupOf(item: DigestItem, dayEnds: Instant): Due {
  const dueAt = dueOf(item);
  if (dueAt === NO_DEADLINE) return 'whenever';
  return dueAt < dayEnds ? 'today' : 'later';
}

/** Somebody else has to do something before it goes on. */
export const waitsForOthers = ({ status, steps, requester }: Approval): boolean =>
  status === 'pending' &&
  steps.some(
    (step) => step.status === 'open' && step.approvers.some((each) => each.id !== requester && isUndecided(each)),
  );

export const itemsOf = ({ groups }: DigestContent): readonly DigestItem[] => groups.flatMap(({ items }) => items);
export const isEmpty = ({ groups, started }: DigestContent): boolean => groups.length === 0 && started.count === 0;
