import type { AccountId, SlackTeamId, SlackUserId } from '../../shared/brand';

/** Where a person can be reached, and what to call them. Kept for a day at most. */
export type Person = {
  readonly accountId: AccountId;
  readonly name?: string;
  readonly slack:
    | { readonly type: 'user'; readonly team: SlackTeamId; readonly user: SlackUserId }
    /** `reason` is a code for the notification history: ours, or the one with which Slack refuses every look-up. */
    | { readonly type: 'none'; readonly reason: string }
    /** Slack asked to be asked later. */
    | { readonly type: 'unresolved'; readonly retryAfterMs: number };
};

export type People = ReadonlyMap<AccountId, Person>;
