import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, DigestView } from '../../../../src/admin/contract';
import { announce, askUser } from '../api';
import type { DigestDraft } from './digest-draft';

const queryKey = ['digest'];

export const useDigest = () => useQuery({ queryKey, queryFn: () => askUser('digest/get') });

export function useSaveDigest() {
  const keep = useKeep('Your daily digest is saved');
  return useMutation({ mutationFn: (input: DigestDraft) => askUser('digest/save', input), onSuccess: keep });
}

/** Takes nothing, but is called with something: that is how a change says that it was tried. */
export function useTurnOffDigest() {
  const keep = useKeep('Your daily digest is turned off');
  return useMutation({ mutationFn: (_: Record<string, never>) => askUser('digest/turn-off'), onSuccess: keep });
}

function useKeep(title: string) {
  const queries = useQueryClient();
  return (answer: Answer<DigestView>) => {
    if (!answer.ok) return;
    queries.setQueryData(queryKey, answer);
    announce(title);
  };
}
