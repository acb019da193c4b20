import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, LinkView } from '../../../../src/admin/contract';
import { announce, askUser } from '../api';

const queryKey = ['link'];

export const useLink = () => useQuery({ queryKey, queryFn: () => askUser('link/get') });

export function useEnterCode() {
  const keep = useKeep('Your Slack account is linked');
  return useMutation({ mutationFn: (input: { code: string }) => askUser('link/enter', input), onSuccess: keep });
}

/** Takes nothing, but is called with something: that is how a change says that it was tried. */
export function useRemoveOwnLink() {
  const keep = useKeep('The link to your Slack account is removed');
  return useMutation({ mutationFn: (_: Record<string, never>) => askUser('link/remove'), onSuccess: keep });
}

function useKeep(title: string) {
  const queries = useQueryClient();
  return (answer: Answer<LinkView>) => {
    if (!answer.ok) return;
    queries.setQueryData(queryKey, answer);
    announce(title);
  };
}
