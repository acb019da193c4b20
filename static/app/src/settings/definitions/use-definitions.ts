import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdminApi } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

type Input<K extends keyof AdminApi> = Parameters<AdminApi[K]>[0];

const LISTS = ['definitions', 'list'];

export function useDefinitions(archived: boolean, enabled = true) {
  return useQuery({
    queryKey: [...LISTS, archived],
    queryFn: () => askAdmin('definitions/list', { archived }),
    enabled,
  });
}

/** Loaded anew each time the editor opens, and not again while somebody edits it. */
export function useDefinition(id: string) {
  return useQuery({
    queryKey: ['definitions', 'one', id],
    queryFn: () => askAdmin('definitions/get', { id }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSaveDefinition() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'definitions/save'>) => askAdmin('definitions/save', input),
    onSuccess: async (answer) => {
      if (!answer.ok) return;
      announce(`“${answer.value.form.name}” is saved`);
      await queries.invalidateQueries({ queryKey: LISTS });
    },
  });
}

export function useCheckDefinition() {
  return useMutation({
    mutationFn: (definition: unknown) => askAdmin('definitions/check', { definition }),
  });
}

export function useArchiveDefinition() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'definitions/archive'>) => askAdmin('definitions/archive', input),
    onSuccess: async (answer) => {
      if (!answer.ok) return;
      announce(answer.value.archived ? `“${answer.value.name}” is archived` : `“${answer.value.name}” is back`);
      await queries.invalidateQueries({ queryKey: LISTS });
    },
  });
}

export function useExportDefinition() {
  return useMutation({ mutationFn: (input: Input<'definitions/export'>) => askAdmin('definitions/export', input) });
}

export function useGallery() {
  return useQuery({
    queryKey: ['definitions', 'gallery'],
    queryFn: () => askAdmin('definitions/gallery'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
