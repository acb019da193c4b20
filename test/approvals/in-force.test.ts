import { expect, it } from 'vitest';
import { inForce } from '../../src/approvals/core/in-force';
import { toApprovalId, toDefinitionId } from '../../src/shared/brand';
import { START } from '../support/fake-ports';
import { closedApproval, pendingApproval } from '../support/running-approvals';

const old = closedApproval({ id: toApprovalId('apr-old'), startedAt: START });
const definition = old.definition.id;
const renewal = {
  ...pendingApproval(),
  id: toApprovalId('apr-new'),
  definition: old.definition,
  startedAt: START + 1,
  follows: old.id,
};
const { follows: _, ...another } = renewal;

it.each([
  ['is the newest', [old, another], another],
  ['stays the one that is being renewed as long as it holds', [old, renewal], old],
  ['is the renewal when the old one is outdated', [{ ...old, outdatedAt: START }, renewal], renewal],
  ['is the renewal when the old one has lapsed', [{ ...old, validity: 'lapsed' as const }, renewal], renewal],
  [
    'is the renewal once it is decided',
    [old, { ...old, id: renewal.id, startedAt: START + 1, follows: old.id }],
    undefined,
  ],
  ['is none where there is none', [], undefined],
])('the approval that counts %s', (_what, approvals, counts) => {
  const found = inForce(approvals, definition);

  expect(found?.id).toBe(counts?.id ?? approvals.at(-1)?.id);
});

it('is of the definition that was asked for', () => {
  expect(inForce([old], toDefinitionId('def-other'))).toBeUndefined();
});
