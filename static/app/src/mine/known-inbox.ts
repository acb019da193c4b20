import type { InboxEntry } from '../../../../src/admin/contract';

export type Answered = { key: string; at: number };

/** The inbox is found through an index that lags behind; what was answered this recently is known to be done. */
const JUST_ANSWERED_MS = 60_000;

/** One person can be asked twice in a step: for themselves and in somebody's place. */
export const keyOf = ({ approvalId, step, inPlaceOf }: InboxEntry): string =>
  `${approvalId} ${step} ${inPlaceOf ?? ''}`;

/** What still waits, as it was looked up at `asOf`; what is due first comes first. */
export function stillWaiting(
  entries: readonly InboxEntry[],
  answered: readonly Answered[],
  asOf: number,
): readonly InboxEntry[] {
  const done = new Set(answered.filter(({ at }) => asOf < at + JUST_ANSWERED_MS).map(({ key }) => key));
  return entries
    .filter((entry) => !done.has(keyOf(entry)))
    .sort((one, other) => (one.dueAt ?? Number.POSITIVE_INFINITY) - (other.dueAt ?? Number.POSITIVE_INFINITY) || 0);
}
