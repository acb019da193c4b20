import type { Clock, EntityName, EntityWrite, Store } from '../ports';
import type { Instant } from '../shared/brand';
import { ConflictError } from '../shared/errors';
import { ok, type Result } from '../shared/result';

/** Something that happened and is still owed to the world. `sequence` numbers all events of a record, from 1. */
export type Owed<E> = {
  readonly sequence: number;
  readonly at: Instant;
  readonly correlation: string;
  readonly event: E;
};

/**
 * A record carries what it owes, so that state and events are stored by one write and can never disagree.
 * `version` counts writes and guards them; `sequence` counts events and tells how new the state is.
 */
export type Stored<S, E> = {
  readonly id: string;
  readonly version: number;
  readonly sequence: number;
  readonly state: S;
  readonly owed: readonly Owed<E>[];
  /** Ids of the last commands that were applied, newest last. */
  readonly commands: readonly string[];
};

/** What a record looks like in the store, and back. */
export type Codec<S, E> = {
  readonly entity: EntityName;
  /** Throws UnreadableError for what this version of Baton cannot read. */
  parse(value: unknown): Stored<S, E>;
  /** Everything but `version`, which the record itself adds. */
  write(stored: Stored<S, E>): { readonly data: unknown } & Readonly<Record<string, unknown>>;
};

export type CommandId = { readonly id: string; readonly correlation: string };

type Decided<S, E> = { readonly next: S; readonly events: readonly E[] };

/** Pure; `sequence` is the number that the first event will bear. */
type Decide<S, E, R> = (state: S, now: { at: Instant; sequence: number }) => Result<Decided<S, E>, R>;

/** `repeated`: the command had been applied before, and nothing was done now. */
export type Applied<S, E> = { readonly stored: Stored<S, E>; readonly repeated: boolean };

export type ChangeOptions<S, E> = {
  readonly attempts?: number;
  /** Read already, to save the first read. */
  readonly current?: Stored<S, E> | undefined;
};

const REMEMBERED_COMMANDS = 20;
const ATTEMPTS = 6;

export type Records<S, E> = ReturnType<typeof createRecords<S, E>>;

/** Versioned records over one entity: every change is one conditional write, and a lost race decides again. */
export function createRecords<S, E>({ store, clock, codec }: { store: Store; clock: Clock; codec: Codec<S, E> }) {
  const { entity } = codec;
  const toWrite = (stored: Stored<S, E>): EntityWrite => ({
    entity,
    key: stored.id,
    value: { ...codec.write(stored), version: stored.version },
  });

  async function load(id: string): Promise<Stored<S, E> | undefined> {
    const value = await store.getEntity(entity, id);
    return value === undefined ? undefined : codec.parse(value);
  }

  /** A second creation under the same id answers the record that stands there. */
  async function create(id: string, command: CommandId, decided: Decided<S, E>): Promise<Applied<S, E>> {
    const blank = { id, version: 0, sequence: 0, owed: [], commands: [], state: decided.next };
    const stored = advance<S, E>(blank, decided, command, clock.now());
    if ((await store.createEntity(entity, id, toWrite(stored).value)) === 'created') return { stored, repeated: false };

    const present = await load(id);
    if (present === undefined) throw new ConflictError(`${entity} ${id} exists and cannot be read`);
    return { stored: present, repeated: true };
  }

  async function change<R>(
    id: string,
    command: CommandId,
    decide: Decide<S, E, R>,
    { attempts = ATTEMPTS, current }: ChangeOptions<S, E> = {},
  ): Promise<Result<Applied<S, E>, R> | undefined> {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const stored = attempt === 0 && current !== undefined ? current : await load(id);
      if (stored === undefined) return undefined;
      const outcome = await tryOnce(stored, command, decide);
      if (outcome !== 'conflict') return outcome;
    }
    throw new ConflictError(`${entity} ${id} changed ${attempts} times while it was being decided`);
  }

  async function tryOnce<R>(
    stored: Stored<S, E>,
    command: CommandId,
    decide: Decide<S, E, R>,
  ): Promise<Result<Applied<S, E>, R> | 'conflict'> {
    if (stored.commands.includes(command.id)) return ok({ stored, repeated: true });

    const at = clock.now();
    const decided = decide(stored.state, { at, sequence: stored.sequence + 1 });
    if (!decided.ok) return decided;

    const next = advance(stored, decided.value, command, at);
    const outcome = await store.commit([{ ...toWrite(next), ifVersion: stored.version }]);
    return outcome === 'committed' ? ok({ stored: next, repeated: false }) : 'conflict';
  }

  /** Takes paid events off the record, together with the writes that prove it (audit entries). */
  async function strike(paid: Stored<S, E>, sequences: ReadonlySet<number>, proof: readonly EntityWrite[]) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stored = attempt === 0 ? paid : await load(paid.id);
      if (stored === undefined || !stored.owed.some((each) => sequences.has(each.sequence))) return;

      const owed = stored.owed.filter((each) => !sequences.has(each.sequence));
      const next = { ...stored, owed, version: stored.version + 1 };
      const outcome = await store.commit([{ ...toWrite(next), ifVersion: stored.version }, ...proof]);
      if (outcome === 'committed') return;
    }
    throw new ConflictError(`${entity} ${paid.id} changed ${ATTEMPTS} times while its events were struck off`);
  }

  return { load, create, change, strike, parse: codec.parse };
}

function advance<S, E>(
  stored: Stored<S, E>,
  { next, events }: Decided<S, E>,
  command: CommandId,
  at: Instant,
): Stored<S, E> {
  const added = events.map((event, index) => ({
    sequence: stored.sequence + 1 + index,
    at,
    correlation: command.correlation,
    event,
  }));
  return {
    id: stored.id,
    version: stored.version + 1,
    sequence: stored.sequence + events.length,
    state: next,
    owed: [...stored.owed, ...added],
    commands: [...stored.commands, command.id].slice(-REMEMBERED_COMMANDS),
  };
}
