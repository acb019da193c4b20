import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { readJira } from '../api';
import { type Person, parsePeople } from './person';

/** Well below what Jira takes in one call, so that the address stays short. */
const PER_CALL = 50;

export type People = { nameOf: (accountId: string) => string; pictureOf: (accountId: string) => string | undefined };

/** The people behind account ids, as Jira shows them to the viewer. Ids themselves are never shown. */
export function usePeople(accountIds: readonly string[]): People {
  const ids = [...new Set(accountIds)].sort();
  const { data, isPending } = useQuery({
    queryKey: ['people', ids],
    queryFn: () => loadPeople(ids),
    enabled: ids.length > 0,
    staleTime: 10 * 60_000,
    placeholderData: keepPreviousData,
  });
  const known = new Map(data?.map((person) => [person.accountId, person]));
  const stranger = isPending && ids.length > 0 ? '…' : 'Unknown person';
  return {
    nameOf: (id) => known.get(id)?.name ?? stranger,
    pictureOf: (id) => known.get(id)?.picture,
  };
}

async function loadPeople(ids: readonly string[]): Promise<Person[]> {
  const calls: Promise<unknown>[] = [];
  for (let from = 0; from < ids.length; from += PER_CALL) {
    const some = ids.slice(from, from + PER_CALL);
    const query = some.map((id) => `accountId=${encodeURIComponent(id)}`).join('&');
    calls.push(readJira(`/rest/api/3/user/bulk?${query}&maxResults=${some.length}`));
  }
  return (await Promise.all(calls)).flatMap((answer) => parsePeople(isObject(answer) ? answer.values : undefined));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
