import type { Documents } from '../documents';
import type { Group } from '../world/world';

/** The groups of the site, as one product knows them. */
export type Groups = ReturnType<typeof createGroups>;

export function createGroups(documents: Documents, product: string) {
  const groups = documents.collection<Group>(`${product}:group`);
  const all = () => groups.all().sort((a, b) => a.name.localeCompare(b.name));

  return {
    all,
    find: (id: string): Group | undefined => groups.get(id),
    named: (name: string): Group | undefined => groups.all().find((group) => group.name === name),
    of: (accountId: string): Group[] => all().filter((group) => group.members.includes(accountId)),
    seed(seeded: readonly Group[]): void {
      for (const group of seeded) groups.put(group.id, group);
    },
    setMembers(id: string, members: readonly string[]): void {
      const group = groups.get(id);
      if (group === undefined) throw new Error(`there is no group ${id}`);
      groups.put(id, { ...group, members });
    },
    clear: () => groups.clear(),
  };
}
