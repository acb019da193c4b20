import type { DelegationRule } from '../../src/approvals/core/delegation';
import { type AccountId, type PersonId, toAccountId } from '../../src/shared/brand';
import { DAY_MS } from '../support/builders';
import { START } from '../support/fake-ports';

const ADMIN: AccountId = toAccountId('amy');

/** For a day from the start, for everything, under an id that tells who delegates. */
export const rule = (
  person: PersonId,
  to: readonly PersonId[],
  more: Partial<DelegationRule> = {},
): DelegationRule => ({
  id: `dlg-${person}`,
  person,
  to,
  from: START,
  until: START + DAY_MS,
  definitions: 'all',
  createdAt: START,
  createdBy: ADMIN,
  ...more,
});

export const delegations = (rules: readonly DelegationRule[]): ReadonlyMap<PersonId, readonly DelegationRule[]> =>
  new Map(rules.map(({ person }) => [person, rules.filter((each) => each.person === person)]));
