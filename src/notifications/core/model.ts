import type { Claim } from '../../ledger/claim';
import type { AccountId, ApprovalId, Instant, PersonId, SlackTeamId, SlackUserId } from '../../shared/brand';

/** What is told. A notice tells one person of one thing once; an effect is what follows from an outcome. */
export type Kind =
  | 'approval-request'
  /** Asks everybody of a step together, in a channel. */
  | 'channel-request'
  /** Says in the thread of that message how the approval ended. */
  | 'channel-outcome'
  | 'reminder'
  | 'notice'
  | 'outcome-comment'
  | 'state-property'
  | 'effect';

/** What a notice is about. */
export type Topic =
  | 'outcome'
  | 'changes-requested'
  /** A vote waits for its moderator alone. */
  | 'vote-turn'
  | 'deadlock'
  | 'content-changed'
  | 'outdated'
  | 'asked-again'
  | 'renewing'
  | 'lapsed';

/** What the holder of a claim is doing; it decides what may be assumed when the holder never comes back. */
export type Doing = 'post' | 'update' | 'email' | 'direct' | 'comment' | 'property' | 'effect';

/** `posted` is known once Slack, or a click on the message, has told. */
type Posting = { readonly team: SlackTeamId; readonly posted?: { readonly channel: string; readonly ts: string } };

export type DirectMessage = Posting & { readonly user: SlackUserId; readonly channel?: undefined };

export type ChannelMessage = Posting & {
  readonly channel: { readonly id: string; readonly name: string };
  readonly user?: undefined;
  /** The message that it is an answer to. */
  readonly thread?: string;
};

export type SlackMessage = DirectMessage | ChannelMessage;

/**
 * Of those who are asked in a channel, who was in it when Slack was asked. Of whom Slack did not tell is not a member:
 * being told twice is better than not at all.
 */
export type Audience = { readonly members: readonly AccountId[]; readonly others: readonly AccountId[] };

/** Why a notification did not go the straight way. Codes; words are made where people read them. */
export type Reason = string;

export type Progress =
  /** Still owed: by the first way, or by the next one once `fallback` tells why the first way is closed. */
  | { readonly status: 'pending'; readonly fallback?: Reason }
  | { readonly status: 'sent' | 'updated' }
  | { readonly status: 'fallen-back' | 'dead'; readonly reason: Reason }
  /** `fallback` as it was: should it be told after all, it still goes that way. */
  | { readonly status: 'suppressed'; readonly reason: Reason; readonly fallback?: Reason };

export type Status = Progress['status'];

/** One row of the history: one thing told to one reader in one place, from first try to last update. */
export type Notification = {
  readonly key: string;
  /** Counts writes and guards them. */
  readonly version: number;
  readonly kind: Kind;
  readonly approvalId: ApprovalId;
  readonly subjectKey: string;
  readonly step: number;
  /** Nobody for what is written on the subject itself. */
  readonly recipient?: PersonId;
  /** The asking that a request belongs to; for what happens only once, the number that makes it that one. */
  readonly round: number;
  readonly topic?: Topic;
  /** Why a person is told directly although the channel in which the step is asked was to be enough. */
  readonly directly?: Reason;
  /** Whether the reader can still answer, as of what they see: it is in their inbox. */
  readonly asks: boolean;
  readonly createdAt: Instant;
  readonly progress: Progress;
  /** Tries since the last success or change of way. */
  readonly attempts: number;
  /** When the next try is due, as far as one is owed. */
  readonly retryAt: Instant;
  readonly slack?: SlackMessage;
  /** Of a request in a channel; nobody is known to be in it before. */
  readonly audience?: Audience;
  /** The approval's sequence that the reader sees now, and the newest one that somebody asked to be shown. */
  readonly shown: number;
  readonly wanted: number;
  readonly claim?: Claim<Doing>;
};
