import type { Approval, ApprovalEvent } from '../approvals/core/model';
import type { Stored } from '../ledger/record';
import type { Notification } from '../notifications/core/model';
import type { AccountId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import type { ApprovalView } from './contract';
import { toApprovalView, type Words } from './view';

type StoredApproval = Stored<Approval, ApprovalEvent>;

type Deps = {
  requestsOf: (approval: Approval) => Promise<(step: number, to: AccountId) => Notification | undefined>;
  commentsOf: (stored: StoredApproval) => Promise<ReadonlyMap<number, string>>;
  words: Words;
};

const AT_ONCE = 4;

/** Approvals as this viewer sees them, with how each approver was told and what they wrote. */
export function createPresentation({ requestsOf, commentsOf, words }: Deps) {
  return (stored: readonly StoredApproval[], viewer: AccountId): Promise<readonly ApprovalView[]> =>
    inParallel(AT_ONCE, stored, async (each) => {
      const [noticeOf, comments] = await Promise.all([requestsOf(each.state), commentsOf(each)]);
      return toApprovalView(each.state, { viewer, words, noticeOf, commentOf: (sequence) => comments.get(sequence) });
    });
}
