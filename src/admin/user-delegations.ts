import * as z from 'zod';
import type { Definition } from '../approvals/core/definition';
import { type DelegationDraft, type DelegationRule, MAX_DELEGATES } from '../approvals/core/delegation';
import type { AccountId, Instant, PersonId } from '../shared/brand';
import type { InputIssue } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { answered, refused, refusedFor, type Served } from './answer';
import type { Answer, DelegationView, UserApi } from './contract';
import { definitionId, person } from './inputs';
import type { Viewer } from './viewer';
import { NO_DELEGATION } from './words-refused';

type Refusal = { readonly type: 'faults'; readonly faults: readonly InputIssue[] } | { readonly type: 'gone' };

export type Deps = {
  now: () => Instant;
  delegations: {
    rulesOf(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, readonly DelegationRule[]>>;
    save(whose: PersonId, draft: DelegationDraft, by: AccountId): Promise<Result<unknown, Refusal>>;
    remove(whose: PersonId, id: string): Promise<Result<unknown, Refusal>>;
  };
  /** What the person is asked now has to be looked up again. */
  delegationsChanged: (whose: PersonId) => Promise<void>;
  definitions: { list(): Promise<readonly Definition[]> };
};

const MAX_NAMED = 200;

const ruleId = z.string().min(1, 'must name a delegation').max(100, 'must be at most 100 characters');
const saveInput = z.object({
  id: ruleId.optional(),
  from: z.number(),
  until: z.number(),
  definitions: z.union(
    [z.literal('all'), z.array(definitionId).max(MAX_NAMED)],
    'must be all, or a list of definitions',
  ),
  to: z.array(person).max(MAX_NAMED, `must name at most ${MAX_DELEGATES} people`),
});
const removeInput = z.object({ id: ruleId });

type Calls = Pick<
  Served<UserApi, Viewer>,
  'delegations/list' | 'delegations/save' | 'delegations/remove' | 'definitions/names'
>;

/** Everybody's own delegations: whose they are comes from the platform. */
export function createUserDelegations({ now, delegations, delegationsChanged, definitions }: Deps): Calls {
  async function list({ accountId }: Viewer): Promise<Answer<readonly DelegationView[]>> {
    const rules = (await delegations.rulesOf([accountId])).get(accountId) ?? [];
    const at = now();
    return answered([...rules].sort((one, other) => one.from - other.from).map((rule) => toView(rule, at)));
  }

  async function save(viewer: Viewer, payload: unknown): Promise<Answer<readonly DelegationView[]>> {
    const { id, ...rest } = parseOrThrow(saveInput, payload, 'delegation');
    const draft = id === undefined ? rest : { ...rest, id };
    return after(viewer, await delegations.save(viewer.accountId, draft, viewer.accountId));
  }

  async function remove(viewer: Viewer, payload: unknown): Promise<Answer<readonly DelegationView[]>> {
    const { id } = parseOrThrow(removeInput, payload, 'delegation');
    return after(viewer, await delegations.remove(viewer.accountId, id));
  }

  async function after(viewer: Viewer, done: Result<unknown, Refusal>): Promise<Answer<readonly DelegationView[]>> {
    if (!done.ok) return done.error.type === 'gone' ? refused(NO_DELEGATION, 'id') : refusedFor(done.error.faults);
    await delegationsChanged(viewer.accountId);
    return list(viewer);
  }

  async function names(): Promise<Answer<readonly { id: string; name: string }[]>> {
    return answered((await definitions.list()).map(({ id, name }) => ({ id, name })));
  }

  return {
    'delegations/list': list,
    'delegations/save': save,
    'delegations/remove': remove,
    'definitions/names': names,
  };
}

function toView({ id, from, until, definitions, to }: DelegationRule, at: Instant): DelegationView {
  return { id, from, until, definitions, to, state: stateOf({ from, until }, at) };
}

function stateOf({ from, until }: Pick<DelegationRule, 'from' | 'until'>, at: Instant): DelegationView['state'] {
  if (at < from) return 'coming';
  return at < until ? 'active' : 'over';
}
