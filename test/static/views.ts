import type { Answer, ApprovalView, MayView, StepView, SubjectView } from '../../src/admin/contract';

export const NOW = 1_000_000;

export const nothing: MayView = {
  remind: [],
  reassign: [],
  addTo: [],
  cancel: false,
  restart: false,
  archive: false,
  unarchive: false,
  delete: false,
};

export const step = (name: string, more: Partial<StepView> = {}): StepView => ({
  name,
  together: false,
  state: 'open',
  asks: 'group Finance',
  quorum: 'One approval is enough',
  approved: 0,
  needed: 1,
  approvers: [],
  excluded: [],
  ...more,
});

export const approval = (id: string, more: Partial<ApprovalView> = {}): ApprovalView => ({
  id,
  definitionName: 'Release',
  state: 'pending',
  outdated: false,
  changes: [],
  requester: 'ada',
  startedAt: NOW,
  lapsed: false,
  archived: false,
  steps: [],
  may: nothing,
  ...more,
});

export const list = (...approvals: ApprovalView[]): Answer<SubjectView> => ({
  ok: true,
  value: { kind: 'work-item', approvals, definitions: [], slackConnected: true },
});
