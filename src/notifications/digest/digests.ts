import { judge } from '../../ledger/judge';
import type { Clock, Log } from '../../ports';
import type { AccountId } from '../../shared/brand';
import { ConflictError, describeError } from '../../shared/errors';
import { arrived, DEACTIVATED, type Digest, ended, failed, type Mine, turnOf } from '../core/digest';
import { type DigestContent, isEmpty } from '../core/digest-content';
import { nextDayAfter, type WallClock } from '../core/digest-plan';
import { type PreferenceStore, quietAt, type StoredPreferences } from '../preferences';

export type Deps = {
  clock: Clock;
  log: Log;
  preferences: Pick<PreferenceStore, 'stored' | 'replace'>;
  loadWallClock: () => Promise<WallClock>;
  /** Throws where nobody can say. */
  isActive: (account: AccountId) => Promise<boolean>;
  /** Looked up at this moment. */
  contentFor: (account: AccountId, timeZone: string) => Promise<DigestContent>;
  /** Both throw what `judge` understands. */
  post: (content: DigestContent) => Promise<void>;
  /** The same `key` is the same mail. */
  email: (content: DigestContent, key: string) => Promise<void>;
};

type Held = StoredPreferences & { readonly account: AccountId; readonly digest: Mine };
type Change = (digest: Mine) => Digest;

/** By the first way, then by e-mail, and a look whether anything is left. */
const ROUNDS = 3;
const ATTEMPTS = 5;

/** Sends what is due to one person: claim, look everything up, send once, store the outcome. */
export function createDigests(deps: Deps) {
  const { clock, log, preferences, loadWallClock, isActive, contentFor, post, email } = deps;

  async function run(account: AccountId): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const held = await take(account);
      if (held === undefined) return;
      const after = await settle(held, await perform(held));
      if (after?.status !== 'planned' || after.run === undefined) return;
    }
  }

  /** The write that claims it moves the next one on. Whoever comes second finds nothing to do. */
  async function take(account: AccountId): Promise<Held | undefined> {
    const present = await preferences.stored(account);
    if (present?.preferences.digest?.status !== 'planned') return undefined;
    const at = clock.now();
    const { timeZone, digest } = present.preferences;
    const nextAt = nextDayAfter(await loadWallClock(), digest.plan, timeZone, at);
    const turn = turnOf(digest, at, { nextAt, quietUntil: quietAt(present.preferences, at) });
    if (turn.type === 'nothing') return undefined;

    const stored = await preferences.replace(account, withDigest(present, turn.digest));
    if (stored === undefined) return undefined;
    if (turn.type === 'act') return { ...stored, account, digest: turn.digest };
    report(account, turn.digest);
    return undefined;
  }

  /** Tries until the judge says that this invocation is done with it. */
  async function perform({ account, preferences: { timeZone }, digest }: Held): Promise<Change> {
    for (let { attempts } = digest.run; ; attempts += 1) {
      try {
        return await send(account, timeZone, digest);
      } catch (error) {
        const at = clock.now();
        const verdict = judge(error, attempts, at);
        const { doing } = digest.run.claim;
        log.warn('digest-failed', { account, doing, attempts, verdict, ...describeError(error) });
        if (verdict.type === 'again') continue;
        return (mine) => failed({ ...mine, run: { ...mine.run, attempts } }, verdict, at);
      }
    }
  }

  async function send(account: AccountId, timeZone: string, { run: { claim, since } }: Mine): Promise<Change> {
    if (!(await isActive(account))) {
      return (mine) => ended(mine, { at: clock.now(), status: 'not-sent', reason: DEACTIVATED });
    }
    const content = await contentFor(account, timeZone);
    const { at } = content;
    if (isEmpty(content)) return (mine) => ended(mine, { at, status: 'nothing-to-tell' });
    await (claim.doing === 'post' ? post(content) : email(content, `digest-${account}-${since}`));
    return (mine) => arrived(mine, at);
  }

  /**
   * Meanwhile its owner may have chosen another time: what is stored is the same change of what stands there now. A
   * store that fails for a moment must not turn a post into one of unknown outcome.
   */
  async function settle(held: Held, change: Change): Promise<Digest | undefined> {
    let present: StoredPreferences = held;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const digest = changed(present, held, change);
      const tried = await write(held.account, { present, digest, attempt });
      if (tried === 'written') return report(held.account, digest);
      present = tried;
    }
    throw new ConflictError('a digest keeps changing');
  }

  /** Answers what stands there now, where it has to be done again. */
  async function write(
    account: AccountId,
    { present, digest, attempt }: { present: StoredPreferences; digest: Digest; attempt: number },
  ): Promise<'written' | StoredPreferences> {
    try {
      if ((await preferences.replace(account, withDigest(present, digest))) !== undefined) return 'written';
      return (await preferences.stored(account)) ?? present;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      log.warn('digest-outcome-not-stored', { account, attempt, ...describeError(error) });
      return present;
    }
  }

  /** One line for each that is over, with how. */
  function report(account: AccountId, digest: Digest): Digest {
    const isOver = digest.status !== 'planned' || digest.run === undefined;
    if (isOver) log.info('digest-ended', { account, digest: digest.status, ...digest.last });
    return digest;
  }

  return { run };
}

const withDigest = ({ version, preferences }: StoredPreferences, digest: Digest): StoredPreferences => ({
  version,
  preferences: { ...preferences, digest },
});

/** Where the claim is no longer there, only how it ended is kept: nothing else is owed. */
function changed({ preferences: { digest } }: StoredPreferences, held: Held, change: Change): Digest {
  const { claim } = held.digest.run;
  if (digest?.status === 'planned' && digest.run?.claim?.until === claim.until) {
    return change({ ...digest, run: { ...digest.run, claim: digest.run.claim } });
  }
  const { last } = change(held.digest);
  return { ...(digest ?? { status: 'off' }), ...(last === undefined ? {} : { last }) };
}
