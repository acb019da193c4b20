import { useQuery } from '@tanstack/react-query';
import type { Answer, Choice } from '../../../../../../src/admin/contract';
import { askAdmin } from '../../../api';

const FEW_MINUTES = 5 * 60_000;

export type Search = (text: string) => Promise<Answer<readonly Choice[]>>;

/** What there is to choose from, and in words why it could not be looked up. */
export type Choices<C extends Choice = Choice> = { list: readonly C[]; isLoading: boolean; trouble?: string };

export const UNANSWERED = 'What there is to choose from could not be looked up. Try again in a moment.';

export const findGroups: Search = (query) => askAdmin('choices/groups', { query });
export const findProjects: Search = async (query) => withKeys(await askAdmin('choices/projects', { query }));
export const findSpaces: Search = async (query) => withKeys(await askAdmin('choices/spaces', { query }));

export function useFields(): Choices<Choice & { people: boolean }> {
  const fields = useQuery({
    queryKey: ['choices', 'fields'],
    queryFn: () => askAdmin('choices/fields'),
    staleTime: FEW_MINUTES,
  });
  return toChoices(fields);
}

export function useRoles(project: string): Choices {
  const roles = useQuery({
    queryKey: ['choices', 'roles', project],
    queryFn: () => askAdmin('choices/roles', { project }),
    enabled: project !== '',
    staleTime: FEW_MINUTES,
  });
  return toChoices(roles);
}

type Asked<C> = { data: Answer<readonly C[]> | undefined; isError: boolean; isFetching: boolean };

export function toChoices<C extends Choice>({ data, isError, isFetching }: Asked<C>): Choices<C> {
  if (data === undefined) return { list: [], isLoading: isFetching, ...(isError ? { trouble: UNANSWERED } : {}) };
  return data.ok ? { list: data.value, isLoading: false } : { list: [], isLoading: isFetching, trouble: data.error };
}

const withKeys = (answer: Answer<readonly Choice[]>): Answer<readonly Choice[]> =>
  answer.ok ? { ok: true, value: answer.value.map(withKey) } : answer;

const withKey = ({ id, name }: Choice): Choice => ({ id, name: name === id ? id : `${name} (${id})` });
