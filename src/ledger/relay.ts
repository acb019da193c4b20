import type { Log } from '../ports';
import { type AuditEntry, toAuditWrite } from './audit';
import type { Owed, Records, Stored } from './record';

/** A commit holds 25 writes: the record itself and an audit entry for each event. */
const EVENTS_PER_STRIKE = 20;

/**
 * Pays what a record owes: hands the events on, then strikes them off together with their audit entries. It may run
 * twice, at once, or stop half-way: handing on is idempotent, and what is not struck off is paid again.
 */
export function createRelay<S, E>({
  records,
  prepare = async (stored) => stored,
  handOn,
  explain,
  log,
}: {
  records: Pick<Records<S, E>, 'load' | 'strike'>;
  /** What has to be known before anybody is told. Answers the record as it then is; what it throws keeps all owed. */
  prepare?: (stored: Stored<S, E>) => Promise<Stored<S, E>>;
  /** Returns when the outcome of these events is either done or stored as work of its own. */
  handOn: (stored: Stored<S, E>, events: readonly Owed<E>[]) => Promise<void>;
  explain: (stored: Stored<S, E>, owed: Owed<E>) => AuditEntry;
  log: Log;
}) {
  async function run(id: string): Promise<void> {
    for (;;) {
      const loaded = await records.load(id);
      if (loaded === undefined || loaded.owed.length === 0) return;
      const stored = await prepare(loaded);
      if (stored.owed.length === 0) return;

      const events = stored.owed.slice(0, EVENTS_PER_STRIKE);
      await handOn(stored, events);
      await records.strike(
        stored,
        new Set(events.map((each) => each.sequence)),
        events.map((each) => toAuditWrite(explain(stored, each))),
      );
      log.info('relayed', { record: id, events: events.length, correlation: events.at(-1)?.correlation });
      if (stored.owed.length <= EVENTS_PER_STRIKE) return;
    }
  }

  return { run };
}
