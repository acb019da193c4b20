import type { Click, SentClick } from './clicking';
import { type Asked, approvalsIn } from './panel';
import type { Stage } from './stage';

/** Everything that was done from outside, to be held against what the app kept. */
export type Day = {
  readonly stage: Stage;
  readonly definitionIds: ReadonlyMap<string, string>;
  readonly asked: Asked[];
  readonly clicks: SentClick[];
  /** Requests that are sent later, or once more. */
  readonly kept: Click[];
  /** Work items that were deleted in Jira, and when. */
  readonly deleted: Map<string, number>;
  mayRestart: boolean;
};

/** Which approvals somebody has seen in an answer, by the name of their definition. */
export const knownApprovals = ({ asked }: Day): ReadonlyMap<string, string> =>
  new Map(asked.flatMap(({ answer }) => approvalsIn(answer)));
