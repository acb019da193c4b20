import { ADMIN, accountOf, FIELD, GROUPS, handleOf, ITEMS, PAGES, type Place } from './cast';

type Since<T> = { readonly from: number; readonly value: T };

/** What is true in the products, and since when: what was set last holds, and what was before is not forgotten. */
export type Timeline<T> = {
  set(at: number, value: T): void;
  at(at: number): T;
  between(from: number, to: number): T[];
};

function createTimeline<T>(first: T): Timeline<T> {
  const all: Since<T>[] = [{ from: Number.NEGATIVE_INFINITY, value: first }];
  const before = (at: number) => all.filter(({ from }) => from <= at).length;
  return {
    set: (at, value) => void all.push({ from: at, value }),
    at: (at) => all[before(at) - 1]?.value ?? first,
    between: (from, to) => all.slice(Math.max(0, before(from) - 1), before(to)).map(({ value }) => value),
  };
}

type People = readonly string[];

/** The world as those know it who changed it by hand. */
export type WorldLog = {
  readonly members: readonly Timeline<People>[];
  readonly field: ReadonlyMap<string, Timeline<People>>;
  readonly assignee: ReadonlyMap<string, Timeline<string | undefined>>;
  readonly editor: ReadonlyMap<string, Timeline<string>>;
  readonly active: Map<string, Timeline<boolean>>;
  /** Subjects that were deleted or put into the trash, and when. */
  readonly gone: Map<string, number>;
};

const byId = <T>(places: readonly Place[], first: () => T) =>
  new Map(places.map(({ id }) => [id, createTimeline(first())]));

export const createWorldLog = (everybody: readonly string[]): WorldLog => ({
  members: GROUPS.map(({ handles }) => createTimeline<People>(handles)),
  field: byId<People>(ITEMS, () => FIELD.handles),
  assignee: byId<string | undefined>(ITEMS, () => undefined),
  editor: byId(PAGES, () => 'gail'),
  active: new Map(everybody.map((handle) => [handle, createTimeline(true)])),
  gone: new Map(),
});

/** Who saved the definitions is told when an approval cannot go on. */
const OWNER = handleOf(ADMIN);
export const OWNER_ACCOUNT = accountOf(OWNER);
