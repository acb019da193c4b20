import type { ApprovalId } from '../shared/brand';
import { inChunks } from '../shared/parallel';

/** Rows that one invocation brings up to date, with one read for all of them. */
export const PER_TASK = 10;

/** Rows as tasks of the delivery queue, which takes only so many a minute: several in each, of one approval. */
export function inTasks(
  rows: readonly { readonly key: string; readonly approvalId: ApprovalId }[],
): readonly { readonly approvalId: ApprovalId; readonly rows: readonly string[] }[] {
  const approvals = [...new Set(rows.map(({ approvalId }) => approvalId))];
  return approvals.flatMap((approvalId) => {
    const some = rows.filter((each) => each.approvalId === approvalId);
    return inChunks(PER_TASK, some).map((chunk) => ({ approvalId, rows: chunk.map(({ key }) => key) }));
  });
}
