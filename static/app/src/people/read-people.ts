import { loadContext, readConfluence, readJira } from '../api';
import { type Person, parsePeople } from './person';

/** Well below what the products take in one call, so that the address stays short. */
const PER_CALL = 50;

/** The people behind account ids, as the product shows them to the viewer. */
export async function readPeople(ids: readonly string[]): Promise<Person[]> {
  const { product } = await loadContext();
  const calls: Promise<Person[]>[] = [];
  for (let from = 0; from < ids.length; from += PER_CALL) calls.push(READ[product](ids.slice(from, from + PER_CALL)));
  return (await Promise.all(calls)).flat();
}

const READ = {
  jira: async (ids: readonly string[]) =>
    parsePeople(listIn(await readJira(`/rest/api/3/user/bulk?${toQuery(ids)}&maxResults=${ids.length}`), 'values')),
  confluence: async (ids: readonly string[]) =>
    parsePeople(listIn(await readConfluence(`/wiki/rest/api/user/bulk?${toQuery(ids)}`), 'results')),
};

/** Only Jira finds people by their names. */
export async function searchPeople(text: string): Promise<Person[]> {
  const found = await readJira(`/rest/api/3/user/search?query=${encodeURIComponent(text)}&maxResults=20`);
  return parsePeople(found, { present: true });
}

const toQuery = (ids: readonly string[]) => ids.map((id) => `accountId=${encodeURIComponent(id)}`).join('&');

const listIn = (answer: unknown, name: string): unknown =>
  typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined;
