import { describe, expect, it } from 'vitest';
import { tally, verdictOf } from '../../src/approvals/core/quorum';
import { openFrom } from '../../src/approvals/core/transition';
import { ADA, ALL, ANY, BEN, CLEO, RITA, startedApproval, userStep, workItem } from '../support/builders';
import { START } from '../support/fake-ports';

describe('a start', () => {
  it('opens the first step and tells who asked', () => {
    const { next, events } = startedApproval([userStep([ADA]), userStep([BEN])]);

    expect(next).toMatchObject({ status: 'pending', requester: RITA, startedAt: START, subject: workItem() });
    expect(next.steps).toMatchObject([
      { status: 'open', openedAt: START, approvers: [{ type: 'account', accountId: ADA }] },
      { status: 'waiting' },
    ]);
    expect(events).toEqual([
      { type: 'approval.started', by: RITA },
      { type: 'step.opened', step: 0 },
    ]);
  });

  it('keeps the version of the definition that it follows', () => {
    const { next } = startedApproval();

    expect(next.definition).toEqual({ id: 'def-1', version: 3, name: 'Change approval' });
  });

  it('without steps is approved by Baton at once', () => {
    const { next, events } = startedApproval([]);

    expect(next.status).toBe('approved');
    expect(events.at(-1)).toEqual({ type: 'approval.closed', outcome: 'approved', by: { type: 'system' } });
  });
});

describe('opening a step', () => {
  it('leaves the other steps as they are', () => {
    const { next } = startedApproval([userStep([ADA]), userStep([BEN]), userStep([CLEO])]);
    if (next.status !== 'pending') throw new Error('it runs');

    const opened = openFrom(next, 1, START + 5);

    expect(opened.next.steps.map(({ status }) => status)).toEqual(['open', 'open', 'waiting']);
    expect(opened.next.steps[1]).toMatchObject({ openedAt: START + 5 });
  });
});

describe('a verdict', () => {
  it.each([
    ['all of 3: nobody yet', ALL, '...', 'open'],
    ['all of 3: two', ALL, '++.', 'open'],
    ['all of 3: three', ALL, '+++', 'approved'],
    ['all of 3: one against', ALL, '+-.', 'rejected'],
    ['any of 3: nobody yet', ANY, '...', 'open'],
    ['any of 3: one', ANY, '..+', 'approved'],
    ['any of 3: two against', ANY, '--.', 'open'],
    ['any of 3: three against', ANY, '---', 'rejected'],
    ['any of 3: one for it and two against', ANY, '-+-', 'approved'],
  ] as const)('%s', (_name, quorum, marks, verdict) => {
    const approvers = [...marks].map((mark, n) => ({ ...approverOf(mark), accountId: [ADA, BEN, CLEO][n] ?? ADA }));

    expect(verdictOf(tally(quorum, approvers))).toBe(verdict);
  });
});

function approverOf(mark: string) {
  if (mark === '.') return { type: 'account' as const };
  const kind = mark === '+' ? ('approve' as const) : ('reject' as const);
  return {
    type: 'account' as const,
    decision: { kind, at: START, via: 'jira' as const, sequence: 3, commented: false },
  };
}
