import type { SlackTeamId } from '../../shared/brand';
import type { SlackMember } from './model';

/** Why somebody with the right address is not taken for the person. */
export type Mismatch =
  | 'slack-deactivated'
  | 'slack-bot'
  | 'slack-elsewhere'
  | 'slack-guest'
  | 'slack-email-unconfirmed';

/**
 * Mail ignores the case of an address in practice, and so do both products. Nothing else is the same: who gets the mail
 * of `ben+x@` or `b.en@` is for their mail server to say.
 */
export const sameAddress = (email: string): string => email.trim().toLowerCase();

/** Pure. Undefined where a Slack user found by address is the person; the reason where not. */
export function mismatchOf(member: SlackMember, team: SlackTeamId): Mismatch | undefined {
  if (member.kind === 'bot') return 'slack-bot';
  if (member.deleted) return 'slack-deactivated';
  if (!belongsTo(member, team)) return 'slack-elsewhere';
  if (member.kind !== 'member') return 'slack-guest';
  return member.emailConfirmed ? undefined : 'slack-email-unconfirmed';
}

/** Pure. Whom an administrator may name: guests of the workspace too. */
export function cannotBeLinked(member: SlackMember, team: SlackTeamId): Mismatch | undefined {
  const mismatch = mismatchOf(member, team);
  return mismatch === 'slack-guest' || mismatch === 'slack-email-unconfirmed' ? undefined : mismatch;
}

const belongsTo = ({ team: own, stranger, enterprise }: SlackMember, team: SlackTeamId): boolean =>
  !stranger && (own === undefined || own === team || enterprise?.teams.includes(team) === true);
