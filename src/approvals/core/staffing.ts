import type { AccountId, DefinitionId, Instant, PersonId } from '../../shared/brand';
import type { Involved } from '../../subjects/core/model';
import type { Exclusion } from './definition';
import { activeDelegates, type DelegationRule } from './delegation';
import type { Delegate, Excluded, Staffing } from './model';

export type Found = { readonly people: readonly { readonly id: PersonId; readonly active: boolean }[] };

export type Around = {
  readonly exclude: readonly Exclusion[];
  readonly requester: AccountId;
  readonly involved: Involved;
  readonly delegations: ReadonlyMap<PersonId, readonly DelegationRule[]>;
  readonly definition: DefinitionId;
  readonly at: Instant;
  /** How many people may still be in the approval. */
  readonly room: number;
};

/** A group may hold any number of accounts that are gone: so many of them are kept in the record of the approval. */
export const MAX_LISTED_INACTIVE = 25;

/** Whom to ask among those who were found. With a problem nobody is named: too many people are never cut to some. */
export function staffingOf({ people }: Found, around: Around): Staffing {
  const barred = barredBy(around);
  const each = [...new Map(people.map((person) => [person.id, person])).values()];
  const asked = each.filter(({ id, active }) => active && !barred.has(id)).map(({ id }) => id);
  const excluded = listed(each.flatMap(({ id, active }) => excludedAs(id, active, barred)));

  const problem = problemOf({ found: each.length, asked: asked.length, room: around.room });
  if (problem !== undefined) return { people: [], excluded, problem };
  return { people: asked.map((id) => ({ id, delegates: delegatesOf(id, asked, barred, around) })), excluded };
}

type Barred = ReadonlyMap<PersonId, Exclusion>;

function barredBy({ exclude, requester, involved }: Around): Barred {
  const barred = new Map<PersonId, Exclusion>();
  for (const because of exclude) {
    const id = because === 'requester' ? requester : involved[because];
    if (id !== undefined && !barred.has(id)) barred.set(id, because);
  }
  return barred;
}

function excludedAs(id: PersonId, active: boolean, barred: Barred): readonly Excluded[] {
  const because = barred.get(id) ?? (active ? undefined : 'inactive');
  return because === undefined ? [] : [{ id, because }];
}

function listed(excluded: readonly Excluded[]): readonly Excluded[] {
  const inactive = excluded.filter(({ because }) => because === 'inactive');
  const unlisted = new Set(inactive.slice(MAX_LISTED_INACTIVE));
  return excluded.filter((each) => !unlisted.has(each));
}

function problemOf({ found, asked, room }: { found: number; asked: number; room: number }): Staffing['problem'] {
  if (found === 0) return 'nobody-to-ask';
  if (asked === 0) return 'nobody-active';
  return asked > room ? 'too-many-people' : undefined;
}

/** Nobody who is asked gets a second voice by delegation, and nobody who must not decide gets one at all. */
function delegatesOf(
  person: PersonId,
  asked: readonly PersonId[],
  barred: Barred,
  { delegations, definition, at }: Around,
): readonly Delegate[] {
  const delegates = activeDelegates(delegations.get(person) ?? [], { definition, at });
  return delegates.filter(({ id }) => !barred.has(id) && !asked.includes(id));
}
