import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdminApi } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

const queryKey = ['definitions'];

export function useDefinitions() {
  return useQuery({ queryKey, queryFn: () => askAdmin('definitions/list') });
}

export function useSaveDefinition() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Parameters<AdminApi['definitions/save']>[0]) => askAdmin('definitions/save', input),
    onSuccess: async (answer) => {
      if (!answer.ok) return;
      announce(`“${answer.value.name}” is saved`);
      await queries.invalidateQueries({ queryKey });
    },
  });
}
