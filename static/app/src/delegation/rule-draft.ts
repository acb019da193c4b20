import type { DelegationView } from '../../../../src/admin/contract';
import type { Input } from '../approval/use-change';
import { addressOf, isExternal, type Person } from '../people/person';
import type { People } from '../people/use-people';
import { beginOf, endOf, lastDayOf, toDay } from './away-ends';

export type Choice = { id: string; name: string };

/** A rule while it is edited: days where the person is, the last one included. */
export type RuleDraft = {
  id?: string;
  firstDay: string;
  lastDay: string;
  /** When the rule began or begins exactly; kept while its first day is not changed. */
  from?: number;
  to: readonly Person[];
  definitions: 'all' | readonly Choice[];
};

export function emptyRule(now: Date): RuleDraft {
  return { firstDay: toDay(now), lastDay: lastDayOf('week', now), to: [], definitions: 'all' };
}

export function toDraft(rule: DelegationView, people: People, names: readonly Choice[]): RuleDraft {
  const { id, from, until, to, definitions } = rule;
  return {
    id,
    firstDay: toDay(new Date(from)),
    lastDay: toDay(new Date(until - 1)),
    from,
    to: to.map((accountId) => ({ accountId, name: people.nameOf(accountId) })),
    definitions: definitions === 'all' ? 'all' : definitions.map((each) => toChoice(each, names)),
  };
}

const toChoice = (id: string, names: readonly Choice[]): Choice =>
  names.find((each) => each.id === id) ?? { id, name: 'A definition that is gone' };

type Faults = { from?: string; until?: string; to?: string; definitions?: string };

/** What can be said before asking. */
export function faultsOf({ firstDay, lastDay, to, definitions }: RuleDraft): Faults {
  return {
    from: beginOf(firstDay) === undefined ? 'Choose the first day.' : undefined,
    until: endOf(lastDay) === undefined ? 'Choose the last day.' : undefined,
    to: to.length === 0 ? 'Choose who decides in your place.' : undefined,
    definitions: definitions.length === 0 ? 'Choose at least one approval, or all.' : undefined,
  };
}

/** A rule for today begins now. Undefined where a day is missing. */
export function toInput(
  { id, firstDay, lastDay, from, to, definitions }: RuleDraft,
  now: Date,
): Input<'delegations/save'> | undefined {
  const begin = beginOf(firstDay);
  const until = endOf(lastDay);
  if (begin === undefined || until === undefined) return undefined;
  const kept = from !== undefined && toDay(new Date(from)) === firstDay ? from : undefined;
  return {
    ...(id === undefined ? {} : { id }),
    from: kept ?? (firstDay === toDay(now) ? now.getTime() : begin),
    until,
    definitions: definitions === 'all' ? 'all' : definitions.map((each) => each.id),
    to: to.map(({ accountId }) => (isExternal(accountId) ? addressOf(accountId) : accountId)),
  };
}
