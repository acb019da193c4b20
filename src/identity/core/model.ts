import type { AccountId, SlackTeamId, SlackUserId } from '../../shared/brand';

/** Where a person can be reached, and what to call them. Kept for a day at most. */
export type Person = {
  readonly accountId: AccountId;
  readonly name?: string;
  readonly slack:
    | { readonly type: 'user'; readonly team: SlackTeamId; readonly user: SlackUserId }
    /** `reason` is a code for the notification history. */
    | { readonly type: 'none'; readonly reason: 'no-email' | 'no-slack-user' | 'not-connected' };
};

export type People = ReadonlyMap<AccountId, Person>;
