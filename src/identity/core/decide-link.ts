import type { AccountId } from '../../shared/brand';
import { err, ok, type Result } from '../../shared/result';
import type { Link, SlackPair } from './model';

export type LinkRefusal =
  /** Another account is linked to this Slack user. */
  | 'slack-user-taken'
  /** The account is linked to another Slack user. */
  | 'account-linked';

/** What stands at both ends now. */
export type Standing = { readonly ofAccount: Link | undefined; readonly ofUser: Link | undefined };

/** Pure. Whoever proves both ends may move their own link; an administrator has to remove the former one first. */
export function decideLink(
  { ofAccount, ofUser }: Standing,
  wanted: Omit<Link, 'since'>,
): Result<'link' | 'unchanged', LinkRefusal> {
  if (ofUser !== undefined && ofUser.account !== wanted.account) return err('slack-user-taken');
  if (ofAccount === undefined) return ok('link');
  if (!isSamePair(ofAccount, wanted)) return wanted.trust === 'verified' ? ok('link') : err('account-linked');
  return ok(ofAccount.trust === 'verified' || ofAccount.trust === wanted.trust ? 'unchanged' : 'link');
}

/** Why a code that somebody typed links nothing. */
export type CodeRefusal = 'no-such-code' | 'too-many-tries' | LinkRefusal;

export const isSamePair = (one: SlackPair, other: SlackPair): boolean =>
  one.team === other.team && one.user === other.user;

/**
 * Pure. How it is known that the account behind a message is the Slack user to whom it was sent, which is the caller's
 * to check. Undefined where somebody has said since that they are not.
 */
export function trustBetween(
  account: AccountId,
  pair: SlackPair,
  { ofAccount, ofUser }: Standing,
): 'verified' | 'admin' | 'email-match' | undefined {
  if (ofUser !== undefined) return ofUser.account === account ? ofUser.trust : undefined;
  const linkedHere = ofAccount !== undefined && ofAccount.team === pair.team;
  return linkedHere ? undefined : 'email-match';
}
