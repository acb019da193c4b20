import { createRandom } from '../../sandbox/forge/random';

export type Random = ReturnType<typeof createDice>;

/** Everything that is left to chance, decided by one seed. */
export function createDice(seed: number) {
  const next = createRandom(seed);
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));

  function pick<T>(list: readonly T[]): T {
    const chosen = list[int(0, list.length - 1)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  }

  return {
    int,
    pick,
    chance: (probability: number): boolean => next() < probability,
    some: <T>(list: readonly T[], count: number): T[] => shuffled(list, int).slice(0, count),

    weighted<T extends { readonly weight: number }>(list: readonly T[]): T {
      let rest = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const each of list) {
        rest -= each.weight;
        if (rest < 0) return each;
      }
      return pick(list);
    },
  };
}

function shuffled<T>(list: readonly T[], int: (from: number, to: number) => number): T[] {
  const left = [...list];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(int(0, left.length - 1), 1));
  return order;
}
