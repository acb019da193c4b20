import { describe, expect, it } from 'vitest';
import type { Answer, ApprovalView, SubjectView } from '../../src/admin/contract';
import { withApproval, withJustStarted } from '../../static/app/src/panel/known-approvals';

const NOW = 1_000_000;

const approval = (id: string, more: Partial<ApprovalView> = {}): ApprovalView => ({
  id,
  definitionName: 'Release',
  state: 'pending',
  requester: 'ada',
  startedAt: NOW,
  steps: [],
  mayDecide: false,
  mayCancel: true,
  ...more,
});

const list = (...approvals: ApprovalView[]): Answer<SubjectView> => ({
  ok: true,
  value: { approvals, definitions: [], slackConnected: true },
});

describe('what the panel knows of its approvals', () => {
  it('keeps an approval that was just started and that the list does not find yet', () => {
    const known = list(approval('new'), approval('old'));

    const next = withJustStarted(known, list(approval('old')), NOW);

    expect(next).toEqual(list(approval('new'), approval('old')));
  });

  it('lets go of one that the list has not found for a minute', () => {
    const known = list(approval('gone', { startedAt: NOW - 60_000 }));

    expect(withJustStarted(known, list(), NOW)).toEqual(list());
  });

  it('shows an answered approval in its place, or first when it is new', () => {
    const decided = approval('a', { state: 'approved' });

    expect(withApproval(list(approval('b'), approval('a')), decided)).toEqual(list(approval('b'), decided));
    expect(withApproval(list(approval('b')), decided)).toEqual(list(decided, approval('b')));
  });

  it('takes a refusal as it is', () => {
    const refusal = { ok: false, error: 'Jira does not show you this work item.' } as const;

    expect(withJustStarted(list(approval('a')), refusal, NOW)).toEqual(refusal);
    expect(withApproval(refusal, approval('a'))).toEqual(refusal);
  });
});
