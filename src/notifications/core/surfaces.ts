import type { Approval } from '../../approvals/core/model';
import type { People } from '../../identity/core/model';
import type { Notification, SlackMessage } from './model';

/** An approval and how new it is. */
export type Snapshot = { readonly approval: Approval; readonly sequence: number };

/** All that a surface needs to render the present state for one reader. */
export type Telling = Snapshot & {
  readonly row: Notification;
  readonly people: People;
  /** What somebody wrote with the decision that is told of. */
  readonly remark?: string;
};

/** One way out for each thing that can be done. All throw what `judge` understands. */
export type Surfaces = {
  /** Answers where the message stands. */
  post(telling: Telling): Promise<SlackMessage>;
  update(telling: Telling): Promise<void>;
  email(telling: Telling): Promise<void>;
  /** `mayExist`: an earlier try may have succeeded without an answer. */
  comment(telling: Telling, mayExist: boolean): Promise<void>;
  property(telling: Telling): Promise<void>;
  /** What follows from the outcome: the row's `round` is its place in the list. */
  effect(telling: Telling, mayExist: boolean): Promise<void>;
};
