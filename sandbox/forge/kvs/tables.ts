import type { DatabaseSync } from 'node:sqlite';

/**
 * `kvs_row` holds one live row for each key, and the rows it replaced for as long as a lagging query still sees them.
 * `kvs_entry` holds one entry for each row and index; `span` is the range value, compared as the type it was stored with.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS kvs_row (
    id INTEGER PRIMARY KEY,
    installation TEXT NOT NULL, space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, expires_at INTEGER,
    live INTEGER NOT NULL, seen_from INTEGER NOT NULL, gone_at INTEGER
  );
  CREATE UNIQUE INDEX IF NOT EXISTS kvs_row_live ON kvs_row (installation, space, key) WHERE live = 1;
  CREATE INDEX IF NOT EXISTS kvs_row_gone ON kvs_row (gone_at) WHERE gone_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS kvs_entry (
    installation TEXT NOT NULL, space TEXT NOT NULL, index_name TEXT NOT NULL, partition TEXT NOT NULL,
    span BLOB NOT NULL, key TEXT NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (installation, space, index_name, partition, span, key, row)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS kvs_entry_row ON kvs_entry (row);
  CREATE TRIGGER IF NOT EXISTS kvs_row_deleted AFTER DELETE ON kvs_row BEGIN
    DELETE FROM kvs_entry WHERE row = old.id;
  END;
  CREATE TABLE IF NOT EXISTS kvs_index (space TEXT PRIMARY KEY, fingerprint TEXT NOT NULL);
`;

const ROW = 'r.key, r.value, r.created_at, r.updated_at, r.expires_at';
const PLACE = 'installation = ? AND space = ? AND key = ? AND live = 1';

/** The statements whose text does not depend on the request. */
export function prepareTables(database: DatabaseSync) {
  database.exec(TABLES);
  return {
    find: database.prepare(`SELECT ${ROW} FROM kvs_row r WHERE ${PLACE}`),
    retire: database.prepare(
      `UPDATE kvs_row SET live = 0, gone_at = min(coalesce(gone_at, ?4), ?4)
       WHERE installation = ?1 AND space = ?2 AND key = ?3 AND live = 1`,
    ),
    insert: database.prepare(
      `INSERT INTO kvs_row (installation, space, key, value, created_at, updated_at, expires_at, live, seen_from, gone_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id`,
    ),
    insertEntry: database.prepare('INSERT INTO kvs_entry VALUES (?, ?, ?, ?, ?, ?, ?)'),
    purge: database.prepare('DELETE FROM kvs_row WHERE gone_at <= ?'),
    dump: database.prepare(
      `SELECT space, key, value FROM kvs_row
       WHERE installation = ? AND live = 1 AND (gone_at IS NULL OR gone_at > ?) ORDER BY space, key`,
    ),
    fingerprint: database.prepare('SELECT fingerprint FROM kvs_index WHERE space = ?'),
    setFingerprint: database.prepare('INSERT OR REPLACE INTO kvs_index VALUES (?, ?)'),
    dropEntries: database.prepare('DELETE FROM kvs_entry WHERE space = ?'),
    ofSpace: database.prepare('SELECT id, installation, key, value FROM kvs_row WHERE space = ?'),
  };
}

/** `where` and `order` are written by this program; what an app sends arrives only as parameters. */
export const scanSql = (where: string, order: 'ASC' | 'DESC') => `
  SELECT ${ROW}, e.span FROM kvs_entry e CROSS JOIN kvs_row r ON r.id = e.row
  WHERE e.installation = ? AND e.space = ? AND e.index_name = ? AND e.partition = ? AND r.seen_from <= ? ${where}
  ORDER BY e.span ${order}, e.key ${order} LIMIT ?`;
