import type { AccountId, Instant, SlackTeamId, SlackUserId } from '../../shared/brand';

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

export type Reach = Person['slack'];
export type People = ReadonlyMap<AccountId, Person>;

/** A Slack user is one only within a workspace. */
export type SlackPair = { readonly team: SlackTeamId; readonly user: SlackUserId };

/** How it is known that an account and a Slack user are one person, the best first. */
export const TRUSTS = ['verified', 'admin', 'email-match'] as const;
export type Trust = (typeof TRUSTS)[number];

/** Said by the person, in both places, or by an administrator. */
export type Link = SlackPair & {
  readonly account: AccountId;
  readonly trust: Exclude<Trust, 'email-match'>;
  readonly since: Instant;
  readonly by: AccountId;
};

/** What Slack tells of somebody, as far as it matters for who they are. */
export type SlackMember = {
  readonly id: SlackUserId;
  /** Their own workspace, which need not be the one that was asked. */
  readonly team: SlackTeamId | undefined;
  readonly kind: 'member' | 'guest' | 'single-channel-guest' | 'bot';
  readonly deleted: boolean;
  readonly stranger: boolean;
  readonly email: string | undefined;
  readonly emailConfirmed: boolean;
  readonly enterprise: { readonly teams: readonly SlackTeamId[] } | undefined;
};
