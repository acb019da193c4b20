import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type EntitySchema, parseManifestEntities } from '../../sandbox/forge/kvs/schema';
import { checkEntityValue, checkKey, checkValue, MAX_VALUE_BYTES } from '../../sandbox/forge/kvs/values';
import type { Clock, EntityName, EntityQuery, EntityWrite, Store, StoreRef } from '../../src/ports';
import { PermanentError } from '../../src/shared/errors';

export type StoreCall = { readonly operation: keyof Store; readonly keys: readonly string[] };

/**
 * Stands around every call: not running `effect` makes it fail without a trace, throwing afterwards loses the answer,
 * and whatever is awaited before lets others in between.
 */
export type Around = <T>(call: StoreCall, effect: () => T) => Promise<T>;

export type MemoryStore = Store & {
  /** The same contents, reached in another way. */
  through(around: Around): Store;
  /** What stands under the keys of one entity now. */
  all(entity: EntityName): ReadonlyMap<string, unknown>;
};

type Version = { readonly seenFrom: number; readonly json: string };
type Shelf = Map<string, readonly Version[]>;
type Position = { readonly span: string | number; readonly key: string };

const COMMIT_LIMIT = 25;
const manifest: unknown = parse(readFileSync(join(import.meta.dirname, '..', '..', 'manifest.yml'), 'utf8'));
const schemas = new Map(storageOf(manifest).map((schema) => [schema.name, schema]));

/** The port in memory, with no more promises than Forge makes: copies in and out, queries that lag, refused values. */
export function createMemoryStore({ clock, lagMs = 0 }: { clock: Clock; lagMs?: number }): MemoryStore {
  const shelves = new Map<string, Shelf>();
  const shelfOf = (name: string) => shelves.get(name) ?? new Map<string, readonly Version[]>();

  function put(shelf: string, key: string, value: unknown) {
    const rows = shelfOf(shelf);
    const version = { seenFrom: clock.now() + lagMs, json: JSON.stringify(value) };
    rows.set(key, [...(rows.get(key) ?? []), version]);
    shelves.set(shelf, rows);
  }

  const present = (shelf: string, key: string) => toCopy(shelfOf(shelf).get(key)?.at(-1));

  function getMany(refs: readonly StoreRef[]): ReadonlyMap<string, unknown> {
    const found = refs.map(({ key, entity }) => [key, present(entity ?? 'plain', key)] as const);
    return new Map(found.filter(([, value]) => value !== undefined));
  }

  function createEntity(entity: EntityName, key: string, value: unknown): 'created' | 'exists' {
    refuseBad(entity, key, value);
    if (present(entity, key) !== undefined) return 'exists';
    put(entity, key, value);
    return 'created';
  }

  function commit(writes: readonly EntityWrite[]): 'committed' | 'conflict' {
    if (writes.length > COMMIT_LIMIT) throw new PermanentError('store: UNPROCESSABLE_ENTITY');
    if (new Set(writes.map(({ key }) => key)).size < writes.length) {
      throw new PermanentError('store: KEY_DUPLICATION_ERROR');
    }
    for (const { entity, key, value } of writes) refuseBad(entity, key, value);
    if (!writes.every((write) => holds(write, present(write.entity, write.key)))) return 'conflict';

    for (const { entity, key, value } of writes) put(entity, key, value);
    return 'committed';
  }

  function query({ entity, index, partition = [], range, descending = false, limit, cursor }: EntityQuery) {
    const { partition: names, range: rangeName } = indexOf(entity, index);
    const from = cursor === undefined ? undefined : toPosition(cursor);
    const direction = descending ? -1 : 1;
    const seen = [...shelfOf(entity)].flatMap(([key, versions]) => {
      const value = toRecord(toCopy(versions.findLast(({ seenFrom }) => seenFrom <= clock.now())));
      const span = value?.[rangeName];
      const partOfIt = names.every((name, n) => value?.[name] === partition[n]);
      return partOfIt && isSpan(span) && isWithin(span, range) ? [{ key, value, span }] : [];
    });
    const ordered = seen.sort((a, b) => direction * compare(a, b));
    const rest = from === undefined ? ordered : ordered.filter((row) => direction * compare(row, from) > 0);
    const rows = rest.slice(0, limit).map(({ key, value }) => ({ key, value }));
    const last = rest.length > limit ? rest[limit - 1] : undefined;
    return { rows, ...(last === undefined ? {} : { cursor: JSON.stringify([last.span, last.key]) }) };
  }

  function through(around: Around): Store {
    return {
      getEntity: (entity, key) => around({ operation: 'getEntity', keys: [key] }, () => present(entity, key)),
      getMany: (refs) => around({ operation: 'getMany', keys: refs.map(({ key }) => key) }, () => getMany(refs)),
      setMany: (entries) =>
        around({ operation: 'setMany', keys: entries.map(({ key }) => key) }, () => {
          for (const { key, value } of entries) put('plain', key, value);
        }),
      getSecret: (key) => around({ operation: 'getSecret', keys: [key] }, () => present('secret', key)),
      setSecret: (key, value) => around({ operation: 'setSecret', keys: [key] }, () => put('secret', key, value)),
      createEntity: (entity, key, value) =>
        around({ operation: 'createEntity', keys: [key] }, () => createEntity(entity, key, value)),
      commit: (writes) => around({ operation: 'commit', keys: writes.map(({ key }) => key) }, () => commit(writes)),
      query: (asked) => around({ operation: 'query', keys: [asked.index] }, () => query(asked)),
    };
  }

  const all = (entity: EntityName) =>
    new Map([...shelfOf(entity)].map(([key, versions]) => [key, toCopy(versions.at(-1))]));

  return { ...through(async (_call, effect) => effect()), through, all };
}

function storageOf(document: unknown): EntitySchema[] {
  return parseManifestEntities(toRecord(toRecord(toRecord(document)?.app))?.storage);
}

const toCopy = (version: Version | undefined): unknown =>
  version === undefined ? undefined : JSON.parse(version.json);

function toRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function refuseBad(entity: EntityName, key: string, value: unknown) {
  try {
    checkKey(key);
    checkValue(value, MAX_VALUE_BYTES);
    checkEntityValue(schemaOf(entity), JSON.parse(JSON.stringify(value)));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new PermanentError(`store: ${error.code}`, { cause: error });
  }
}

const holds = ({ ifVersion }: EntityWrite, value: unknown) =>
  ifVersion === undefined || toRecord(value)?.version === ifVersion;

function schemaOf(entity: EntityName): EntitySchema {
  const schema = schemas.get(entity);
  if (schema === undefined) throw new PermanentError('store: INVALID_ENTITY_NAME');
  return schema;
}

function indexOf(entity: EntityName, name: string) {
  const index = schemaOf(entity).indexes.find((each) => each.name === name);
  if (index === undefined) throw new PermanentError('store: INVALID_ENTITY_INDEX');
  return index;
}

const isSpan = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const isWithin = (span: string | number, range: EntityQuery['range']) =>
  range === undefined || (typeof span === 'number' && span >= range.from && span <= range.to);

function compare(a: Position, b: Position): number {
  if (typeof a.span === 'number' && typeof b.span === 'number' && a.span !== b.span) return a.span - b.span;
  return Buffer.compare(Buffer.from(`${a.span}\n${a.key}`), Buffer.from(`${b.span}\n${b.key}`));
}

function toPosition(cursor: string): Position {
  const [span, key]: unknown[] = JSON.parse(cursor);
  return { span: isSpan(span) ? span : 0, key: String(key) };
}
