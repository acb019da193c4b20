import { type AuditEntry, toEntry } from '../ledger/audit';
import type { Owed } from '../ledger/record';
import type { ApprovalEvent } from './core/model';
import type { StoredApproval } from './store';

/** The audit entry of an event: what happened, by whom, and under which version of the definition. */
export function explain({ id, state }: StoredApproval, owed: Owed<ApprovalEvent>): AuditEntry {
  const { definition, subject } = state;
  const context = { definition: definition.id, definitionVersion: definition.version, subject: subject.id };
  const entry = toEntry(id, owed, actorOf(owed.event));
  return { ...entry, event: { ...owed.event, ...context } };
}

function actorOf(event: ApprovalEvent): string {
  switch (event.type) {
    case 'approval.started':
    case 'decision.made':
      return event.by;
    case 'approval.closed':
      return event.by.type === 'account' ? event.by.accountId : 'system';
    case 'step.opened':
    case 'step.closed':
      return 'system';
  }
}
