import { type AccountId, type SlackTeamId, type SlackUserId, toSlackUserId } from '../../shared/brand';
import type { Result } from '../../shared/result';
import { decideLink } from './decide-link';
import { cannotBeLinked, type Mismatch } from './match';
import type { Link, SlackMember, SlackPair } from './model';

/** One line of a file that says who is who, as it was written. */
export type MappingRow = {
  /** In the file, from 1. */
  readonly line: number;
  readonly accountId?: string;
  readonly email?: string;
  readonly slackUserId?: string;
  readonly slackEmail?: string;
  readonly team?: string;
};

export type MappingFault =
  /** It names no account, or no Slack user. */
  | 'incomplete'
  | 'unknown-account'
  /** More addresses of accounts than are looked up for one file. */
  | 'too-many-addresses'
  | 'unknown-workspace'
  | 'unknown-slack-user'
  | Mismatch
  /** The account, or the Slack user, stands in an earlier line. */
  | 'duplicate'
  | 'slack-user-taken'
  | 'account-linked';

export type MappingVerdict =
  | { readonly type: 'link'; readonly account: AccountId; readonly pair: SlackPair }
  | { readonly type: 'unchanged' }
  | { readonly type: 'refused'; readonly because: MappingFault };

export type JudgedRow = { readonly row: MappingRow; readonly verdict: MappingVerdict };

/** Why a file cannot be read at all. */
export type FileRefusal =
  | { readonly type: 'too-long' }
  | { readonly type: 'no-columns' }
  | { readonly type: 'unreadable'; readonly line: number };

export const MAX_LINES = 500;

/** What was found out about the names in a line. */
export type FoundRow = {
  readonly row: MappingRow;
  readonly account: Result<AccountId, 'unknown-account' | 'too-many-addresses'>;
  readonly slack: Result<
    { readonly team: SlackTeamId; readonly member: SlackMember },
    'unknown-workspace' | 'unknown-slack-user'
  >;
};

export type Known = {
  ofAccount(account: AccountId): Link | undefined;
  ofUser(pair: SlackPair): Link | undefined;
};

/** Pure. What each line comes to, with nothing written; the first of two that say different things counts. */
export function judgeRows(found: readonly FoundRow[], known: Known): readonly MappingVerdict[] {
  const accounts = new Set<AccountId>();
  const users = new Set<string>();
  return found.map(({ row, account, slack }): MappingVerdict => {
    if (!isComplete(row)) return refused('incomplete');
    if (!account.ok) return refused(account.error);
    if (!slack.ok) return refused(slack.error);

    const { team, member } = slack.value;
    const mismatch = cannotBeLinked(member, team);
    if (mismatch !== undefined) return refused(mismatch);
    const user = `${team}:${member.id}`;
    if (accounts.has(account.value) || users.has(user)) return refused('duplicate');
    accounts.add(account.value);
    users.add(user);
    return judgePair(account.value, { team, user: member.id }, known);
  });
}

function judgePair(account: AccountId, pair: SlackPair, known: Known): MappingVerdict {
  const standing = { ofAccount: known.ofAccount(account), ofUser: known.ofUser(pair) };
  const decided = decideLink(standing, { account, ...pair, trust: 'admin', by: account });
  if (!decided.ok) return refused(decided.error);
  return decided.value === 'link' ? { type: 'link', account, pair } : { type: 'unchanged' };
}

const isComplete = ({ accountId, email, slackUserId, slackEmail }: MappingRow): boolean =>
  (accountId ?? email) !== undefined && (slackUserId ?? slackEmail) !== undefined;

const refused = (because: MappingFault): MappingVerdict => ({ type: 'refused', because });

/** Slack's ids, in capitals whatever was typed. */
export const asUserId = (typed: string): SlackUserId => toSlackUserId(typed.toUpperCase());
