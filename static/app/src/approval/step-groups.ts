type Numbered<T> = { number: number; item: T };

/** Steps that run at the same time, together; each keeps its number in the whole. */
export function toGroups<T extends { together: boolean }>(steps: readonly T[]): Numbered<T>[][] {
  const groups: Numbered<T>[][] = [];
  for (const [index, item] of steps.entries()) {
    const step = { number: index + 1, item };
    const last = groups.at(-1);
    if (item.together && last !== undefined) last.push(step);
    else groups.push([step]);
  }
  return groups;
}
