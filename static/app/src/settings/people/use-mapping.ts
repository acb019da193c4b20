import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PeopleSettings } from '../../../../../src/admin/contract';
import { announce, askAdmin } from '../../api';

const LIST_KEY = ['who-is-who'];
const SETTINGS_KEY = ['people-settings'];

export function useWhoIsWho() {
  return useInfiniteQuery({
    queryKey: LIST_KEY,
    queryFn: ({ pageParam }) => askAdmin('people/list', { cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.ok ? page.value.cursor : undefined),
  });
}

export const usePeopleSettings = () => useQuery({ queryKey: SETTINGS_KEY, queryFn: () => askAdmin('people/settings') });

export function useSavePeopleSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: PeopleSettings) => askAdmin('people/save-settings', input),
    onSuccess: (answer) => {
      if (!answer.ok) return;
      queries.setQueryData(SETTINGS_KEY, answer);
      announce('Who may act from Slack is saved');
    },
  });
}

export function useImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { csv: string; apply: boolean }) => askAdmin('people/import', input),
    onSuccess: (answer, { apply }) => {
      if (!answer.ok || !apply) return undefined;
      announce('The file is imported');
      return queries.invalidateQueries({ queryKey: LIST_KEY });
    },
  });
}

/** Takes nothing, but is called with something: that is how a change says that it was tried. */
export const useExport = () => useMutation({ mutationFn: (_: Record<string, never>) => askAdmin('people/export') });

export function useRemoveLink() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { accountId: string }) => askAdmin('people/remove', input),
    onSuccess: (answer) => {
      if (!answer.ok) return undefined;
      announce('The link is removed');
      return queries.invalidateQueries({ queryKey: LIST_KEY });
    },
  });
}
