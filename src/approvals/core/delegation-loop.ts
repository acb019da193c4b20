import type { DefinitionId, Instant, PersonId } from '../../shared/brand';

/** What of a delegation matters to others: from when until when, for what, and to whom. */
export type Handing = {
  readonly from: Instant;
  readonly until: Instant;
  readonly definitions: 'all' | readonly DefinitionId[];
  readonly to: readonly PersonId[];
};

/** So many people are followed; whoever is further away than that is not found. */
export const MAX_FOLLOWED = 100;

/** Both hold at some time for some definition. */
export const meets = (one: Handing, other: Handing): boolean =>
  one.from < other.until &&
  other.from < one.until &&
  (one.definitions === 'all' ||
    other.definitions === 'all' ||
    one.definitions.some((each) => other.definitions.includes(each)));

/** Those whom somebody delegates to, by rules that hold at some time and for something together with `handing`. */
export const namedBy = (handing: Handing, rules: readonly Handing[]): readonly PersonId[] =>
  rules.flatMap((rule) => (meets(handing, rule) ? rule.to : []));

/**
 * Whether there is a time and a definition for which delegations lead from the person through `draft` back to them.
 * Rules change only where one of them starts or ends, so it is enough to look when one starts; and definitions that no
 * rule names are all alike.
 */
export function leadsBack(
  draft: Handing & { readonly person: PersonId },
  rulesOf: (person: PersonId) => readonly Handing[],
): boolean {
  const around = follow(draft, rulesOf);
  const rules = [...around.values()].flat();
  if (!rules.some(({ to }) => to.includes(draft.person))) return false;

  const starts = new Set(rules.map(({ from }) => Math.max(from, draft.from)));
  const definitions = new Set(draft.definitions === 'all' ? [undefined, ...rules.flatMap(named)] : draft.definitions);
  return [...starts].some((at) => [...definitions].some((definition) => returns(draft, around, { at, definition })));
}

type Followed = ReadonlyMap<PersonId, readonly Handing[]>;

/** The rules of everybody who can be reached and that hold at some time together with the draft. */
function follow(draft: Handing & { person: PersonId }, rulesOf: (person: PersonId) => readonly Handing[]): Followed {
  const around = new Map<PersonId, readonly Handing[]>();
  // What is added while the set is walked through is walked through too.
  const reached = new Set<PersonId>(draft.to);
  for (const person of reached) {
    if (person === draft.person || around.size >= MAX_FOLLOWED) continue;
    const rules = rulesOf(person).filter((rule) => meets(rule, draft));
    around.set(person, rules);
    for (const each of namedBy(draft, rules)) reached.add(each);
  }
  return around;
}

function returns(
  draft: Handing & { person: PersonId },
  around: Followed,
  { at, definition }: { at: Instant; definition: DefinitionId | undefined },
): boolean {
  const reached = new Set<PersonId>(draft.to.filter((each) => each !== draft.person));
  for (const person of reached) {
    const holding = (around.get(person) ?? []).filter((rule) => holds(rule, at, definition));
    for (const each of holding.flatMap(({ to }) => to)) reached.add(each);
  }
  return reached.has(draft.person);
}

const holds = ({ from, until, definitions }: Handing, at: Instant, definition: DefinitionId | undefined) =>
  from <= at && at < until && (definitions === 'all' || (definition !== undefined && definitions.includes(definition)));

const named = ({ definitions }: Handing): readonly DefinitionId[] => (definitions === 'all' ? [] : definitions);
