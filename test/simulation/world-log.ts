import { ADMIN, accountOf, CHANNELS, FIELD, GROUPS, handleOf, ITEMS, PAGES, type Place } from './cast';

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
/** `at` is known, since what was written before an approval began is what it is about. */
export type Edit = { readonly text: string; readonly minor: boolean; readonly at: number };

export const labelKey = ({ id }: Pick<Place, 'id'>, label: string) => `${id} ${label}`;

/** The world as those know it who changed it by hand. */
export type WorldLog = {
  readonly members: readonly Timeline<People>[];
  readonly field: ReadonlyMap<string, Timeline<People>>;
  readonly assignee: ReadonlyMap<string, Timeline<string | undefined>>;
  readonly editor: ReadonlyMap<string, Timeline<string>>;
  /** Undefined until somebody writes another text. */
  readonly text: ReadonlyMap<string, Timeline<Edit | undefined>>;
  readonly active: Map<string, Timeline<boolean>>;
  /** When which label was put on a subject first. */
  readonly labelled: Map<string, number>;
  /** Subjects that were deleted or put into the trash, and when. */
  readonly gone: Map<string, number>;
  readonly inChannel: ReadonlyMap<string, Timeline<People>>;
  /** When the app was taken out of a channel, or the channel was archived. */
  readonly shut: { readonly channel: string; readonly at: number }[];
};

const byId = <T>(places: readonly Place[], first: () => T) =>
  new Map(places.map(({ id }) => [id, createTimeline(first())]));

export const createWorldLog = (everybody: readonly string[]): WorldLog => ({
  members: GROUPS.map(({ handles }) => createTimeline<People>(handles)),
  field: byId<People>(ITEMS, () => FIELD.handles),
  assignee: byId<string | undefined>(ITEMS, () => undefined),
  editor: byId(PAGES, () => 'gail'),
  text: byId<Edit | undefined>([...ITEMS, ...PAGES], () => undefined),
  labelled: new Map(),
  active: new Map(everybody.map((handle) => [handle, createTimeline(true)])),
  gone: new Map(),
  inChannel: new Map(CHANNELS.map(({ id, handles }) => [id, createTimeline<People>(handles)])),
  shut: [],
});

/** Who saved the definitions is told when an approval cannot go on. */
const OWNER = handleOf(ADMIN);
export const OWNER_ACCOUNT = accountOf(OWNER);
