import { z } from 'zod';
import { NotEmulatedError } from '../../twin';
import { type Condition, checkRange, conditions, rangeCondition, type Test, toBounds, toTest } from './conditions';
import { readCursor, writeCursor } from './cursor';
import { type Call, type Operations, operation, type Success } from './operation';
import { type MetadataField, readOptions, renderRow } from './options';
import { badRequest, unprocessable } from './refusal';
import type { Rows } from './rows';
import { type EntitySchema, type IndexSchema, KEY_INDEX } from './schema';
import { NO_PARTITION, partitionText, type Shelves } from './shelf';
import { attributeType, hasType, isObject } from './values';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const plainBody = z.strictObject({
  limit: z.number().int().optional(),
  after: z.string().optional(),
  where: z.array(rangeCondition.extend({ property: z.string() })).optional(),
  options: readOptions.optional(),
});
const entityBody = z.strictObject({
  entityName: z.string(),
  indexName: z.string(),
  partition: z.array(z.unknown()).optional(),
  range: rangeCondition.optional(),
  filters: conditions.optional(),
  sort: z.enum(['ASC', 'DESC']).optional(),
  cursor: z.string().optional(),
  limit: z.number().int().optional(),
  options: readOptions.optional(),
});
type EntityBody = z.infer<typeof entityBody>;

type Page = {
  space: string;
  index: string;
  partition: string;
  range: Condition | undefined;
  test?: Test | undefined;
  order: 'ASC' | 'DESC';
  limit: number;
  cursor: string | undefined;
  /** Everything that has to be the same on the next page. */
  query: unknown;
  metadataFields: readonly MetadataField[] | undefined;
};

export function queryOperations({ rows, shelves }: { rows: Rows; shelves: Shelves }): Operations {
  /** Filters look at the page, not at the index: a page can be empty although more follow. */
  function page(call: Call, { range, test, limit, cursor, query, metadataFields, ...at }: Page): Success {
    const after = readCursor(cursor, query);
    const bounds = toBounds(range);
    const found = rows.scan({ ...call, ...at, bounds, after, limit: limit + 1 });
    const read = found.slice(0, limit);
    const kept = read.filter(({ value }) => test === undefined || (isObject(value) && test(value)));
    const last = found.length > limit ? read.at(-1) : undefined;
    const body = {
      data: kept.map((row) => renderRow(row, metadataFields)),
      ...(last !== undefined && { cursor: writeCursor({ span: last.span, key: last.key }, query) }),
    };
    return { status: 200, body, empty: kept.length === 0 };
  }

  return {
    query: operation('read', plainBody, (call, { after, options, ...query }) =>
      page(call, {
        space: shelves.plain.space,
        index: KEY_INDEX,
        partition: NO_PARTITION,
        range: toPrefix(query.where ?? []),
        order: 'ASC',
        limit: plainLimit(query.limit),
        cursor: after,
        query,
        metadataFields: options?.metadataFields,
      }),
    ),
    'entity/query': operation('read', entityBody, (call, { cursor, options, ...query }) => {
      const { schema, space } = shelves.entity(query.entityName);
      const index = findIndex(schema, query.indexName);
      return page(call, {
        space,
        index: index.name,
        partition: toPartition(schema, index, query.partition ?? []),
        range: toRange(schema, index, query.range),
        test: query.filters && toTest(schema, query.filters, query.range === undefined ? 0 : 1),
        order: query.sort ?? 'ASC',
        limit: entityLimit(query.limit),
        cursor,
        query,
        metadataFields: options?.metadataFields,
      });
    }),
  };
}

function plainLimit(limit = DEFAULT_LIMIT): number {
  if (limit > MAX_LIMIT) throw badRequest('LIST_QUERY_LIMIT_EXCEEDED', `The limit must not exceed ${MAX_LIMIT}.`);
  if (limit < 1) throw new NotEmulatedError(`a query with limit ${limit}`);
  return limit;
}

function entityLimit(limit = DEFAULT_LIMIT): number {
  if (limit < 1 || limit > MAX_LIMIT) {
    throw badRequest('COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE', `The page limit must be set between 1 and ${MAX_LIMIT}.`);
  }
  return limit;
}

function toPrefix(where: readonly (Condition & { property: string })[]): Condition | undefined {
  const [first, second] = where;
  if (second !== undefined) {
    throw badRequest('QUERY_WHERE_INVALID', 'There may only be a single where condition for a query.');
  }
  if (first === undefined) return undefined;
  if (first.property !== 'key') {
    throw badRequest('QUERY_WHERE_FIELD_INVALID', 'Queries can only target the key field.');
  }
  if (first.condition !== 'BEGINS_WITH') {
    throw badRequest('INVALID_FILTER_CONDITION', 'The only condition supported by the Key-value store is beginsWith.');
  }
  checkRange('string', first);
  return first;
}

function findIndex({ indexes, name: entity }: EntitySchema, name: string): IndexSchema {
  if (name === KEY_INDEX) return { name, partition: [], range: 'key' };
  const index = indexes.find((each) => each.name === name);
  if (index === undefined) throw badRequest('INVALID_ENTITY_INDEX', `Entity "${entity}" has no index "${name}"`);
  return index;
}

function toPartition(schema: EntitySchema, index: IndexSchema, values: NonNullable<EntityBody['partition']>): string {
  const fits =
    values.length === index.partition.length &&
    index.partition.every((attribute, n) => hasType(attributeType(schema, attribute), values[n]));
  if (!fits) throw unprocessable(`index ${index.name} needs one value for each of [${index.partition.join(', ')}]`);
  return partitionText(values);
}

function toRange(schema: EntitySchema, index: IndexSchema, range: Condition | undefined): Condition | undefined {
  if (range === undefined) return undefined;
  checkRange(index.name === KEY_INDEX ? 'string' : attributeType(schema, index.range), range);
  return range;
}
