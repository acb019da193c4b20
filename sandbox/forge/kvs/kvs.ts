import type { DatabaseSync } from 'node:sqlite';
import type { SandboxClock } from '../../clock';
import type { Faults } from '../../faults';
import { NotEmulatedError } from '../../twin';
import { batchOperations } from './batch';
import type { Call, Operation, Operations, Success } from './operation';
import { queryOperations } from './query';
import { createRates, FORGE_RATES, type RateLimits, unitsOf } from './rates';
import { Refusal } from './refusal';
import { openRows } from './rows';
import { type EntitySchema, parseManifestEntities } from './schema';
import { createShelves, entityOf, SECRETS } from './shelf';
import { singleOperations } from './single';
import { rateCode, strike } from './strike';
import { transactionOperations } from './transaction';
import { jsonBytes } from './values';
import { createWriter } from './write';

export type KvsUsage = { reads: number; writes: number; readBytes: number; writeBytes: number };
/** `body` undefined is an empty body. */
export type KvsAnswer = { status: number; body?: unknown; usage: KvsUsage };

export type Kvs = {
  /** `path` is such as `/api/v1/entity/set`; `body` is the parsed JSON that the SDK sent. */
  handle(installationId: string, path: string, body: unknown): Promise<KvsAnswer>;
  /** Everything of one installation; secrets are named and never shown. */
  dump(installationId: string): { key: string; entity?: string; value: unknown }[];
  clear(): void;
};

type Deps = {
  database: DatabaseSync;
  clock: SandboxClock;
  faults: Faults;
  /** Chance in [0, 1): how late an expired key is removed. */
  random: () => number;
  entities: EntitySchema[];
  /** How long a write stays out of sight of queries, in virtual milliseconds. */
  indexLagMs?: number;
  rates?: RateLimits;
};

const PREFIX = '/api/v1/';
const EMPTY_READ_BYTES = 1024;

/** Reads `app.storage` of a manifest. */
export function parseEntities(storage: unknown): EntitySchema[] {
  return parseManifestEntities(storage);
}

export function createKvs({
  database,
  clock,
  faults,
  random,
  entities,
  indexLagMs = 0,
  rates = FORGE_RATES,
}: Deps): Kvs {
  const rows = openRows(database);
  const shelves = createShelves(entities);
  const writer = createWriter({ rows, random, indexLagMs });
  const limiter = createRates(rates);
  const operations: Operations = {
    ...singleOperations({ shelves, writer }),
    ...queryOperations({ rows, shelves }),
    ...transactionOperations({ rows, shelves, writer }),
    ...batchOperations({ shelves, writer }),
  };
  rows.atomically(() => {
    for (const { space, schema, entries } of shelves.entities())
      rows.reindex(space, JSON.stringify(schema.indexes), entries);
  });

  function perform(call: Call, name: string, operation: Operation, body: unknown): KvsAnswer {
    const bytes = jsonBytes(body);
    const writeUnits = operation.kind === 'write' ? unitsOf(bytes) : 1;
    limiter.admit(call, operation.kind, writeUnits, rateCode(name));
    rows.purge(call.now);

    const success = rows.atomically(() => operation.run(call, body));
    const usage = usageOf(operation, success, bytes);
    limiter.charge(call, operation.kind, operation.kind === 'write' ? writeUnits : unitsOf(usage.readBytes));
    return { status: success.status, ...(success.body !== undefined && { body: success.body }), usage };
  }

  function answer(call: Call, name: string, operation: Operation, body: unknown): KvsAnswer {
    try {
      const struck = strike(faults, name, body);
      if (struck !== undefined) return { ...struck, usage: refusedUsage(operation) };
      return perform(call, name, operation, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(operation, error);
    }
  }

  return {
    async handle(installationId, path, body) {
      const name = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : '';
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) throw new NotEmulatedError(`the key-value store at ${path}`);
      return answer({ installation: installationId, now: clock.now() }, name, operation, body);
    },

    dump: (installationId) =>
      rows.dump(installationId, clock.now()).map(({ space, key, value }) => {
        const entity = entityOf(space);
        return { key, ...(entity !== undefined && { entity }), value: space === SECRETS ? '(secret)' : value };
      }),

    clear() {
      rows.clear();
      limiter.clear();
    },
  };
}

function usageOf({ kind }: Operation, { body, empty = false }: Success, requestBytes: number): KvsUsage {
  if (kind === 'write') return { reads: 0, writes: 1, readBytes: 0, writeBytes: requestBytes };
  return { reads: 1, writes: 0, readBytes: empty ? EMPTY_READ_BYTES : jsonBytes(body), writeBytes: 0 };
}

function refusedUsage({ kind }: Operation): KvsUsage {
  return { reads: kind === 'read' ? 1 : 0, writes: kind === 'write' ? 1 : 0, readBytes: 0, writeBytes: 0 };
}

function refuse(operation: Operation, { status, code, message }: Refusal): KvsAnswer {
  const usage = refusedUsage(operation);
  if (code === 'KEY_NOT_FOUND') usage.readBytes = EMPTY_READ_BYTES;
  return { status, body: { code, message }, usage };
}
