import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdminApi } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

const queryKey = ['mail'];

export function useMail() {
  return useQuery({ queryKey, queryFn: () => askAdmin('mail/get') });
}

export function useSaveMail() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Parameters<AdminApi['mail/save']>[0]) => askAdmin('mail/save', input),
    onSuccess: (answer) => {
      if (!answer.ok) return;
      queries.setQueryData(queryKey, answer);
      announce('The mail settings are saved');
    },
  });
}

/** Takes nothing, but is called with something: that is how a change says that it was tried. */
export function useTestMail() {
  return useMutation({ mutationFn: (_: Record<string, never>) => askAdmin('mail/test') });
}
