import { z } from 'zod';
import { NotEmulatedError } from '../../twin';
import { conditions, type Test, toTest } from './conditions';
import { type Call, NO_CONTENT, type Operations, operation } from './operation';
import { checkTtlOnly, writeOptions } from './options';
import { badRequest, conditionFailed, unprocessable } from './refusal';
import type { Rows } from './rows';
import type { Shelf, Shelves } from './shelf';
import { checkKey, isObject, jsonBytes } from './values';
import type { Writer } from './write';

const MAX_OPERATIONS = 25;
export const MAX_PAYLOAD_BYTES = 4_000_000;

const target = z.strictObject({
  key: z.string(),
  entityName: z.string().optional(),
  conditions: conditions.optional(),
});
const setTarget = target.extend({ value: z.unknown().optional(), options: writeOptions.optional() });
const body = z.strictObject({
  set: z.array(setTarget).optional(),
  delete: z.array(target).optional(),
  check: z.array(target).optional(),
});
type Target = z.infer<typeof target>;
type Body = z.infer<typeof body>;

type Step = { key: string; shelf: Shelf; test: Test | undefined; apply(call: Call): void };

export function transactionOperations(deps: { rows: Rows; shelves: Shelves; writer: Writer }): Operations {
  const { rows, shelves, writer } = deps;

  function toStep({ key, entityName, conditions: filters }: Target, apply: (call: Call, shelf: Shelf) => void): Step {
    checkKey(key);
    const shelf = shelves.named(entityName);
    if (filters !== undefined && shelf.schema === undefined) throw unprocessable('a plain key has no conditions');
    const test = filters && shelf.schema && toTest(shelf.schema, filters);
    return { key, shelf, test, apply: (call) => apply(call, shelf) };
  }

  function setStep({ key, value, options, ...at }: z.infer<typeof setTarget>): Step {
    checkTtlOnly(options);
    const item = { key, value, options };
    const step = toStep({ key, ...at }, (call, shelf) => void writer.put(call, shelf, item));
    writer.check(step.shelf, item);
    return step;
  }

  const deleteStep = (at: Target): Step => toStep(at, (call, shelf) => writer.remove(call, shelf, at.key));

  function checkStep(at: Target): Step {
    if (at.conditions === undefined) throw unprocessable('a check needs a condition');
    return toStep(at, () => {});
  }

  function checkCondition(call: Call, { shelf, key, test }: Step) {
    if (test === undefined) return;
    const row = writer.find(call, shelf, key);
    // What a condition says about an entity that does not exist is undocumented. It fails here whatever it asks, even
    // NOT_EXISTS; an app must not rely on that, and creates with the key policy FAIL_IF_EXISTS instead.
    if (row === undefined || !isObject(row.value) || !test(row.value)) throw conditionFailed();
  }

  return {
    transaction: operation('write', body, (call, request) => {
      checkTransaction(request);
      const steps = [
        ...(request.set ?? []).map(setStep),
        ...(request.delete ?? []).map(deleteStep),
        ...(request.check ?? []).map(checkStep),
      ];
      rows.atomically(() => {
        for (const step of steps) checkCondition(call, step);
        for (const step of steps) step.apply(call);
      });
      return NO_CONTENT;
    }),
  };
}

/** "Each key can only be used once" is taken at its word: also the same key in two entities counts as twice. */
function checkTransaction(request: Body) {
  const keys = [request.set, request.delete, request.check].flatMap((targets = []) => targets.map(({ key }) => key));
  if (keys.length === 0) throw new NotEmulatedError('a transaction without operations');
  if (keys.length > MAX_OPERATIONS) throw unprocessable(`more than ${MAX_OPERATIONS} operations`);
  if (new Set(keys).size < keys.length) throw badRequest('KEY_DUPLICATION_ERROR', 'Duplicate key found in request');
  if (jsonBytes(request) > MAX_PAYLOAD_BYTES) throw badRequest('MAX_SIZE', 'The transaction exceeds 4 MB.');
}
