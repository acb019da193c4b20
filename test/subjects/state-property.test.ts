import { describe, expect, it } from 'vitest';
import type { Approval } from '../../src/approvals/core/model';
import { type PersonId, toAccountId, toApprovalId, toDefinitionId } from '../../src/shared/brand';
import { toStateProperty } from '../../src/subjects/state-property';
import { ADA, BEN, CLEO, EVE, RITA, step, userStep } from '../support/builders';
import { START } from '../support/fake-ports';
import { approver, closedApproval, pendingApproval } from '../support/running-approvals';

/** The same approval under another name, started so many hours later. */
function as<A extends Approval>(approval: A, name: string, hours = 0): A {
  const definition = { ...approval.definition, id: toDefinitionId(`def-${name}`), name };
  return { ...approval, id: toApprovalId(`apr-${name}-${hours}`), startedAt: START + hours * 3_600_000, definition };
}

const open = (...people: readonly PersonId[]) => {
  const pending = pendingApproval([userStep([ADA])]);
  return {
    ...pending,
    steps: pending.steps.map((each) => ({ ...each, approvers: people.map((id) => approver(id)) })),
  };
};

describe('the state of a subject', () => {
  it('is of the approval that was started last', () => {
    const first = as(closedApproval(), 'Purchase');
    const last = as(open(BEN), 'Release', 1);

    expect(toStateProperty([first, last])).toEqual({
      approval: 'apr-Release-1',
      definition: 'Release',
      definitionId: 'def-Release',
      state: 'pending',
      step: 'Review',
      startedAt: '2026-03-02T10:00:00.000Z',
      states: ['pending', 'approved'],
      definitions: ['Release', 'Purchase'],
      approved: ['Purchase'],
      openApprovers: ['ben'],
      outdated: false,
    });
    expect(toStateProperty([last, first])).toEqual(toStateProperty([first, last]));
  });

  it('tells when it was closed, and then no step', () => {
    const property = toStateProperty([closedApproval()]);

    expect(property).toMatchObject({ state: 'approved', closedAt: '2026-03-02T09:00:00.000Z' });
    expect(property).not.toHaveProperty('step');
  });

  it('is the same whoever looks at two that were started in the same millisecond', () => {
    const [one, other] = [as(closedApproval(), 'A'), as(open(BEN), 'B')];

    expect(toStateProperty([one, other])).toEqual(toStateProperty([other, one]));
  });

  it('is empty where there is no approval, or all were put away', () => {
    const nothing = { states: [], definitions: [], approved: [], openApprovers: [], outdated: false };

    expect(toStateProperty([])).toEqual(nothing);
    expect(toStateProperty([closedApproval({ shelved: { as: 'archived', at: START } })])).toEqual(nothing);
  });

  it.each([
    ['pending', open(BEN)],
    ['outdated', { ...open(BEN), outdatedAt: START }],
    ['approved', closedApproval()],
    ['approved', closedApproval({ validity: 'valid' })],
    ['approved', closedApproval({ validity: 'renewing' })],
    ['lapsed', closedApproval({ validity: 'lapsed' })],
    ['lapsed', closedApproval({ validity: 'lapsed', outdatedAt: START })],
    ['outdated', closedApproval({ outdatedAt: START })],
    ['rejected', closedApproval({ status: 'rejected' })],
    ['rejected', closedApproval({ status: 'rejected', outdatedAt: START })],
    ['expired', closedApproval({ status: 'expired' })],
    ['cancelled', closedApproval({ status: 'cancelled' })],
  ] as const)('is called %s', (state, approval) => {
    expect(toStateProperty([approval])).toMatchObject({ state, states: [state] });
  });
});

describe('what is approved', () => {
  it.each([
    ['a definition whose newest approval is', [as(closedApproval(), 'A', 1)], ['A']],
    ['no definition that was asked for anew', [as(closedApproval(), 'A', 1), as(open(BEN), 'A', 2)], []],
    [
      'a definition that was rejected and then approved',
      [as(closedApproval({ status: 'rejected' }), 'A', 1), as(closedApproval(), 'A', 2)],
      ['A'],
    ],
    ['none that is outdated', [as(closedApproval({ outdatedAt: START }), 'A')], []],
    ['none that has lapsed', [as(closedApproval({ validity: 'lapsed' }), 'A')], []],
    [
      'each of several',
      [as(closedApproval(), 'A', 1), as(closedApproval(), 'B', 2), as(open(BEN), 'C', 3)],
      ['B', 'A'],
    ],
  ])('is %s', (_what, approvals, approved) => {
    expect(toStateProperty(approvals).approved).toEqual(approved);
  });
});

describe('who is still to decide', () => {
  const decision = { kind: 'approve', at: START, via: 'jira', sequence: 1, commented: false, basis: 'd' } as const;

  it('are the accounts in open steps, each once', () => {
    expect(toStateProperty([as(open(BEN, CLEO, EVE), 'A', 1), as(open(BEN, RITA), 'B', 2)]).openApprovers).toEqual([
      'ben',
      'rita',
      'cleo',
    ]);
  });

  it('is nobody who has decided or is no longer asked, nor anybody in a step whose turn has not come', () => {
    const pending = pendingApproval([userStep([ADA]), step({ name: 'Later', asks: { type: 'user', people: [CLEO] } })]);
    const left = { reason: 'inactive', at: START } as const;
    const [first, ...later] = pending.steps;
    if (first === undefined) throw new Error('no step');
    const approvers = [approver(ADA, { decision }), approver(BEN, { left }), approver(RITA)];

    expect(toStateProperty([{ ...pending, steps: [{ ...first, approvers }, ...later] }]).openApprovers).toEqual([
      'rita',
    ]);
  });
});

it('fits into the property however many approvals and people there are', () => {
  const people = (n: number) =>
    Array.from({ length: 100 }, (_, i) => toAccountId(`712020:${n}-${i}-${'é'.repeat(20)}`));
  const approvals = Array.from({ length: 30 }, (_, n) => as(open(...people(n)), `Definition ${n}`, n));

  const property = toStateProperty([...approvals, as(closedApproval(), 'Release', 99)]);

  expect(Buffer.byteLength(JSON.stringify(property))).toBeLessThanOrEqual(32_768);
  expect(property.openApprovers.length).toBeGreaterThan(100);
  expect(property).toMatchObject({ approved: ['Release'], definitions: expect.arrayContaining(['Definition 0']) });
});
