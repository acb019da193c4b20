import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { addressOf, isExternal } from './person';
import { readPeople } from './read-people';

export type People = { nameOf: (id: string) => string; pictureOf: (id: string) => string | undefined };

/** The people behind ids, as the product shows them to the viewer. Account ids themselves are never shown. */
export function usePeople(ids: readonly string[]): People {
  const accounts = [...new Set(ids)].filter((id) => !isExternal(id)).sort();
  const { data, isPending } = useQuery({
    queryKey: ['people', accounts],
    queryFn: () => readPeople(accounts),
    enabled: accounts.length > 0,
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
  });
  const known = new Map(data?.map((person) => [person.accountId, person]));
  const stranger = isPending && accounts.length > 0 ? '…' : 'Unknown person';
  return {
    nameOf: (id) => (isExternal(id) ? addressOf(id) : (known.get(id)?.name ?? stranger)),
    pictureOf: (id) => known.get(id)?.picture,
  };
}
