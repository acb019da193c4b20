import type { Approval } from '../approvals/core/model';
import { partName } from '../notifications/core/change-words';
import type { Instant } from '../shared/brand';
import type { Change } from '../subjects/core/model';
import type { ApprovalView, ChangeView, MayView } from './contract';
import { type Around, toStepView } from './step-view';

/** `at` is now, and `may` what the viewer may do then. */
export type Looking = Around & { readonly at: Instant; readonly may: MayView };

export function toApprovalView(approval: Approval, around: Looking): ApprovalView {
  const { basis, changed, askedAgain } = approval;
  return {
    id: approval.id,
    definitionName: approval.definition.name,
    state: approval.status,
    outdated: approval.outdatedAt !== undefined,
    changes: (changed?.changes ?? []).map(toChangeView),
    ...(askedAgain === undefined
      ? {}
      : { askedAgain: { at: askedAgain.at, changes: askedAgain.changes.map(toChangeView) } }),
    ...(basis.version === undefined ? {} : { version: basis.version }),
    requester: approval.requester,
    startedAt: approval.startedAt,
    ...closedView(approval, around.at),
    steps: approval.steps.map((step, index) => toStepView(step, index, around)),
    may: around.may,
  };
}

const toChangeView = ({ part, before, after }: Change): ChangeView => ({ part: partName(part), before, after });

type ClosedView = Pick<ApprovalView, 'closedAt' | 'finalAt' | 'validUntil' | 'lapsed' | 'archived'>;

function closedView(approval: Approval, at: Instant): ClosedView {
  if (approval.status === 'pending') return { lapsed: false, archived: false };
  const { closedAt, finalAt, settled, validUntil, validity, shelved } = approval;
  return {
    closedAt,
    ...(settled || at >= finalAt ? {} : { finalAt }),
    ...(validUntil === undefined ? {} : { validUntil }),
    lapsed: validity === 'lapsed',
    archived: shelved?.as === 'archived',
  };
}
