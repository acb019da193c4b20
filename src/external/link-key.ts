import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Ids, Store } from '../ports';
import { readOrThrow } from '../shared/parse';

const KEY = 'links';
const stored = z.object({ v: z.literal(1), key: z.string().min(32) });

/** The key that links are signed with, made when it is needed first. Read once for an invocation. */
export function createLinkKey({ store, ids }: { store: Store; ids: Ids }) {
  let reading: Promise<string> | undefined;

  async function find(): Promise<string | undefined> {
    const value = await store.getSecret(KEY);
    return value === undefined ? undefined : readOrThrow(stored, value, 'stored link key').key;
  }

  /** A secret is written without a condition, so of two who make it at once the one that then stands there counts. */
  async function make(): Promise<string> {
    await store.setSecret(KEY, { v: 1, key: randomKey(ids) });
    const present = await find();
    if (present === undefined) throw new TypeError('the link key was written and does not stand there');
    return present;
  }

  /** Called when a mail service is set up, it is there before the first two links could be made at once. */
  function load(): Promise<string> {
    reading ??= find().then((present) => present ?? make());
    return reading;
  }

  return { load };
}

export type LinkKey = ReturnType<typeof createLinkKey>;

/** Of two ids, each with 122 bits of chance. */
const randomKey = (ids: Ids): string =>
  createHash('sha256')
    .update(ids.next('key') + ids.next('key'))
    .digest('base64url');
