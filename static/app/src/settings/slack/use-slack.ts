import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdminApi } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

const queryKey = ['slack'];

export function useSlack() {
  return useQuery({ queryKey, queryFn: () => askAdmin('slack/get') });
}

export function useConnectSlack() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Parameters<AdminApi['slack/connect']>[0]) => askAdmin('slack/connect', input),
    onSuccess: (answer) => {
      if (!answer.ok) return;
      queries.setQueryData(queryKey, answer);
      announce(`Baton is connected to ${answer.value.connection?.teamName ?? 'Slack'}`);
    },
  });
}
