import * as z from 'zod';
import type { EntityWrite, Store } from '../ports';
import type { Instant } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Owed } from './record';

/** One line of what happened: enough to explain it later without any other record. Kept for ever. */
export type AuditEntry = {
  readonly record: string;
  readonly sequence: number;
  readonly at: Instant;
  /** An account id, or `system`. */
  readonly actor: string;
  readonly correlation: string;
  /** The event as it happened, with the versions of the rules it followed. */
  readonly event: { readonly type: string } & Readonly<Record<string, unknown>>;
};

const row = z.object({
  record: z.string(),
  sequence: z.number(),
  at: z.number(),
  actor: z.string(),
  data: z.object({ v: z.literal(1), correlation: z.string(), event: z.looseObject({ type: z.string() }) }),
});

/** The key is derived, so that an event that is relayed twice rewrites the same entry. */
export const auditKey = (record: string, sequence: number) => `${record}#${String(sequence).padStart(6, '0')}`;

export function toAuditWrite(entry: AuditEntry): EntityWrite {
  const { record, sequence, at, actor, correlation, event } = entry;
  return {
    entity: 'audit',
    key: auditKey(record, sequence),
    value: {
      record,
      sequence,
      at,
      actor,
      day: new Date(at).toISOString().slice(0, 10),
      data: { v: 1, correlation, event },
    },
  };
}

export function toEntry<E extends { type: string }>(
  record: string,
  { sequence, at, correlation, event }: Owed<E>,
  actor: string,
): AuditEntry {
  return { record, sequence, at, actor, correlation, event };
}

export function createAudit({ store }: { store: Store }) {
  /** Some entries of one record, read exactly, by sequence. */
  async function read(record: string, sequences: readonly number[]): Promise<ReadonlyMap<number, AuditEntry>> {
    const refs = sequences.map((sequence) => ({ entity: 'audit' as const, key: auditKey(record, sequence) }));
    const found = await store.getMany(refs);
    const entries = [...found.values()].map(parseEntry);
    return new Map(entries.map((entry) => [entry.sequence, entry]));
  }

  return { read };
}

function parseEntry(value: unknown): AuditEntry {
  const { record, sequence, at, actor, data } = readOrThrow(row, value, 'audit entry');
  return { record, sequence, at, actor, correlation: data.correlation, event: data.event };
}
