/** Steps have no id of their own and keep their order: their number tells them apart. */
export const numbered = <T>(items: readonly T[]): { number: number; item: T }[] =>
  items.map((item, index) => ({ number: index + 1, item }));
