import type { Call } from './operation';
import { checkOptions, ttlMs, type WriteOptions } from './options';
import { keyConflict } from './refusal';
import type { Place, Row, Rows } from './rows';
import type { Shelf } from './shelf';

const LATEST_REMOVAL_MS = 48 * 3_600_000;

export type Writer = ReturnType<typeof createWriter>;

export type Item = { key: string; value: unknown; options?: WriteOptions | undefined };

export function createWriter(deps: { rows: Rows; random: () => number; indexLagMs: number }) {
  const { rows, random, indexLagMs } = deps;

  const placeOf = (call: Call, shelf: Shelf, key: string): Place => ({
    installation: call.installation,
    space: shelf.space,
    key,
  });

  /** Everything that can be refused without looking at what is stored. */
  function check(shelf: Shelf, { key, value, options = {} }: Item) {
    shelf.check(key, value);
    checkOptions(options);
    ttlMs(options.ttl);
  }

  function put(
    call: Call,
    shelf: Shelf,
    { key, value, options = {} }: Item,
  ): { previous: Row | undefined; latest: Row } {
    const place = placeOf(call, shelf, key);
    const previous = rows.find(place);
    // Whether an expired key that still lies there counts as existing is undocumented; the answer that hurts more is
    // taken, so that no app relies on the other.
    if (previous !== undefined && options.keyPolicy === 'FAIL_IF_EXISTS') throw keyConflict();

    const ttl = ttlMs(options.ttl);
    const expiresAt = ttl === undefined ? undefined : call.now + ttl;
    const latest: Row = {
      key,
      value,
      createdAt: previous?.createdAt ?? call.now,
      updatedAt: call.now,
      ...(expiresAt !== undefined && { expiresAt }),
    };
    const goneAt = expiresAt === undefined ? undefined : Math.ceil(expiresAt + random() * LATEST_REMOVAL_MS);
    rows.put(place, latest, { seenFrom: call.now + indexLagMs, goneAt }, shelf.entries(key, value));
    return { previous, latest };
  }

  return {
    check,
    put,
    find: (call: Call, shelf: Shelf, key: string) => rows.find(placeOf(call, shelf, key)),
    remove: (call: Call, shelf: Shelf, key: string) => rows.remove(placeOf(call, shelf, key), call.now + indexLagMs),
  };
}
