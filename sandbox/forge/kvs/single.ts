import { z } from 'zod';
import { NO_CONTENT, type Operations, operation, type Success } from './operation';
import { readOptions, renderRow, writeOptions } from './options';
import { keyNotFound } from './refusal';
import type { Row } from './rows';
import type { Shelf, Shelves } from './shelf';
import { checkKey } from './values';
import type { Item, Writer } from './write';

const getBody = z.strictObject({ key: z.string(), options: readOptions.optional() });
const setBody = z.strictObject({ key: z.string(), value: z.unknown().optional(), options: writeOptions.optional() });
const deleteBody = z.strictObject({ key: z.string() });
const named = { entityName: z.string() };

/** Get, set and delete of one key: plain, secret and entity. */
export function singleOperations({ shelves, writer }: { shelves: Shelves; writer: Writer }): Operations {
  type Call = Parameters<Writer['find']>[0];

  function get(call: Call, shelf: Shelf, { key, options }: z.infer<typeof getBody>): Success {
    checkKey(key);
    const row = writer.find(call, shelf, key);
    if (row === undefined) throw keyNotFound();
    return { status: 200, body: renderRow(row, options?.metadataFields) };
  }

  function set(call: Call, shelf: Shelf, item: Item): Success {
    writer.check(shelf, item);
    const { previous, latest } = writer.put(call, shelf, item);
    return answer({ PREVIOUS: previous, LATEST: latest }, item.options);
  }

  function remove(call: Call, shelf: Shelf, key: string): Success {
    checkKey(key);
    writer.remove(call, shelf, key);
    return NO_CONTENT;
  }

  const { plain, secret, entity } = shelves;
  return {
    get: operation('read', getBody, (call, body) => get(call, plain, body)),
    set: operation('write', setBody, (call, body) => set(call, plain, toItem(body))),
    delete: operation('write', deleteBody, (call, { key }) => remove(call, plain, key)),
    'secret/get': operation('read', getBody, (call, body) => get(call, secret, body)),
    'secret/set': operation('write', setBody, (call, body) => set(call, secret, toItem(body))),
    'secret/delete': operation('write', deleteBody, (call, { key }) => remove(call, secret, key)),
    'entity/get': operation('read', getBody.extend(named), (call, body) => get(call, entity(body.entityName), body)),
    'entity/set': operation('write', setBody.extend(named), (call, body) =>
      set(call, entity(body.entityName), toItem(body)),
    ),
    'entity/delete': operation('write', deleteBody.extend(named), (call, { entityName, key }) =>
      remove(call, entity(entityName), key),
    ),
  };
}

const toItem = ({ key, value, options }: z.infer<typeof setBody>): Item => ({ key, value, options });

function answer(rows: Record<'PREVIOUS' | 'LATEST', Row | undefined>, options: Item['options']): Success {
  const row = options?.returnValue === undefined ? undefined : rows[options.returnValue];
  return row === undefined ? NO_CONTENT : { status: 200, body: renderRow(row, options?.returnMetadataFields) };
}
