import { Filter, FilterConditions, ForgeKvsAPIError, kvs, Sort, WhereConditions } from '@forge/kvs';
import type { EntityPage, EntityQuery, EntityValue, EntityWrite, Store, StoreRef } from '../ports';
import { PermanentError, TransientError } from '../shared/errors';
import { inChunks, inParallel } from '../shared/parallel';

/** https://developer.atlassian.com/platform/forge/runtime-reference/storage-api-batch/ */
const BATCH = 25;
const AT_ONCE = 4;
const SECONDS = 'SECONDS';

/** Forge's key-value store behind our port: answers become values, refusals become words, faults become our classes. */
export function createForgeStore(): Store {
  return {
    getEntity: (entity, key) => guarded(() => kvs.entity(entity).get(key)),
    getSecret: (key) => guarded(() => kvs.getSecret(key)),
    setSecret: async (key, value) => {
      await guarded(() => kvs.setSecret(key, value));
    },
    getMany,
    setMany,

    async createEntity(entity, key, value) {
      try {
        await guarded(() => kvs.entity(entity).set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' }));
        return 'created';
      } catch (error) {
        // The text of the code is not documented, its status is.
        if (statusOf(error) === 409) return 'exists';
        throw error;
      }
    },

    commit,
    query,
  };
}

async function getMany(refs: readonly StoreRef[]): Promise<ReadonlyMap<string, unknown>> {
  const pages = await inParallel(AT_ONCE, inChunks(BATCH, refs), (chunk) =>
    guarded(() =>
      kvs.batchGet(chunk.map(({ key, entity }) => (entity === undefined ? { key } : { key, entityName: entity }))),
    ),
  );
  const failed = pages.flatMap(({ failedKeys }) => failedKeys).find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (failed !== undefined) throw new TransientError(`batch get: ${failed.error.code}`);
  return new Map(pages.flatMap(({ successfulKeys }) => successfulKeys.map(({ key, value }) => [key, value] as const)));
}

async function setMany(entries: readonly { key: string; value: unknown }[], ttlSeconds: number): Promise<void> {
  const options = { ttl: { value: ttlSeconds, unit: SECONDS } } as const;
  await inParallel(AT_ONCE, inChunks(BATCH, entries), async (chunk) => {
    const { failedKeys } = await guarded(() => kvs.batchSet(chunk.map(({ key, value }) => ({ key, value, options }))));
    const [failed] = failedKeys;
    if (failed !== undefined) throw new TransientError(`batch set: ${failed.error.code}`);
  });
}

async function commit(writes: readonly EntityWrite[]): Promise<'committed' | 'conflict'> {
  const transaction = kvs.transact();
  for (const { entity, key, value, ifVersion } of writes) {
    const conditions =
      ifVersion === undefined
        ? undefined
        : new Filter<EntityValue>().and('version', FilterConditions.equalTo(ifVersion));
    transaction.set(key, value, { entityName: entity, ...(conditions === undefined ? {} : { conditions }) });
  }
  try {
    await guarded(() => transaction.execute());
    return 'committed';
  } catch (error) {
    if (codeOf(error) === 'CONDITIONAL_CHECK_FAILED') return 'conflict';
    throw error;
  }
}

async function query(asked: EntityQuery): Promise<EntityPage> {
  const { entity, index, partition, range, descending, limit, cursor } = asked;
  const builder = kvs
    .entity(entity)
    .query()
    .index(index, partition === undefined ? undefined : { partition: [...partition] });
  if (range !== undefined) builder.where(WhereConditions.between(range.from, range.to));
  if (cursor !== undefined) builder.cursor(cursor);
  const page = await guarded(() =>
    builder
      .sort(descending ? Sort.DESC : Sort.ASC)
      .limit(limit)
      .getMany(),
  );
  return {
    rows: page.results.map(({ key, value }) => ({ key, value })),
    ...(page.nextCursor === undefined ? {} : { cursor: page.nextCursor }),
  };
}

/** 429 and 5xx pass; other refusals are defects of ours, and keep the error of the platform as their cause. */
async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const status = statusOf(error);
    if (status === undefined || status === 429 || status >= 500) {
      throw new TransientError(`store: ${codeOf(error) ?? 'unreachable'}`, { cause: error });
    }
    throw new PermanentError(`store: ${codeOf(error)}`, { cause: error });
  }
}

function apiError(error: unknown): ForgeKvsAPIError | undefined {
  if (error instanceof ForgeKvsAPIError) return error;
  return error instanceof Error && error.cause instanceof ForgeKvsAPIError ? error.cause : undefined;
}

const statusOf = (error: unknown) => apiError(error)?.responseDetails.status;
const codeOf = (error: unknown) => apiError(error)?.code;
