import type { Approval, Approver, Outcome } from '../approvals/core/model';
import { type AdfDocument, type AdfInline, bulletList, document, mention, paragraph, text } from '../atlassian/adf';
import type { Instant } from '../shared/brand';

const VERDICT: Record<Outcome | 'pending', string> = {
  pending: 'still open',
  approved: 'approved',
  rejected: 'rejected',
  cancelled: 'cancelled',
};

/** Made where it is used: making it takes longer than all else that a cold process does before it answers a click. */
const formatUtc = (at: Instant) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(at);

/** The outcome with who and when, as a comment by the app that names the people. */
export function adfOfOutcome(approval: Approval): AdfDocument {
  const decided = approval.steps.flatMap((step) =>
    step.approvers.flatMap((approver) => (approver.decision === undefined ? [] : [decisionLine(step.name, approver)])),
  );
  return document(
    paragraph(
      ...text(`${approval.definition.name}: ${VERDICT[approval.status]}`, true),
      ...text('. Asked by '),
      mention(approval.requester),
      ...text('.'),
    ),
    ...bulletList(decided),
  );
}

function decisionLine(step: string, { accountId, decision }: Approver): readonly AdfInline[] {
  if (decision === undefined) return [];
  const verb = decision.kind === 'approve' ? 'approved' : 'rejected';
  const where = decision.via === 'slack' ? 'in Slack' : 'in Jira';
  return [mention(accountId), ...text(` ${verb} ${where} on ${formatUtc(decision.at)} UTC (${step})`)];
}
