export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, each) => each !== index);

/** Past an end of the list nothing moves. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const target = index + by;
  if (target < 0 || target >= list.length) return next;
  next.splice(target, 0, ...next.splice(index, 1));
  return next;
}

export const inserted = <T>(list: readonly T[], index: number, item: T): T[] => list.toSpliced(index, 0, item);
