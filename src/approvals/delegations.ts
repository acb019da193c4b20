import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Clock, EntityValue, Ids, Store, StoreRef } from '../ports';
import { type AccountId, type Instant, type PersonId, toAccountId, toDefinitionId, toPersonId } from '../shared/brand';
import { ConflictError, type InputIssue } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { err, ok, type Result } from '../shared/result';
import { checkDelegation, type DelegationDraft, type DelegationRule } from './core/delegation';
import { MAX_FOLLOWED, namedBy } from './core/delegation-loop';

const person = z.string().transform(toPersonId);
const rule = z.object({
  id: z.string(),
  person,
  from: z.number(),
  until: z.number(),
  definitions: z.union([z.literal('all'), z.array(z.string().transform(toDefinitionId))]),
  to: z.array(person),
  createdAt: z.number(),
  createdBy: z.string().transform(toAccountId),
});
const record = z.object({
  version: z.number(),
  data: z.object({ v: z.literal(1), person, rules: z.array(rule) }),
});

type Rules = ReadonlyMap<PersonId, readonly DelegationRule[]>;
type Kept = { readonly version: number; readonly rules: readonly DelegationRule[] };
/** What becomes of a person's rules, with the rule that it is about. */
type Change = { readonly next: readonly DelegationRule[]; readonly about: DelegationRule };

export type DelegationRefusal =
  | { readonly type: 'faults'; readonly faults: readonly InputIssue[] }
  | { readonly type: 'gone' };

const ATTEMPTS = 6;

/** One record for each person who ever delegated. Rules that have ended are dropped when it is written. */
export function createDelegations({ store, ids, clock }: { store: Store; ids: Ids; clock: Clock }) {
  const refs = (people: readonly PersonId[]): readonly StoreRef[] =>
    [...new Set(people)].map((each) => ({ entity: 'delegation', key: keyOf(each) }));

  /** Out of what was read with `refs`. Whoever has no rules is missing. */
  const rulesIn = (people: readonly PersonId[], values: ReadonlyMap<string, unknown>): Rules =>
    new Map(
      people.flatMap((each) => {
        const value = values.get(keyOf(each));
        return value === undefined ? [] : [[each, toKept(value).rules] as const];
      }),
    );

  async function rulesOf(people: readonly PersonId[]): Promise<Rules> {
    return people.length === 0 ? new Map() : rulesIn(people, await store.getMany(refs(people)));
  }

  /** With the `id` of a rule that the person has, the draft replaces it. */
  async function save(
    whose: PersonId,
    draft: DelegationDraft,
    by: AccountId,
  ): Promise<Result<DelegationRule, DelegationRefusal>> {
    const at = clock.now();
    const followed = await follow(draft);
    return change(whose, at, ({ rules }) => {
      const replaced = rules.find(({ id }) => id === draft.id);
      if (draft.id !== undefined && replaced === undefined) return err({ type: 'gone' });

      const around = { existing: rules, at, rulesOf: (each: PersonId) => followed.get(each) ?? [] };
      const checked = checkDelegation({ ...draft, person: whose }, around);
      if (!checked.ok) return err({ type: 'faults', faults: checked.error });
      const about = toRule({ ...draft, id: replaced?.id ?? ids.next('dlg') }, { person: whose, at, by });
      return ok({ next: [...rules.filter((each) => each !== replaced), about], about });
    });
  }

  /** Answers the rule that was there. */
  const remove = (whose: PersonId, ruleId: string): Promise<Result<DelegationRule, DelegationRefusal>> =>
    change(whose, clock.now(), ({ rules }) => {
      const about = rules.find(({ id }) => id === ruleId);
      return about === undefined ? err({ type: 'gone' }) : ok({ next: rules.filter((each) => each !== about), about });
    });

  async function change(
    whose: PersonId,
    at: Instant,
    decide: (kept: Kept) => Result<Change, DelegationRefusal>,
  ): Promise<Result<DelegationRule, DelegationRefusal>> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const value = await store.getEntity('delegation', keyOf(whose));
      const kept = value === undefined ? { version: 0, rules: [] } : toKept(value);
      const decided = decide(kept);
      if (!decided.ok) return decided;
      const rules = decided.value.next.filter(({ until }) => until > at);
      if (await write(whose, kept.version, rules)) return ok(decided.value.about);
    }
    throw new ConflictError(`delegations of a person changed ${ATTEMPTS} times while one was being saved`);
  }

  async function write(whose: PersonId, version: number, rules: readonly DelegationRule[]): Promise<boolean> {
    const key = keyOf(whose);
    const value: EntityValue = { version: version + 1, data: { v: 1, person: whose, rules } };
    return version === 0
      ? (await store.createEntity('delegation', key, value)) === 'created'
      : (await store.commit([{ entity: 'delegation', key, value, ifVersion: version }])) === 'committed';
  }

  /** The rules of everybody whom the draft leads to, one read for each step away from it. */
  async function follow(draft: DelegationDraft): Promise<Rules> {
    const followed = new Map<PersonId, readonly DelegationRule[]>();
    let next: readonly PersonId[] = draft.to;
    while (next.length > 0 && followed.size < MAX_FOLLOWED) {
      const met = next.slice(0, MAX_FOLLOWED - followed.size);
      const found = await rulesOf(met);
      for (const each of met) followed.set(each, found.get(each) ?? []);
      const named = new Set(met.flatMap((each) => namedBy(draft, found.get(each) ?? [])));
      next = [...named].filter((each) => !followed.has(each));
    }
    return followed;
  }

  return { refs, rulesIn, rulesOf, save, remove };
}

/** An e-mail address cannot be a key, and need not be one. */
const keyOf = (id: PersonId) =>
  /^[a-zA-Z0-9:._-]{1,128}$/.test(id) ? id : `#${createHash('sha256').update(id).digest('hex')}`;

function toKept(value: unknown): Kept {
  const { version, data } = readOrThrow(record, value, 'stored delegations');
  return { version, rules: data.rules };
}

const toRule = (
  { id, from, until, definitions, to }: DelegationDraft & { id: string },
  made: { person: PersonId; at: Instant; by: AccountId },
): DelegationRule => ({
  id,
  person: made.person,
  from,
  until,
  definitions,
  to,
  createdAt: made.at,
  createdBy: made.by,
});
