import type { AccountId, DefinitionId, Instant, PersonId } from '../../shared/brand';
import type { InputIssue } from '../../shared/errors';
import { err, ok, type Result } from '../../shared/result';
import { leadsBack, meets } from './delegation-loop';
import type { Delegate } from './model';

/**
 * From `from` until just before `until` each of `to` may decide in the person's place; the person may go on deciding.
 * Delegation is not transitive: whom a delegate delegates to does not decide for the first person.
 */
export type DelegationRule = {
  readonly id: string;
  readonly person: PersonId;
  readonly from: Instant;
  readonly until: Instant;
  readonly definitions: 'all' | readonly DefinitionId[];
  readonly to: readonly PersonId[];
  readonly createdAt: Instant;
  readonly createdBy: AccountId;
};

/** With the `id` of a rule that exists it replaces that rule. */
export type DelegationDraft = Pick<DelegationRule, 'from' | 'until' | 'definitions' | 'to'> & { readonly id?: string };

export const MAX_DELEGATES = 10;
export const MAX_RULES = 20;
const MAX_DEFINITIONS = 100;
const LONGEST_MS = 366 * 86_400_000;

/** Those of the person's rules that hold now; somebody whom two of them name may decide until the later end. */
export function activeDelegates(
  rules: readonly DelegationRule[],
  { definition, at }: { definition: DefinitionId; at: Instant },
): readonly Delegate[] {
  const ends = new Map<PersonId, Instant>();
  for (const { to, until } of rules.filter((rule) => isActive(rule, definition, at))) {
    for (const id of to) ends.set(id, Math.max(until, ends.get(id) ?? until));
  }
  return [...ends].map(([id, until]) => ({ id, until }));
}

const isActive = ({ from, until, definitions }: DelegationRule, definition: DefinitionId, at: Instant) =>
  from <= at && at < until && (definitions === 'all' || definitions.includes(definition));

/**
 * All faults at once. `rulesOf` answers the rules of everybody who can be reached from `draft.to` by delegation, and
 * `existing` those of the person.
 */
export function checkDelegation(
  draft: DelegationDraft & { readonly person: PersonId },
  around: {
    readonly existing: readonly DelegationRule[];
    readonly rulesOf: (person: PersonId) => readonly DelegationRule[];
    readonly at: Instant;
  },
): Result<true, readonly InputIssue[]> {
  const others = around.existing.filter((rule) => rule.id !== draft.id && rule.until > around.at);
  const faults = [
    ...checkPeople(draft),
    ...checkTimes(draft, around.at),
    ...checkDefinitions(draft.definitions),
    ...checkOthers(draft, others),
    ...(leadsBack(draft, around.rulesOf)
      ? [{ field: 'to', problem: 'must not lead back to the person, by the rules of those who are named' }]
      : []),
  ];
  return faults.length === 0 ? ok(true) : err(faults);
}

function checkPeople({ person, to }: { person: PersonId; to: readonly PersonId[] }): InputIssue[] {
  const faults: InputIssue[] = to.flatMap((id, index) =>
    id === person ? [{ field: `to[${index}]`, problem: 'must be somebody else than the person' }] : [],
  );
  if (to.length === 0) faults.push({ field: 'to', problem: 'must name at least one person' });
  if (to.length > MAX_DELEGATES) faults.push({ field: 'to', problem: `must name at most ${MAX_DELEGATES} people` });
  if (new Set(to).size < to.length) faults.push({ field: 'to', problem: 'must name each person once' });
  return faults;
}

function checkTimes({ from, until }: DelegationDraft, at: Instant): InputIssue[] {
  const faults: InputIssue[] = [];
  // Said the other way round, so that what is no number is a fault too.
  if (!(until > from)) faults.push({ field: 'until', problem: 'must be after the start' });
  if (!(until > at)) faults.push({ field: 'until', problem: 'must not lie in the past' });
  if (until - from > LONGEST_MS) faults.push({ field: 'until', problem: 'must be within a year after the start' });
  return faults;
}

function checkDefinitions(definitions: DelegationDraft['definitions']): InputIssue[] {
  if (definitions === 'all') return [];
  const field = 'definitions';
  if (definitions.length === 0) return [{ field, problem: 'must name at least one definition' }];
  return definitions.length > MAX_DEFINITIONS
    ? [{ field, problem: `must name at most ${MAX_DEFINITIONS} definitions` }]
    : [];
}

function checkOthers(draft: DelegationDraft, others: readonly DelegationRule[]): InputIssue[] {
  const faults: InputIssue[] = [];
  if (others.length >= MAX_RULES) faults.push({ field: 'rules', problem: `must be at most ${MAX_RULES} for a person` });
  if (others.some((rule) => meets(rule, draft))) {
    faults.push({ field: 'from', problem: 'must not overlap with another rule for the same definition' });
  }
  return faults;
}
