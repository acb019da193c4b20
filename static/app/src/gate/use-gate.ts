import { useQuery } from '@tanstack/react-query';
import type { Answer, DefinitionSummary } from '../../../../src/admin/contract';
import { askAdmin, loadContext } from '../api';
import { parseRule } from './rule';

/** What a rule was set to, as far as it is still known. */
export type Chosen = { status: 'none' } | { status: 'gone' } | { status: 'known'; definition: DefinitionSummary };
export type Gate = { isReadOnly: boolean; chosen: Chosen; definitions: readonly DefinitionSummary[] };

/** Asked once: a choice that somebody is making is not overtaken by what is loaded later. */
export const useGate = () =>
  useQuery({ queryKey: ['gate'], queryFn: loadGate, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });

async function loadGate(): Promise<Answer<Gate>> {
  const { rule } = await loadContext();
  const active = await askAdmin('definitions/list', {});
  if (!active.ok) return active;
  const chosen = await find(parseRule(rule.configuration), active.value);
  if (!chosen.ok) return chosen;
  return {
    ok: true,
    value: { isReadOnly: rule.entryPoint === 'view', chosen: chosen.value, definitions: active.value },
  };
}

/** What is archived has to be asked for. */
async function find(id: string | undefined, active: readonly DefinitionSummary[]): Promise<Answer<Chosen>> {
  if (id === undefined) return { ok: true, value: { status: 'none' } };
  const among = (list: readonly DefinitionSummary[]) => list.find((each) => each.id === id);
  const known = among(active);
  if (known !== undefined) return { ok: true, value: { status: 'known', definition: known } };
  const archived = await askAdmin('definitions/list', { archived: true });
  if (!archived.ok) return archived;
  const definition = among(archived.value);
  return { ok: true, value: definition === undefined ? { status: 'gone' } : { status: 'known', definition } };
}
