import { DatabaseSync } from 'node:sqlite';

/** A named set of JSON documents, kept in the order in which their ids were first put. */
export type Collection<T> = {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  delete(id: string): boolean;
  all(): T[];
  entries(): [string, T][];
  count(): number;
  clear(): void;
};

export type Documents = {
  database: DatabaseSync;
  collection<T>(name: string): Collection<T>;
  /** A counter that survives a restart: 1, 2, 3, … for each name. */
  next(name: string): number;
  clear(): void;
  close(): void;
};

/** `path` is a file, or `:memory:`. Every change is on disk when the call returns; values are copied in and out. */
export function openDocuments(path: string): Documents {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS document (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      collection TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
      UNIQUE (collection, id)
    );
    CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  `);
  const get = database.prepare('SELECT value FROM document WHERE collection = ? AND id = ?');
  const put = database.prepare(
    'INSERT INTO document (collection, id, value) VALUES (?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM document WHERE collection = ? AND id = ?');
  const list = database.prepare('SELECT id, value FROM document WHERE collection = ? ORDER BY position');
  const size = database.prepare('SELECT count(*) AS n FROM document WHERE collection = ?');
  const empty = database.prepare('DELETE FROM document WHERE collection = ?');
  const count = database.prepare(
    'INSERT INTO counter (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  );

  function collection<T>(name: string): Collection<T> {
    const entries = () =>
      list.all(name).map((row): [string, T] => [String(row.id), JSON.parse(String(row.value)) as T]);
    return {
      get(id) {
        const row = get.get(name, id);
        return row === undefined ? undefined : (JSON.parse(String(row.value)) as T);
      },
      put: (id, value) => void put.run(name, id, JSON.stringify(value)),
      delete: (id) => remove.run(name, id).changes > 0,
      all: () => entries().map(([, value]) => value),
      entries,
      count: () => Number(size.get(name)?.n ?? 0),
      clear: () => void empty.run(name),
    };
  }

  return {
    database,
    collection,
    next: (name) => Number(count.get(name)?.value ?? 0),
    clear: () => database.exec('DELETE FROM document; DELETE FROM counter;'),
    close: () => database.close(),
  };
}
