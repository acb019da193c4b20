import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { loadMail, loadPages, loadState, loadWorkItems, loadWorld, type Member, openSlack } from './api';

export const useWorld = () => useQuery({ queryKey: ['world'], queryFn: loadWorld });
export const useWorkItems = () => useQuery({ queryKey: ['jira'], queryFn: loadWorkItems });
export const usePages = () => useQuery({ queryKey: ['confluence'], queryFn: loadPages });
export const useMail = () => useQuery({ queryKey: ['mail'], queryFn: loadMail });
export const useSandboxState = () => useQuery({ queryKey: ['state'], queryFn: loadState });

/** What each of them sees in Slack, as far as it is known yet. */
export function useScreens(members: readonly Member[]) {
  const answers = useQueries({
    queries: members.map((member) => ({ queryKey: ['slack', member], queryFn: () => openSlack(member) })),
  });
  return answers.flatMap(({ data }) => data ?? []);
}

/** Something a visitor does to the sandbox; the page looks again at once. */
export function useAction<I, O>(act: (input: I) => Promise<O>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries() });
}
