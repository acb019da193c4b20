import { Filter, FilterConditions, ForgeKvsAPIError, kvs, Sort, WhereConditions } from '@forge/kvs';
import type { EntityPage, EntityQuery, EntityValue, EntityWrite, Store, StoreRef, Wait } from '../ports';
import { PermanentError, TransientError } from '../shared/errors';
import { inChunks, inParallel } from '../shared/parallel';

/** https://developer.atlassian.com/platform/forge/runtime-reference/storage-api-batch/ */
const BATCH = 25;
const AT_ONCE = 4;
const SECONDS = 'SECONDS';
/** The store counts by the second and by the minute, and does not say when it is open again. */
const FULL_MS = 5_000;
/** Most often it is only the second that is full. */
const ASKED_AGAIN_AFTER_MS = [200, 600];

/** Runs a call of the store, and throws faults of our classes. */
type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/** Forge's key-value store behind our port: answers become values, refusals become words, faults become our classes. */
export function createForgeStore(wait: Wait): Store {
  const guarded = createGuard(wait);
  return {
    getEntity: (entity, key) => guarded(() => kvs.entity(entity).get(key)),
    getSecret: (key) => guarded(() => kvs.getSecret(key)),
    setSecret: async (key, value) => {
      await guarded(() => kvs.setSecret(key, value));
    },
    getMany: (refs) => getMany(guarded, refs),
    setMany: (entries, ttlSeconds) => setMany(guarded, entries, ttlSeconds),

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

    commit: (writes) => commit(guarded, writes),
    query: (asked) => query(guarded, asked),
  };
}

async function getMany(guarded: Guard, refs: readonly StoreRef[]): Promise<ReadonlyMap<string, unknown>> {
  const pages = await inParallel(AT_ONCE, inChunks(BATCH, refs), (chunk) =>
    guarded(() =>
      kvs.batchGet(chunk.map(({ key, entity }) => (entity === undefined ? { key } : { key, entityName: entity }))),
    ),
  );
  const failed = pages.flatMap(({ failedKeys }) => failedKeys).find(({ error }) => error.code !== 'KEY_NOT_FOUND');
  if (failed !== undefined) throw new TransientError(`batch get: ${failed.error.code}`);
  return new Map(pages.flatMap(({ successfulKeys }) => successfulKeys.map(({ key, value }) => [key, value] as const)));
}

async function setMany(
  guarded: Guard,
  entries: readonly { key: string; value: unknown }[],
  ttlSeconds: number,
): Promise<void> {
  const options = { ttl: { value: ttlSeconds, unit: SECONDS } } as const;
  await inParallel(AT_ONCE, inChunks(BATCH, entries), async (chunk) => {
    const { failedKeys } = await guarded(() => kvs.batchSet(chunk.map(({ key, value }) => ({ key, value, options }))));
    const [failed] = failedKeys;
    if (failed !== undefined) throw new TransientError(`batch set: ${failed.error.code}`);
  });
}

async function commit(guarded: Guard, writes: readonly EntityWrite[]): Promise<'committed' | 'conflict'> {
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

async function query(guarded: Guard, asked: EntityQuery): Promise<EntityPage> {
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

/** What the store has no room for does not happen, so it may be asked again, whatever it was. */
const createGuard =
  (wait: Wait): Guard =>
  async (call) => {
    for (const waitMs of ASKED_AGAIN_AFTER_MS) {
      try {
        return await call();
      } catch (error) {
        if (statusOf(error) !== 429) throw faultOf(error);
      }
      await wait(waitMs);
    }
    try {
      return await call();
    } catch (error) {
      throw faultOf(error);
    }
  };

/** 429 and 5xx pass; other refusals are defects of ours, and keep the error of the platform as their cause. */
function faultOf(error: unknown): Error {
  const status = statusOf(error);
  const code = `store: ${codeOf(error) ?? 'unreachable'}`;
  if (status === 429) return new TransientError(code, { cause: error, retryAfterMs: FULL_MS });
  if (status === undefined || status >= 500) return new TransientError(code, { cause: error });
  return new PermanentError(code, { cause: error });
}

function apiError(error: unknown): ForgeKvsAPIError | undefined {
  if (error instanceof ForgeKvsAPIError) return error;
  return error instanceof Error && error.cause instanceof ForgeKvsAPIError ? error.cause : undefined;
}

const statusOf = (error: unknown) => apiError(error)?.responseDetails.status;
const codeOf = (error: unknown) => apiError(error)?.code;
