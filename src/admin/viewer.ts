import type { Approval, Via } from '../approvals/core/model';
import { deciderOf, isDelegate } from '../approvals/core/steps';
import type { AccountId, Instant } from '../shared/brand';
import type { Subject, SubjectKey } from '../subjects/core/model';

/** Who asks, and from where: taken from the platform's context, never from a payload. */
export type Viewer = {
  readonly accountId: AccountId;
  readonly siteUrl: string;
  /** The subject that they look at; nowhere is the page "My approvals". */
  readonly place: SubjectKey | { readonly kind: 'nowhere' };
};

export const kindOf = ({ place }: Viewer): Subject['kind'] | undefined =>
  place.kind === 'nowhere' ? undefined : place.kind;

export const viaOf = ({ place }: Viewer): Via => (place.kind === 'page' ? 'confluence' : 'jira');

/** Whether an approval is one of theirs: they asked for it, are or were asked, or have decided in it. */
export const isPartOf = (approval: Approval, id: AccountId, at: Instant): boolean =>
  approval.requester === id ||
  approval.steps.some(({ approvers }) =>
    approvers.some((each) => each.id === id || deciderOf(each) === id || isDelegate(each, id, at)),
  );

export const isDeleted = (approval: Approval): boolean =>
  approval.status !== 'pending' && approval.shelved?.as === 'deleted';
