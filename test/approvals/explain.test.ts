import { describe, expect, it } from 'vitest';
import type { ApprovalEvent } from '../../src/approvals/core/model';
import { explain } from '../../src/approvals/explain';
import { ADA, BEN, CLEO, EVE, RITA } from '../support/builders';
import { START } from '../support/fake-ports';
import { approvalOf, closedApproval, storedOf } from '../support/running-approvals';

const approval = approvalOf();
const entryOf = (event: ApprovalEvent) =>
  explain(storedOf(approval), { sequence: 7, at: START, correlation: 'c-1', event });

/** One event of every type, and who did it. */
const EVENTS: { readonly [T in ApprovalEvent['type']]: readonly [Extract<ApprovalEvent, { type: T }>, string] } = {
  'approval.started': [{ type: 'approval.started', by: RITA, automatic: false }, RITA],
  'step.reached': [{ type: 'step.reached', step: 0 }, 'system'],
  'step.opened': [{ type: 'step.opened', step: 0 }, 'system'],
  'step.staffed': [{ type: 'step.staffed', step: 0, asked: [ADA], left: [], excluded: [] }, 'system'],
  'step.deadlocked': [{ type: 'step.deadlocked', step: 0, reason: 'tie' }, 'system'],
  'decision.made': [
    {
      type: 'decision.made',
      step: 0,
      by: EVE,
      inPlaceOf: ADA,
      kind: 'approve',
      via: 'email',
      basis: 'd',
      comment: 'Ok',
    },
    EVE,
  ],
  'decision.withdrawn': [{ type: 'decision.withdrawn', step: 0, by: ADA }, ADA],
  'step.returned': [{ type: 'step.returned', step: 0 }, 'system'],
  'step.resubmitted': [{ type: 'step.resubmitted', step: 0, by: RITA }, RITA],
  'step.closed': [{ type: 'step.closed', step: 0, status: 'approved', because: 'quorum' }, 'system'],
  'step.reopened': [{ type: 'step.reopened', step: 0 }, 'system'],
  'approver.reassigned': [
    { type: 'approver.reassigned', step: 0, by: CLEO, from: ADA, to: BEN, reason: 'On leave.' },
    CLEO,
  ],
  'approver.added': [{ type: 'approver.added', step: 0, by: CLEO, who: BEN, reason: 'Knows it.' }, CLEO],
  'step.reminded': [{ type: 'step.reminded', step: 0, number: 1, by: { type: 'account', accountId: RITA } }, RITA],
  'step.escalated': [{ type: 'step.escalated', step: 0, level: 1, to: BEN }, 'system'],
  'content.changed': [{ type: 'content.changed', meaning: 'mark', changes: [], version: 4 }, 'system'],
  'approval.closed': [{ type: 'approval.closed', outcome: 'approved', by: { type: 'system' } }, 'system'],
  'approval.reopened': [{ type: 'approval.reopened', by: ADA }, ADA],
  'approval.settled': [{ type: 'approval.settled', outcome: 'approved' }, 'system'],
  'approval.renewing': [{ type: 'approval.renewing' }, 'system'],
  'approval.lapsed': [{ type: 'approval.lapsed' }, 'system'],
  'approval.shelved': [{ type: 'approval.shelved', as: 'archived', by: CLEO }, CLEO],
};

describe('the audit entry', () => {
  it.each(Object.values(EVENTS).map(([event, actor]) => [event.type, event, actor] as const))(
    'of %s says what happened, by whom and under which version of the definition',
    (_type, event, actor) => {
      expect(entryOf(event)).toEqual({
        record: approval.id,
        sequence: 7,
        at: START,
        actor,
        correlation: 'c-1',
        event: { ...event, definition: 'def-1', definitionVersion: 3, subject: '10001' },
      });
    },
  );

  it('says why nothing was started anew where a renewal was due', () => {
    const given = storedOf(closedApproval({ notRenewed: 'out-of-scope' }));
    const owed = { sequence: 7, at: START, correlation: 'c-1', event: { type: 'approval.renewing' } } as const;

    expect(explain(given, owed).event).toMatchObject({ type: 'approval.renewing', notRenewed: 'out-of-scope' });
  });

  it('names the person who reminded or cancelled, and the system where nobody did', () => {
    const by = { type: 'account', accountId: RITA } as const;

    expect(entryOf({ type: 'approval.closed', outcome: 'cancelled', by }).actor).toBe(RITA);
    expect(entryOf({ type: 'step.reminded', step: 0, number: 1, by: { type: 'system' } }).actor).toBe('system');
  });
});
