import type { Approval, ApprovalEvent } from '../approvals/core/model';
import type { Stored } from '../ledger/record';
import type { Notification } from '../notifications/core/model';
import type { AccountId, Instant, PersonId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import type { Subject } from '../subjects/core/model';
import { answered, refused } from './answer';
import { toApprovalView } from './approval-view';
import type { Answer, ApprovalView } from './contract';
import { mayEitherWay } from './may-view';
import type { Words } from './notification-view';
import { kindOf, type Viewer } from './viewer';
import { refusedText } from './words-refused';

export type StoredApproval = Stored<Approval, ApprovalEvent>;

export type Deps = {
  now: () => Instant;
  /** Asks the product, as the viewer. */
  isAdminOf: (subject: Subject) => Promise<boolean>;
  requestsOf: (approval: Approval) => Promise<(step: number, to: PersonId) => Notification | undefined>;
  commentsOf: (stored: StoredApproval) => Promise<ReadonlyMap<number, string>>;
  words: Words;
};

const AT_ONCE = 4;

export type Present = ReturnType<typeof createPresentation>;
export type ShowOne = ReturnType<typeof createShowOne>;

/** Approvals as this viewer sees them, with how each approver was told, what they wrote, and what can be done now. */
export function createPresentation({ now, isAdminOf, requestsOf, commentsOf, words }: Deps) {
  return function present(stored: readonly StoredApproval[], viewer: AccountId): Promise<readonly ApprovalView[]> {
    const at = now();
    return inParallel(AT_ONCE, stored, async (each) => {
      const { plain, asAdmin } = mayEitherWay(each.state, viewer, at);
      const [noticeOf, comments, admin] = await Promise.all([
        requestsOf(each.state),
        commentsOf(each),
        asAdmin !== undefined && isAdminOf(each.state.subject),
      ]);
      const may = admin && asAdmin !== undefined ? asAdmin : plain;
      return toApprovalView(each.state, {
        at,
        may,
        words,
        noticeOf,
        commentOf: (sequence) => comments.get(sequence),
      });
    });
  };
}

/** What a call has made of an approval, to whoever called. */
export const createShowOne =
  (present: Present) =>
  async (stored: StoredApproval, viewer: Viewer): Promise<Answer<ApprovalView>> => {
    const [view] = await present([stored], viewer.accountId);
    return view === undefined ? refused(refusedText('not-found', kindOf(viewer))) : answered(view);
  };
