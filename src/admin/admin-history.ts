import * as z from 'zod';
import type { Notification, Status } from '../notifications/core/model';
import type { ApprovalId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import { answered, type Served } from './answer';
import type { AdminApi, AttentionEntry } from './contract';
import { toNotificationView, type Words } from './notification-view';
import type { StoredApproval } from './present';
import { deadlockText } from './words-state';

export type Deps = {
  /** Newest first. */
  notifications: (query: {
    status?: Status;
    cursor?: string;
    limit: number;
  }) => Promise<{ rows: readonly Notification[]; cursor?: string | undefined }>;
  byIds: (ids: readonly ApprovalId[]) => Promise<readonly StoredApproval[]>;
  /** Approvals with a step that cannot go on. */
  stuck: () => Promise<readonly StoredApproval[]>;
  words: Words;
};

const PAGE = 50;

const listInput = z.object({
  status: z.enum(['pending', 'sent', 'updated', 'fallen-back', 'suppressed', 'dead']).optional(),
  cursor: z.string().optional(),
});

type Calls = Pick<Served<AdminApi, unknown>, 'notifications/list' | 'approvals/attention'>;

/** What was told to whom, and what waits for an admin. */
export function createAdminHistory({ notifications, byIds, stuck, words }: Deps): Calls {
  return {
    async 'notifications/list'(_caller, payload) {
      const { status, cursor } = parseOrThrow(listInput, payload, 'history query');
      const page = await notifications({
        limit: PAGE,
        ...(status === undefined ? {} : { status }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      const approvals = await approvalsOf(page.rows);
      const rows = page.rows.map((row) => toNotificationView(row, words, approvals.get(row.approvalId)));
      return answered({ rows, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) });
    },

    async 'approvals/attention'() {
      return answered((await stuck()).flatMap(toEntries));
    },
  };

  /** By which definition it was, and what an effect is, stands in the approval alone. */
  async function approvalsOf(rows: readonly Notification[]) {
    const ids = [...new Set(rows.map(({ approvalId }) => approvalId))];
    const found = ids.length === 0 ? [] : await byIds(ids);
    return new Map(found.map(({ state }) => [state.id, state]));
  }
}

function toEntries({ state: approval }: StoredApproval): readonly AttentionEntry[] {
  const { key, title, url } = approval.subject;
  return approval.steps.flatMap((step) => {
    if (step.status !== 'open' || step.deadlock === undefined) return [];
    const { reason, since } = step.deadlock;
    return [
      {
        approvalId: approval.id,
        definitionName: approval.definition.name,
        subject: { key, title, url },
        step: step.name,
        problem: deadlockText(reason, step.excluded),
        since,
      },
    ];
  });
}
