import type { AdminApi, DefinitionSummary } from '../../../../../src/admin/contract';
import type { Person } from '../../people/person';
import type { People } from '../../people/use-people';

/** A definition while it is edited. `key` tells its steps apart when one in the middle goes. */
export type DraftStep = { key: string; name: string; approvers: readonly Person[]; quorum: 'all' | 'any' };
export type Draft = { id?: string; name: string; steps: readonly DraftStep[] };

export const emptyStep = (): DraftStep => ({ key: crypto.randomUUID(), name: '', approvers: [], quorum: 'all' });

export const emptyDraft = (): Draft => ({ name: '', steps: [{ ...emptyStep(), name: 'Approval' }] });

export function toDraft({ id, name, steps }: DefinitionSummary, people: People): Draft {
  const toPerson = (accountId: string): Person => ({ accountId, name: people.nameOf(accountId) });
  return {
    id,
    name,
    steps: steps.map((step) => ({ ...step, key: crypto.randomUUID(), approvers: step.approvers.map(toPerson) })),
  };
}

export function toInput({ id, name, steps }: Draft): Parameters<AdminApi['definitions/save']>[0] {
  return {
    ...(id === undefined ? {} : { id }),
    name: name.trim(),
    steps: steps.map((step) => ({
      name: step.name.trim(),
      approvers: step.approvers.map(({ accountId }) => accountId),
      quorum: step.quorum,
    })),
  };
}
