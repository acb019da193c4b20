import type { Ids, Store } from '../ports';
import { type AccountId, type DefinitionId, toDefinitionId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { err, ok, type Result } from '../shared/result';
import type { Subject } from '../subjects/core/model';
import { loadWorkingTime } from './calendar';
import { checkDefinition, type DefinitionFault } from './core/check-definition';
import type { Definition, Draft } from './core/definition';
import { inScope } from './core/scope';
import { type DefinitionState, parseStored, type StoredDefinition, toStored } from './definition-codec';

export type SaveRefusal =
  | { readonly type: 'faults'; readonly faults: readonly DefinitionFault[] }
  | { readonly type: 'gone' };

export type Definitions = ReturnType<typeof createDefinitions>;

export function createDefinitions({ store, ids }: { store: Store; ids: Ids }) {
  /** Undefined also for one that is archived: nothing starts with it. */
  async function load(id: DefinitionId): Promise<Definition | undefined> {
    const stored = await find(id);
    return stored?.state === 'active' ? stored.definition : undefined;
  }

  /** Every saving makes a new version; approvals that run keep the one they started with. */
  async function save(draft: Draft, owner: AccountId): Promise<Result<Definition, SaveRefusal>> {
    const checked = checkDefinition(draft, await loadWorkingTime());
    if (!checked.ok) return err({ type: 'faults', faults: checked.error });
    if (draft.id === undefined) {
      return ok(await create({ ...draft, id: toDefinitionId(ids.next('def')), version: 1, owner }));
    }

    const present = await load(draft.id);
    if (present === undefined) return err({ type: 'gone' });
    const next = { ...draft, id: draft.id, version: present.version + 1, owner };
    await put(present, next, 'active');
    return ok(next);
  }

  /** `false` where there is none. What is archived already stays so. */
  const moveTo =
    (state: DefinitionState) =>
    async (id: DefinitionId): Promise<boolean> => {
      const present = await find(id);
      if (present === undefined) return false;
      if (present.state === state) return true;
      await put(present.definition, { ...present.definition, version: present.definition.version + 1 }, state);
      return true;
    };

  /** By name. */
  const list = (state: DefinitionState = 'active') => all('by-state', state);

  /** Those that start by themselves. */
  const automatic = () => all('by-trigger', 'automatic');

  async function forSubject(subject: Pick<Subject, 'kind' | 'container'>): Promise<readonly Definition[]> {
    return (await list()).filter(({ scope }) => inScope(scope, subject));
  }

  /** Archived ones too. */
  async function find(id: DefinitionId): Promise<StoredDefinition | undefined> {
    const value = await store.getEntity('definition', id);
    return value === undefined ? undefined : parseStored(value);
  }

  async function create(definition: Definition): Promise<Definition> {
    await store.createEntity('definition', definition.id, toStored(definition, 'active'));
    return definition;
  }

  async function put(present: Definition, next: Definition, state: DefinitionState): Promise<void> {
    const write = {
      entity: 'definition' as const,
      key: next.id,
      value: toStored(next, state),
      ifVersion: present.version,
    };
    if ((await store.commit([write])) === 'conflict') {
      throw new ConflictError(`definition ${next.id} was saved at once`);
    }
  }

  async function all(index: string, partition: string): Promise<readonly Definition[]> {
    const found: Definition[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await store.query({
        entity: 'definition',
        index,
        partition: [partition],
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      found.push(...page.rows.map(({ value }) => parseStored(value).definition));
      cursor = page.cursor;
    }
    return found;
  }

  return { load, find, save, list, automatic, forSubject, archive: moveTo('archived'), restore: moveTo('active') };
}
