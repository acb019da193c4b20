import { badRequest, Refusal, unprocessable } from './refusal';
import type { Entry } from './rows';
import { type EntitySchema, KEY_INDEX } from './schema';
import {
  checkEntityValue,
  checkKey,
  checkValue,
  isObject,
  jsonBytes,
  MAX_SECRET_BYTES,
  MAX_VALUE_BYTES,
} from './values';

const MAX_SPAN_BYTES = 900;
const MAX_PARTITION_BYTES = 1700;
const ENTITY_NAME = /^(?![.-])(?!.*\.{2})[a-z0-9:_.-]*(?<![.])$/;
const ENTITY_PREFIX = 'entity:';

export const NO_PARTITION = '[]';
export const SECRETS = 'secret';

/** One space of keys with its rules: what may be stored, and which index entries a value has. */
export type Shelf = {
  space: string;
  schema?: EntitySchema;
  check(key: string, value: unknown): void;
  entries(key: string, value: unknown): Entry[];
};

const plain: Shelf = {
  space: 'plain',
  check: (key, value) => checkBoth(key, value, MAX_VALUE_BYTES),
  entries: (key) => [keyEntry(key)],
};

const secret: Shelf = {
  space: SECRETS,
  check: (key, value) => checkBoth(key, value, MAX_SECRET_BYTES),
  entries: () => [],
};

export type Shelves = ReturnType<typeof createShelves>;

export function createShelves(schemas: readonly EntitySchema[]) {
  const entities = new Map(schemas.map((schema) => [schema.name, entityShelf(schema)]));

  function entity(name: string): Shelf & { schema: EntitySchema } {
    checkEntityName(name);
    const shelf = entities.get(name);
    if (shelf === undefined) throw new Refusal(404, 'SCHEMA_NOT_FOUND', 'The schema provided does not exist');
    return shelf;
  }

  return {
    plain,
    secret,
    entity,
    /** Where a request may name an entity or leave it out. */
    named: (entityName: string | undefined): Shelf => (entityName === undefined ? plain : entity(entityName)),
    entities: () => [...entities.values()],
  };
}

export const entityOf = (space: string): string | undefined =>
  space.startsWith(ENTITY_PREFIX) ? space.slice(ENTITY_PREFIX.length) : undefined;

/** One text for the values of a partition, in their declared order. */
export const partitionText = (values: readonly unknown[]) => JSON.stringify(values);

/** SQLite has no booleans; as texts they still sort as false before true. */
export const toSpan = (value: unknown) => (typeof value === 'number' ? value : String(value));

const keyEntry = (key: string): Entry => ({ index: KEY_INDEX, partition: NO_PARTITION, span: key });

function checkBoth(key: string, value: unknown, maxBytes: number) {
  checkKey(key);
  checkValue(value, maxBytes);
}

function entityShelf(schema: EntitySchema): Shelf & { schema: EntitySchema } {
  return {
    space: `${ENTITY_PREFIX}${schema.name}`,
    schema,
    check(key, value) {
      checkBoth(key, value, MAX_VALUE_BYTES);
      checkIndexSizes(schema, checkEntityValue(schema, value));
    },
    entries: (key, value) => [keyEntry(key), ...customEntries(schema, isObject(value) ? value : {})],
  };
}

function customEntries({ indexes }: EntitySchema, value: Record<string, unknown>): Entry[] {
  return indexes
    .filter(({ partition, range }) => [...partition, range].every((attribute) => value[attribute] !== undefined))
    .map(({ name, partition, range }) => ({
      index: name,
      partition: partitionText(partition.map((attribute) => value[attribute])),
      span: toSpan(value[range]),
    }));
}

function checkIndexSizes({ indexes }: EntitySchema, value: Record<string, unknown>) {
  for (const { name, partition, range } of indexes) {
    if (textBytes([value[range]]) > MAX_SPAN_BYTES) throw tooLarge(name, 'range', MAX_SPAN_BYTES);
    if (textBytes(partition.map((attribute) => value[attribute])) > MAX_PARTITION_BYTES) {
      throw tooLarge(name, 'partition', MAX_PARTITION_BYTES);
    }
  }
}

const textBytes = (values: readonly unknown[]) =>
  values.reduce(
    (sum: number, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : jsonBytes(value)),
    0,
  );

const tooLarge = (index: string, part: string, max: number) =>
  unprocessable(`the ${part} of index ${index} exceeds ${max} bytes`);

function checkEntityName(name: string) {
  if (name.length < 3) {
    throw badRequest('ENTITY_TYPE_TOO_SHORT', 'The provided key needs to be more than 3 characters.');
  }
  if (name.length > 60) {
    throw badRequest('ENTITY_TYPE_TOO_LARGE', 'The provided key has exceeded the maximum 60 characters.');
  }
  if (!ENTITY_NAME.test(name)) {
    throw badRequest('INVALID_ENTITY_TYPE', `The provided key does not match the regex: ${ENTITY_NAME}`);
  }
}
