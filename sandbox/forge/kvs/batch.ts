import { z } from 'zod';
import { type Operations, operation, type Success } from './operation';
import { checkTtlOnly, readOptions, renderRow, writeOptions } from './options';
import { badRequest, keyNotFound, Refusal, unprocessable } from './refusal';
import type { Shelves } from './shelf';
import { MAX_PAYLOAD_BYTES } from './transaction';
import { checkKey, jsonBytes } from './values';
import type { Writer } from './write';

const MAX_KEYS = 25;
const NO_DETAILS = {};

const target = z.strictObject({ key: z.string(), entityName: z.string().optional() });
const getBody = z.array(target.extend({ options: readOptions.optional() }));
const setBody = z.array(target.extend({ value: z.unknown().optional(), options: writeOptions.optional() }));
const deleteBody = z.array(target);
type Target = z.infer<typeof target>;

export function batchOperations({ shelves, writer }: { shelves: Shelves; writer: Writer }): Operations {
  return {
    'batch/get': operation('read', getBody, (call, items) =>
      settle('get', items, ({ key, entityName, options }) => {
        checkKey(key);
        const row = writer.find(call, shelves.named(entityName), key);
        if (row === undefined) throw keyNotFound();
        return renderRow(row, options?.metadataFields);
      }),
    ),
    'batch/set': operation('write', setBody, (call, items) => {
      if (jsonBytes(items) > MAX_PAYLOAD_BYTES) throw badRequest('MAX_SIZE', 'The batch exceeds 4 MB.');
      for (const { options } of items) checkTtlOnly(options);
      return settle('set', items, ({ key, value, options, entityName }) => {
        const shelf = shelves.named(entityName);
        writer.check(shelf, { key, value, options });
        writer.put(call, shelf, { key, value, options });
        return NO_DETAILS;
      });
    }),
    'batch/delete': operation('write', deleteBody, (call, items) =>
      settle('delete', items, ({ key, entityName }) => {
        checkKey(key);
        writer.remove(call, shelves.named(entityName), key);
        return NO_DETAILS;
      }),
    ),
  };
}

/** Each item succeeds or fails alone; only the list as a whole can fail the call. */
function settle<T extends Target>(verb: string, items: readonly T[], run: (item: T) => object): Success {
  checkList(verb, items);
  const successfulKeys: object[] = [];
  const failedKeys: object[] = [];
  for (const item of items) {
    const name = { key: item.key, ...(item.entityName !== undefined && { entityName: item.entityName }) };
    try {
      successfulKeys.push({ ...name, ...run(item) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failedKeys.push({ ...name, error: { code: error.code, message: error.message } });
    }
  }
  return { status: 200, body: { successfulKeys, failedKeys }, empty: successfulKeys.length === 0 };
}

function checkList(verb: string, items: readonly Target[]) {
  if (items.length === 0) throw unprocessable('a batch needs at least one key');
  if (items.length > MAX_KEYS) {
    throw badRequest(
      'TOO_MANY_BATCH_ENTITIES',
      `Number of entities to ${verb} was ${items.length}, but you can only ${verb} a maximum of ${MAX_KEYS} entities at a time.`,
    );
  }
  const names = items.map(({ key, entityName }) => JSON.stringify([entityName, key]));
  if (new Set(names).size < names.length) throw badRequest('KEY_DUPLICATION_ERROR', 'Duplicate key found in request');
}
