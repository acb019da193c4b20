import type { ApprovalAction, ApprovalView } from '../../../../src/admin/contract';
import { askUser } from '../api';
import { withApproval, withoutApproval } from '../approval/known-approvals';
import { type Input, useChange } from '../approval/use-change';

export const useAct = () =>
  useChange({
    ask: (input: Input<'approvals/act'>) => askUser('approvals/act', input),
    done: ({ definitionName }, { action }) => DONE[action.type](definitionName),
    next: (known, answered: ApprovalView, { action, approvalId }) =>
      action.type === 'delete' ? withoutApproval(known, approvalId) : withApproval(known, answered),
  });

const DONE: Record<ApprovalAction['type'], (name: string) => string> = {
  cancel: (name) => `“${name}” is cancelled`,
  restart: (name) => `“${name}” has started again`,
  resubmit: (name) => `“${name}” is submitted again`,
  reassign: (name) => `“${name}” is reassigned`,
  'add-approver': (name) => `“${name}” asks one more person`,
  remind: (name) => `Everybody who has not answered “${name}” is reminded`,
  'close-vote': (name) => `The vote of “${name}” is closed`,
  archive: (name) => `“${name}” is archived`,
  unarchive: (name) => `“${name}” is back`,
  delete: (name) => `“${name}” is deleted`,
};
