import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, DelegationView } from '../../../../src/admin/contract';
import { announce, askUser } from '../api';
import type { Input } from '../approval/use-change';

const queryKey = ['delegations'];

export const useDelegations = () => useQuery({ queryKey, queryFn: () => askUser('delegations/list') });

export const useDefinitionNames = () =>
  useQuery({ queryKey: ['definition-names'], queryFn: () => askUser('definitions/names'), staleTime: 60_000 });

export const useSaveRule = () =>
  useRules((input: Input<'delegations/save'>) => askUser('delegations/save', input), 'Saved. They can decide for you.');

export const useRemoveRule = () =>
  useRules((input: Input<'delegations/remove'>) => askUser('delegations/remove', input), 'The rule is removed');

/** Both answer all the rules as they are now. */
function useRules<I>(ask: (input: I) => Promise<Answer<readonly DelegationView[]>>, done: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSuccess: (answer) => {
      if (!answer.ok) return;
      announce(done);
      queries.setQueryData(queryKey, answer);
    },
  });
}
