import { type AuditEntry, toEntry } from '../ledger/audit';
import type { Owed } from '../ledger/record';
import type { Actor, ApprovalEvent } from './core/model';
import type { StoredApproval } from './store';

/** The audit entry of an event: what happened, by whom, and under which version of the definition. */
export function explain({ id, state }: StoredApproval, owed: Owed<ApprovalEvent>): AuditEntry {
  const { definition, subject } = state;
  const context = { definition: definition.id, definitionVersion: definition.version, subject: subject.id };
  const entry = toEntry(id, owed, actorOf(owed.event));
  const fault = owed.event.type === 'approval.renewing' && state.status !== 'pending' ? state.notRenewed : undefined;
  return { ...entry, event: { ...owed.event, ...context, ...(fault === undefined ? {} : { notRenewed: fault }) } };
}

function actorOf(event: ApprovalEvent): string {
  switch (event.type) {
    case 'approval.started':
    case 'decision.made':
    case 'decision.withdrawn':
    case 'step.resubmitted':
    case 'approver.reassigned':
    case 'approver.added':
    case 'approval.reopened':
    case 'approval.shelved':
      return event.by;
    case 'approval.closed':
    case 'step.reminded':
      return nameOf(event.by);
    case 'step.reached':
    case 'step.opened':
    case 'step.staffed':
    case 'step.deadlocked':
    case 'step.returned':
    case 'step.closed':
    case 'step.reopened':
    case 'step.escalated':
    case 'content.changed':
    case 'approval.settled':
    case 'approval.renewing':
    case 'approval.lapsed':
      return 'system';
  }
}

const nameOf = (by: Actor) => (by.type === 'account' ? by.accountId : 'system');
