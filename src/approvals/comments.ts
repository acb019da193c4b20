import type { AuditEntry } from '../ledger/audit';
import type { StoredApproval } from './store';

/**
 * The comments of an approval's decisions, by the decision's sequence: from the record itself while it still owes the
 * event, from the audit log afterwards.
 */
export async function commentsOf(
  stored: StoredApproval,
  readAudit: (record: string, sequences: readonly number[]) => Promise<ReadonlyMap<number, AuditEntry>>,
): Promise<ReadonlyMap<number, string>> {
  const sequences = stored.state.steps
    .flatMap(({ approvers }) => approvers)
    .flatMap(({ decision }) => (decision?.commented ? [decision.sequence] : []));
  if (sequences.length === 0) return new Map();

  const audit = await readAudit(stored.id, sequences);
  const owed = new Map(stored.owed.map((each) => [each.sequence, each.event]));
  return new Map(
    sequences.flatMap((sequence) => {
      const event = owed.get(sequence) ?? audit.get(sequence)?.event;
      const comment = event !== undefined && 'comment' in event ? event.comment : undefined;
      return typeof comment === 'string' ? [[sequence, comment] as const] : [];
    }),
  );
}
