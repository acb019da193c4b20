import type { Approval, Approver, CancelReason, Step, Via } from '../approvals/core/model';
import { type AdfDocument, type AdfInline, bulletList, document, mention, paragraph, text } from '../atlassian/adf';
import { voteEndOf, voteSentence } from '../notifications/core/vote-words';
import { emailOf, type Instant, isExternal, type PersonId } from '../shared/brand';

const VERDICT: Record<Approval['status'], string> = {
  pending: 'still open',
  approved: 'approved',
  rejected: 'rejected',
  expired: 'expired before it was decided',
  cancelled: 'cancelled',
};

const CANCELLED: Record<CancelReason, string> = {
  'by-requester': ' by the requester',
  'by-admin': ' by an administrator',
  'subject-deleted': ' with its subject',
  restarted: ' and started again',
};

const WHERE: Record<Via, string> = {
  slack: 'in Slack',
  jira: 'in Jira',
  confluence: 'in Confluence',
  email: 'by e-mail',
  api: 'through the API',
};

/** Made where it is used: making it takes longer than all else that a cold process does before it answers a click. */
const formatUtc = (at: Instant) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at);

/** The outcome with who and when, as a comment by the app that names the people. */
export const adfOfOutcome = (approval: Approval): AdfDocument =>
  document(
    paragraph(
      ...text(`${approval.definition.name}: ${verdictOf(approval)}`, true),
      ...text('. Asked by '),
      mention(approval.requester),
      ...text(`.${remarksOn(approval)}`),
    ),
    ...bulletList(approval.steps.flatMap(linesOf)),
  );

const verdictOf = (approval: Approval): string =>
  approval.status === 'cancelled' && approval.cancelled !== undefined
    ? `${VERDICT.cancelled}${CANCELLED[approval.cancelled]}`
    : VERDICT[approval.status];

function remarksOn(approval: Approval): string {
  const changed = approval.outdatedAt === undefined ? '' : ' The content has changed since it was asked.';
  if (approval.status !== 'approved' || approval.validUntil === undefined) return changed;
  return ` Valid until ${formatUtc(approval.validUntil)} UTC.${changed}`;
}

function linesOf(step: Step): readonly (readonly AdfInline[])[] {
  const decided = step.approvers.flatMap((approver) => decisionLine(step, approver));
  const ended = endLine(step);
  return ended.length === 0 ? decided : [...decided, ended];
}

function decisionLine(step: Step, { id, decision }: Approver): readonly (readonly AdfInline[])[] {
  if (decision === undefined) return [];
  const instead = decision.by === undefined || decision.by === id ? [] : [...text(' for '), ...called(id)];
  const what = `${didWhat(step, decision)} ${WHERE[decision.via]} on ${formatUtc(decision.at)} UTC (${step.name})`;
  return [[...called(decision.by ?? id), ...instead, ...text(` ${what}`)]];
}

function didWhat({ vote }: Step, { kind, options = [] }: NonNullable<Approver['decision']>): string {
  switch (kind) {
    case 'approve':
      return 'approved';
    case 'reject':
      return 'rejected';
    case 'request-changes':
      return 'asked for changes';
    case 'abstain':
      return 'abstained';
    case 'vote':
      return `voted for ${options.map((option) => `“${vote?.options[option]?.name ?? option + 1}”`).join(' and ')}`;
  }
}

function endLine(step: Step): readonly AdfInline[] {
  const end = voteEndOf(step);
  if (end !== undefined) return [...text(end.won, true), ...text(` ${end.how} (${step.name})`)];
  const tied = voteSentence(step);
  return tied === undefined ? [] : text(`${tied} (${step.name})`);
}

/** Who has an account is mentioned; nobody else can be. */
const called = (id: PersonId): readonly AdfInline[] => (isExternal(id) ? text(emailOf(id)) : [mention(id)]);
