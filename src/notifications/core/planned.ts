import type { ApprovalEvent } from '../../approvals/core/model';
import type { PersonId } from '../../shared/brand';
import type { Kind, Topic } from './model';

/** One thing to be told to one reader. The same plan always names the same rows. */
export type Planned = {
  readonly kind: Kind;
  readonly step: number;
  readonly recipient?: PersonId;
  readonly round: number;
  readonly topic?: Topic;
};

/** An event, and the number by which it is known. */
export type Numbered = { readonly sequence: number; readonly event: ApprovalEvent };

/** Several events may tell of the same. */
export const eachOnce = (all: readonly Planned[]): readonly Planned[] => [
  ...new Map(
    all.map((each) => [JSON.stringify([each.kind, each.step, each.recipient, each.round, each.topic]), each]),
  ).values(),
];
