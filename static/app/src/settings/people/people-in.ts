import type { AdminApi, PersonView } from '../../../../../src/admin/contract';

type Page = ReturnType<AdminApi['people/list']>;

/** A person who comes on several pages stands where they came first. */
export function peopleIn(pages: readonly Page[]): readonly PersonView[] {
  const people = new Map<string, PersonView>();
  for (const person of pages.flatMap((page) => (page.ok ? page.value.people : []))) {
    if (!people.has(person.accountId)) people.set(person.accountId, person);
  }
  return [...people.values()];
}
