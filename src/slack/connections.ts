import { createLease } from '../ledger/lease';
import type { Clock, Log, Store } from '../ports';
import type { Instant, SlackTeamId } from '../shared/brand';
import type { Result } from '../shared/result';
import { parseSecrets, writeSecrets } from './connections/codec';
import { type Connection, defaultOf, type SlackSecrets } from './connections/model';

export type { Connection, SlackSecrets } from './connections/model';

const KEY = 'slack';
const LEASE = 'slack-connections';

/** One instance lives as long as one invocation, and reads the secret once: nothing of a tenant outlives its call. */
export function createConnections({ store, clock, log }: { store: Store; clock: Clock; log: Log }) {
  const hold = createLease({ store, clock, log });
  let reading: Promise<SlackSecrets> | undefined;

  const read = async (): Promise<SlackSecrets> => parseSecrets(await store.getSecret(KEY));

  function all(): Promise<SlackSecrets> {
    reading ??= read();
    return reading;
  }

  /** The workspace through which Baton speaks. */
  const current = async (): Promise<Connection | undefined> => defaultOf((await all()).connections);

  /** `enterprise` is checked where both sides know one. */
  async function byTeam(team: SlackTeamId, enterprise?: string): Promise<Connection | undefined> {
    const found = (await all()).connections.find((each) => each.team === team);
    const known = found?.enterprise;
    return enterprise !== undefined && known !== undefined && known !== enterprise ? undefined : found;
  }

  /**
   * The only way to write: a secret has no condition, so the lease keeps others out, and what stands there is read
   * again. Throws ConflictError while somebody else is at it.
   */
  function change<R>(
    decide: (present: SlackSecrets, at: Instant) => Result<SlackSecrets, R>,
  ): Promise<Result<SlackSecrets, R>> {
    return hold(LEASE, async (held) => {
      const present = await read();
      const at = clock.now();
      const decided = decide(withoutStale(present, at), at);
      if (!decided.ok) return decided;
      held.assertHeld();
      await store.setSecret(KEY, writeSecrets(decided.value));
      reading = Promise.resolve(decided.value);
      return decided;
    });
  }

  return {
    all,
    current,
    byTeam,
    change,
    /** For what must not happen at the same time as a change; it must not change anything itself. */
    exclusively: (work: () => Promise<void>): Promise<void> => hold(LEASE, work),
  };
}

export type Connections = ReturnType<typeof createConnections>;

/** Secrets whose time is over. What nobody has come back for stays until it was taken back in Slack. */
const withoutStale = (secrets: SlackSecrets, at: Instant): SlackSecrets => ({
  ...secrets,
  signingSecrets: secrets.signingSecrets.filter(({ validUntil }) => validUntil === undefined || at < validUntil),
});
