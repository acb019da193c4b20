import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApiView } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

const queryKey = ['api'];

export function useApi() {
  return useQuery({ queryKey, queryFn: () => askAdmin('api/get') });
}

export function useCreateToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (_: Record<string, never>) => askAdmin('api/create-token'),
    onSuccess: (answer) => {
      if (answer.ok) queries.setQueryData(queryKey, { ok: true, value: withoutSecret(answer.value) });
    },
    // The secret stays nowhere once the page that shows it is gone.
    gcTime: 0,
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (_: Record<string, never>) => askAdmin('api/revoke-token'),
    onSuccess: (answer) => {
      if (!answer.ok) return;
      queries.setQueryData(queryKey, answer);
      announce('The token no longer works');
    },
  });
}

const withoutSecret = ({ url, token }: ApiView): ApiView => ({ url, ...(token === undefined ? {} : { token }) });
