import type { Documents } from '../documents';

/** One delivery that Forge owes to a consumer or a product trigger; it survives a restart. */
export type Work = {
  position: number;
  kind: 'consumer' | 'trigger';
  /** Key of the module that receives it. */
  module: string;
  eventId: string;
  job: string | undefined;
  body: Record<string, unknown>;
  lineage: string | undefined;
  pushedAt: number;
  dueAt: number;
  attempts: number;
  retry: Retry | undefined;
  concurrency: { key: string; limit: number } | undefined;
  cancelled: boolean;
};

export type Retry = { retryCount: number; retryReason: string; retryData: unknown };

export type NewWork = Pick<Work, 'kind' | 'module' | 'eventId' | 'body' | 'pushedAt' | 'dueAt'> &
  Partial<Pick<Work, 'job' | 'lineage' | 'concurrency'>> & {
    /** Goes behind all that is waiting or comes later. */
    last?: boolean;
    /** A second delivery of the same event: counts in no statistics. */
    copy?: boolean;
  };

export type Failure = { module: string; eventId: string; failure: string; attempts: number };

export type WorkStore = ReturnType<typeof createWorkStore>;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS forge_work (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    turn INTEGER NOT NULL DEFAULT 0, kind TEXT NOT NULL, module TEXT NOT NULL, event_id TEXT NOT NULL,
    job TEXT, copy INTEGER NOT NULL, body TEXT NOT NULL, lineage TEXT,
    pushed_at INTEGER NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, retry TEXT,
    concurrency_key TEXT, concurrency_limit INTEGER,
    status TEXT NOT NULL DEFAULT 'waiting', cancelled INTEGER NOT NULL DEFAULT 0, failure TEXT
  );
  CREATE INDEX IF NOT EXISTS forge_work_turn ON forge_work (status, turn);
  CREATE INDEX IF NOT EXISTS forge_work_job ON forge_work (job);
  CREATE INDEX IF NOT EXISTS forge_work_pushed ON forge_work (pushed_at);
  CREATE TABLE IF NOT EXISTS forge_lineage (id TEXT PRIMARY KEY, pushes INTEGER NOT NULL);
`;
const LAST = 2 ** 50;
const KEPT_MS = 24 * 60 * 60_000;

export function createWorkStore({ database }: Pick<Documents, 'database'>) {
  database.exec(SCHEMA);
  // What was running when the process died is delivered again.
  database.exec(`UPDATE forge_work SET status = 'waiting' WHERE status = 'running'`);

  const insert = database.prepare(
    `INSERT INTO forge_work (kind, module, event_id, job, copy, body, lineage, pushed_at, due_at, concurrency_key, concurrency_limit)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const order = database.prepare('UPDATE forge_work SET turn = position + ? WHERE position = ?');
  const prune = database.prepare(`DELETE FROM forge_work WHERE status IN ('done', 'cancelled') AND pushed_at < ?`);
  const due = database.prepare(
    `SELECT * FROM forge_work WHERE status = 'waiting' AND due_at <= ?
     AND (concurrency_key IS NULL OR concurrency_limit > (SELECT count(*) FROM forge_work AS other
       WHERE other.status = 'running' AND other.concurrency_key = forge_work.concurrency_key))
     ORDER BY turn LIMIT ?`,
  );
  const read = database.prepare('SELECT * FROM forge_work WHERE position = ?');
  const mark = database.prepare('UPDATE forge_work SET status = ?, failure = ? WHERE position = ?');
  const again = database.prepare(
    `UPDATE forge_work SET status = 'waiting', due_at = ?, retry = ?, attempts = attempts + 1 WHERE position = ?`,
  );
  const pushes = database.prepare(
    'INSERT INTO forge_lineage (id, pushes) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET pushes = pushes + 1 RETURNING pushes',
  );
  const one = (sql: string, ...values: (string | number)[]) => database.prepare(sql).get(...values)?.n;

  return {
    add(work: NewWork): void {
      prune.run(work.pushedAt - KEPT_MS);
      const { lastInsertRowid } = insert.run(
        work.kind,
        work.module,
        work.eventId,
        work.job ?? null,
        work.copy ? 1 : 0,
        JSON.stringify(work.body),
        work.lineage ?? null,
        work.pushedAt,
        work.dueAt,
        work.concurrency?.key ?? null,
        work.concurrency?.limit ?? null,
      );
      order.run(work.last ? LAST : 0, lastInsertRowid);
    },
    due: (now: number, limit: number): Work[] => due.all(now, limit).map(toWork),
    reload(position: number): Work | undefined {
      const row = read.get(position);
      return row === undefined ? undefined : toWork(row);
    },
    start: (position: number) => void mark.run('running', null, position),
    finish: (position: number, status: 'done' | 'failed' | 'cancelled', failure?: string) =>
      void mark.run(status, failure ?? null, position),
    repeat: (position: number, { dueAt, retry }: { dueAt: number; retry: Retry | undefined }) =>
      void again.run(dueAt, retry === undefined ? null : JSON.stringify(retry), position),
    jobCounts(module: string, job: string) {
      const rows = database
        .prepare(
          'SELECT status, count(*) AS n FROM forge_work WHERE module = ? AND job = ? AND copy = 0 GROUP BY status',
        )
        .all(module, job);
      return new Map(rows.map((row) => [String(row.status), Number(row.n)]));
    },
    cancel(module: string, job: string): void {
      database.prepare('UPDATE forge_work SET cancelled = 1 WHERE module = ? AND job = ?').run(module, job);
      database
        .prepare(`UPDATE forge_work SET status = 'cancelled' WHERE module = ? AND job = ? AND status = 'waiting'`)
        .run(module, job);
    },
    pushedSince: (at: number): number =>
      Number(
        one(`SELECT count(*) AS n FROM forge_work WHERE pushed_at > ? AND kind = 'consumer' AND copy = 0`, at) ?? 0,
      ),
    /** How many push requests descend from the same first invocation, this one included. */
    countPush: (lineage: string): number => Number(pushes.get(lineage)?.pushes ?? 0),
    counts(): Record<string, { waiting: number; running: number; failed: number }> {
      const rows = database
        .prepare('SELECT module, status, count(*) AS n FROM forge_work GROUP BY module, status')
        .all();
      return countsByModule(rows);
    },
    failures: (): Failure[] =>
      database
        .prepare(
          `SELECT module, event_id, failure, attempts FROM forge_work WHERE status = 'failed' ORDER BY position DESC LIMIT 100`,
        )
        .all()
        .map((row) => ({
          module: String(row.module),
          eventId: String(row.event_id),
          failure: String(row.failure),
          attempts: Number(row.attempts),
        })),
    nextDueAt(): number | undefined {
      const next = one(`SELECT min(due_at) AS n FROM forge_work WHERE status = 'waiting'`);
      return next === null || next === undefined ? undefined : Number(next);
    },
    clear: () => database.exec('DELETE FROM forge_work; DELETE FROM forge_lineage;'),
  };
}

type Row = Record<string, unknown>;

function toWork(row: Row): Work {
  const text = (name: string) => (row[name] === null ? undefined : String(row[name]));
  const key = text('concurrency_key');
  return {
    position: Number(row.position),
    kind: row.kind === 'trigger' ? 'trigger' : 'consumer',
    module: String(row.module),
    eventId: String(row.event_id),
    job: text('job'),
    body: JSON.parse(String(row.body)),
    lineage: text('lineage'),
    pushedAt: Number(row.pushed_at),
    dueAt: Number(row.due_at),
    attempts: Number(row.attempts),
    retry: row.retry === null ? undefined : JSON.parse(String(row.retry)),
    concurrency: key === undefined ? undefined : { key, limit: Number(row.concurrency_limit) },
    cancelled: Number(row.cancelled) === 1,
  };
}

function countsByModule(rows: readonly Row[]) {
  const counts: Record<string, { waiting: number; running: number; failed: number }> = {};
  for (const row of rows) {
    const module = String(row.module);
    const count = counts[module] ?? { waiting: 0, running: 0, failed: 0 };
    counts[module] = count;
    if (row.status === 'waiting' || row.status === 'running' || row.status === 'failed')
      count[row.status] = Number(row.n);
  }
  return counts;
}
