import * as z from 'zod';
import type { Store, Wait } from '../ports';
import { type ApprovalId, type DefinitionId, toApprovalId, toDefinitionId } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { readOrThrow } from '../shared/parse';
import { type SubjectKey, subjectRef } from '../subjects/core/model';
import { createApprovalQueries } from './store';

/** What Baton knows of a subject: its approvals, and which automatic starts its present state has already had. */
export type Entry = {
  readonly version: number;
  /** Oldest first. One that was begun and never stored may be among them. */
  readonly approvals: readonly ApprovalId[];
  readonly matches: readonly Match[];
};

/** Whether the condition held when it was looked at last, and how often it came true. */
export type Match = { readonly definition: DefinitionId; readonly holds: boolean; readonly times: number };

const row = z.object({
  version: z.number(),
  data: z.object({
    v: z.literal(1),
    approvals: z.array(z.string().transform(toApprovalId)),
    matches: z.array(
      z.object({ definition: z.string().transform(toDefinitionId), holds: z.boolean(), times: z.number() }),
    ),
  }),
});

const NOTHING: Entry = { version: 0, approvals: [], matches: [] };
/** More would not be shown, and must not grow without end: only what can still change stays beyond that. */
const REMEMBERED = 100;
/** As many as may well begin at one instant, and again as many who are in the way of those. */
const ATTEMPTS = 20;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 800;

/**
 * Read by key, so that an approval is found on its subject from the moment it begins: an index would lag behind, and
 * an event in between would be missed.
 */
export function createRegister({ store, wait }: { store: Store; wait: Wait }) {
  const { byIds } = createApprovalQueries(store);

  async function load(subject: SubjectKey): Promise<Entry> {
    const value = await store.getEntity('subject', subjectRef(subject));
    if (value === undefined) return NOTHING;
    const { version, data } = readOrThrow(row, value, 'stored subject');
    return { version, approvals: data.approvals, matches: data.matches };
  }

  /** Before the approval itself is stored. Entering it twice changes nothing. */
  async function enter(subject: SubjectKey, id: ApprovalId): Promise<void> {
    await change(subject, async (entry) =>
      entry.approvals.includes(id) ? entry : { ...entry, approvals: [...(await withRoom(entry.approvals)), id] },
    );
  }

  /**
   * The oldest of those that are settled make room. What is not stored was never begun, or is only now: in the order of
   * age that one comes last.
   */
  async function withRoom(ids: Entry['approvals']): Promise<Entry['approvals']> {
    const tooMany = ids.length + 1 - REMEMBERED;
    if (tooMany <= 0) return ids;
    const unsettled = (await byIds(ids)).filter(({ state }) => state.status === 'pending' || !state.settled);
    const kept = new Set(unsettled.map(({ state }) => state.id));
    const dropped = new Set(ids.filter((each) => !kept.has(each)).slice(0, tooMany));
    return ids.filter((each) => !dropped.has(each));
  }

  async function remember(subject: SubjectKey, match: Match): Promise<void> {
    await change(subject, async (entry) => ({
      ...entry,
      matches: [...entry.matches.filter((each) => each.definition !== match.definition), match],
    }));
  }

  async function change(subject: SubjectKey, to: (entry: Entry) => Promise<Entry>): Promise<void> {
    const key = subjectRef(subject);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await wait(Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS));
      const present = await load(subject);
      const next = await to(present);
      if (next === present || (await write(key, next, present.version))) return;
    }
    throw new ConflictError(`subject ${key} changed ${ATTEMPTS} times while it was written`);
  }

  async function write(key: string, { approvals, matches }: Entry, version: number): Promise<boolean> {
    const value = { version: version + 1, data: { v: 1, approvals, matches } };
    if (version === 0) return (await store.createEntity('subject', key, value)) === 'created';
    return (await store.commit([{ entity: 'subject', key, value, ifVersion: version }])) === 'committed';
  }

  return { load, enter, remember };
}

export type Register = ReturnType<typeof createRegister>;
