import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { prepareTables, scanSql } from './tables';

/** Plain keys, secrets and each entity are spaces of their own. */
export type Place = { installation: string; space: string; key: string };
export type Row = { key: string; value: unknown; createdAt: number; updatedAt: number; expiresAt?: number };
export type Entry = { index: string; partition: string; span: string | number };
export type Found = Row & { span: string | number };

/** When queries begin to see a write, and when the row goes by itself. */
export type Life = { seenFrom: number; goneAt: number | undefined };

export type Scan = {
  installation: string;
  space: string;
  index: string;
  partition: string;
  bounds: { sql: string; values: readonly (string | number)[] };
  order: 'ASC' | 'DESC';
  after: { span: string | number; key: string } | undefined;
  limit: number;
  now: number;
};

export type Rows = ReturnType<typeof openRows>;

export function openRows(database: DatabaseSync) {
  const statements = prepareTables(database);
  const scans = new Map<string, StatementSync>();

  function scanStatement(sql: string): StatementSync {
    const statement = scans.get(sql) ?? database.prepare(sql);
    scans.set(sql, statement);
    return statement;
  }

  function addEntries(place: Place, row: number, entries: readonly Entry[]) {
    for (const { index, partition, span } of entries) {
      statements.insertEntry.run(place.installation, place.space, index, partition, span, place.key, row);
    }
  }

  return {
    /** Removes what nobody can see any more. Everything below expects it to have run at the same instant. */
    purge: (now: number) => void statements.purge.run(now),

    find({ installation, space, key }: Place): Row | undefined {
      const row = statements.find.get(installation, space, key);
      return row === undefined ? undefined : toRow(row);
    },

    put(place: Place, row: Row, life: Life, entries: readonly Entry[]) {
      const { installation, space, key } = place;
      statements.retire.run(installation, space, key, life.seenFrom);
      const inserted = statements.insert.get(
        installation,
        space,
        key,
        JSON.stringify(row.value),
        row.createdAt,
        row.updatedAt,
        row.expiresAt ?? null,
        life.seenFrom,
        life.goneAt ?? null,
      );
      addEntries(place, Number(inserted?.id), entries);
    },

    remove: ({ installation, space, key }: Place, seenFrom: number) =>
      void statements.retire.run(installation, space, key, seenFrom),

    scan({ installation, space, index, partition, bounds, order, after, limit, now }: Scan): Found[] {
      const next = `AND (e.span, e.key) ${order === 'ASC' ? '>' : '<'} (?, ?)`;
      const statement = scanStatement(scanSql(`${bounds.sql} ${after === undefined ? '' : next}`, order));
      const values: SQLInputValue[] = [installation, space, index, partition, now, ...bounds.values];
      if (after !== undefined) values.push(after.span, after.key);
      return statement.all(...values, limit).map((row) => ({ ...toRow(row), span: toSpan(row.span) }));
    },

    dump: (installation: string, now: number) =>
      statements.dump.all(installation, now).map((row) => ({
        space: String(row.space),
        key: String(row.key),
        value: JSON.parse(String(row.value)) as unknown,
      })),

    /** A database file outlives a change of the manifest; its entries are then made anew. */
    reindex(space: string, fingerprint: string, entriesOf: (key: string, value: unknown) => readonly Entry[]) {
      if (statements.fingerprint.get(space)?.fingerprint === fingerprint) return;
      statements.dropEntries.run(space);
      for (const row of statements.ofSpace.all(space)) {
        const place = { installation: String(row.installation), space, key: String(row.key) };
        addEntries(place, Number(row.id), entriesOf(place.key, JSON.parse(String(row.value))));
      }
      statements.setFingerprint.run(space, fingerprint);
    },

    /** All of it or nothing; a savepoint, because others may have a transaction open on the same connection. */
    atomically<T>(work: () => T): T {
      database.exec('SAVEPOINT kvs');
      try {
        const result = work();
        database.exec('RELEASE kvs');
        return result;
      } catch (error) {
        database.exec('ROLLBACK TO kvs; RELEASE kvs');
        throw error;
      }
    },

    clear: () => database.exec('DELETE FROM kvs_entry; DELETE FROM kvs_row;'),
  };
}

const toRow = (row: Record<string, SQLOutputValue>): Row => ({
  key: String(row.key),
  value: JSON.parse(String(row.value)) as unknown,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
  ...(row.expires_at !== null && { expiresAt: Number(row.expires_at) }),
});

const toSpan = (span: SQLOutputValue | undefined) => (typeof span === 'number' ? span : String(span));
