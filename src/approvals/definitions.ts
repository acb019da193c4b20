import * as z from 'zod';
import type { Ids, Store } from '../ports';
import { type DefinitionId, toAccountId, toDefinitionId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { err, ok, type Result } from '../shared/result';
import { checkDefinition, type DefinitionFault } from './core/definition';
import type { Definition } from './core/model';

const step = z.object({
  type: z.literal('user'),
  name: z.string(),
  approvers: z.array(z.string().transform(toAccountId)),
  quorum: z.union([z.object({ type: z.literal('all') }), z.object({ type: z.literal('any') })]),
});
const record = z.object({
  version: z.number(),
  name: z.string(),
  data: z.object({ v: z.literal(1), id: z.string().transform(toDefinitionId), steps: z.array(step) }),
});

export type Draft = Omit<Definition, 'id' | 'version'> & { readonly id?: DefinitionId };
export type SaveRefusal =
  | { readonly type: 'faults'; readonly faults: readonly DefinitionFault[] }
  | { readonly type: 'gone' };

export function createDefinitions({ store, ids }: { store: Store; ids: Ids }) {
  async function load(id: DefinitionId): Promise<Definition | undefined> {
    const value = await store.getEntity('definition', id);
    return value === undefined ? undefined : toDefinition(value);
  }

  /** Every saving makes a new version; approvals that run keep the one they started with. */
  async function save(draft: Draft): Promise<Result<Definition, SaveRefusal>> {
    const checked = checkDefinition(draft);
    if (!checked.ok) return err({ type: 'faults', faults: checked.error });
    if (draft.id === undefined) return ok(await create({ ...draft, id: toDefinitionId(ids.next('def')), version: 1 }));

    const present = await load(draft.id);
    if (present === undefined) return err({ type: 'gone' });
    const next = { ...draft, id: draft.id, version: present.version + 1 };
    const write = { entity: 'definition' as const, key: draft.id, value: toValue(next), ifVersion: present.version };
    if ((await store.commit([write])) === 'conflict')
      throw new ConflictError(`definition ${draft.id} was saved at once`);
    return ok(next);
  }

  async function create(definition: Definition): Promise<Definition> {
    await store.createEntity('definition', definition.id, toValue(definition));
    return definition;
  }

  /** By name. */
  async function list(): Promise<readonly Definition[]> {
    const all: Definition[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await store.query({
        entity: 'definition',
        index: 'by-state',
        partition: ['active'],
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      all.push(...page.rows.map(({ value }) => toDefinition(value)));
      cursor = page.cursor;
    }
    return all;
  }

  return { load, save, list };
}

const toValue = ({ id, version, name, steps }: Definition) => ({
  version,
  name,
  state: 'active',
  data: { v: 1, id, steps },
});

function toDefinition(value: unknown): Definition {
  const { version, name, data } = readOrThrow(record, value, 'stored definition');
  return { id: data.id, version, name, steps: data.steps };
}
