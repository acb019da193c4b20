import { isOffered, needsComment } from '../approvals/core/cast';
import type { Approval } from '../approvals/core/model';
import { seatOf } from '../approvals/core/seat';
import type { Notification } from '../notifications/core/model';
import type { AccountId, ApprovalId, Instant, PersonId } from '../shared/brand';
import { answered, type Served } from './answer';
import type { InboxEntry, UserApi } from './contract';
import { KINDS } from './may-view';
import type { StoredApproval } from './present';
import type { Viewer } from './viewer';

export type Deps = {
  now: () => Instant;
  /** Newest first; what is settled may still be among them. */
  inboxOf: (person: PersonId) => Promise<readonly Pick<Notification, 'approvalId' | 'step'>[]>;
  byIds: (ids: readonly ApprovalId[]) => Promise<readonly StoredApproval[]>;
};

type Asked = { readonly approval: Approval; readonly step: number };

/** What the viewer is asked now, in every place. */
export function createUserInbox({ now, inboxOf, byIds }: Deps): Pick<Served<UserApi, Viewer>, 'approvals/inbox'> {
  return {
    async 'approvals/inbox'({ accountId }) {
      const rows = await inboxOf(accountId);
      const stored = await byIds([...new Set(rows.map((each) => each.approvalId))]);
      const approvals = new Map(stored.map(({ state }) => [state.id, state]));
      const asked = rows.flatMap(({ approvalId, step }): readonly Asked[] => {
        const approval = approvals.get(approvalId);
        return approval === undefined ? [] : [{ approval, step }];
      });
      const at = now();
      return answered(onceEach(asked).flatMap((each) => toEntry(each, accountId, at)));
    },
  };
}

/** Nothing where the person cannot decide any more: the message may be older than the matter. */
function toEntry({ approval, step: only }: Asked, viewer: AccountId, at: Instant): readonly InboxEntry[] {
  const seat = seatOf(approval, viewer, { at, only });
  if (!seat.ok || approval.outdatedAt !== undefined) return [];
  const { index, step, approver } = seat.value;
  const { kind, key, title, url } = approval.subject;
  const kinds = KINDS.filter((each) => isOffered(step, each));
  return [
    {
      approvalId: approval.id,
      definitionName: approval.definition.name,
      subject: { kind, key, title, url },
      requester: approval.requester,
      step: index,
      stepName: step.name,
      ...(step.clock === undefined ? {} : { dueAt: step.clock.dueAt }),
      ...(approver.id === viewer ? {} : { inPlaceOf: approver.id }),
      kinds,
      explain: kinds.filter((each) => needsComment(step, each)),
    },
  ];
}

/** Who was asked anew in a step has a row for each time. */
const onceEach = (asked: readonly Asked[]): readonly Asked[] => [
  ...new Map(asked.map((each) => [`${each.approval.id}#${each.step}`, each])).values(),
];
