import type { Clock, Log, Store } from '../ports';
import type { AccountId } from '../shared/brand';
import { describeError, PermanentError, TransientError } from '../shared/errors';
import { inParallel } from '../shared/parallel';
import { mismatchOf } from './core/match';
import type { Reach, SlackMember } from './core/model';
import { createPauses } from './pauses';
import { type Roster, readRoster, type Workspace } from './roster';

export type Wanted = { readonly accountId: AccountId; readonly email: string };
/** Undefined for whom nobody could be asked about, and nothing is known of when to ask again. */
export type Sought = ReadonlyMap<AccountId, Reach | undefined>;

/** More than Slack lets us look up one by one within a minute. */
export const CROWD = 50;
const LOOKUPS_AT_ONCE = 10;
/** Whoever comes while a list is being read waits for what it brings. */
const LISTING_MS = 5_000;

/**
 * Finds people by address in one workspace. Up to fifty are looked up one by one; more are looked for in the list of
 * members, which takes one call for two hundred. Where that list is too long, the rest is looked up one by one.
 */
export function createSeek({
  store,
  clock,
  log,
}: {
  store: Pick<Store, 'getMany' | 'setMany'>;
  clock: Clock;
  log: Log;
}) {
  const pauses = createPauses({ store, clock });

  /** Undefined where Slack may be asked now. */
  async function waitOf(workspace: Workspace): Promise<number | undefined> {
    const { until } = await pauses.load(workspace.team);
    return until > clock.now() ? until - clock.now() : undefined;
  }

  async function seek(workspace: Workspace, wanted: readonly Wanted[]): Promise<Sought> {
    if (wanted.length <= CROWD) return oneByOne(workspace, wanted);
    const { largeUntil } = await pauses.load(workspace.team);
    return largeUntil > clock.now() ? oneByOne(workspace, wanted) : inList(workspace, wanted);
  }

  async function inList(workspace: Workspace, wanted: readonly Wanted[]): Promise<Sought> {
    await pauses.pause(workspace.team, LISTING_MS);
    const roster = await listOf(workspace, wanted);
    if ('reach' in roster) return new Map(wanted.map(({ accountId }) => [accountId, roster.reach]));

    const { team } = workspace;
    const found = new Map(wanted.map((each) => [each.accountId, roster.byAddress(each.email)]));
    const missing = wanted.filter(({ accountId }) => found.get(accountId) === undefined);
    const isCut = !roster.complete && missing.length > 0;
    if (isCut) await pauses.tooLarge(team);
    const others = isCut ? await oneByOne(workspace, missing) : new Map<AccountId, Reach | undefined>();
    return new Map(
      wanted.map(({ accountId }) => {
        return [accountId, others.has(accountId) ? others.get(accountId) : reachOf(found.get(accountId), workspace)];
      }),
    );
  }

  async function listOf(
    workspace: Workspace,
    wanted: readonly Wanted[],
  ): Promise<Roster | { reach: Reach | undefined }> {
    const isThere = (roster: Roster, { email }: Wanted) => reachOf(roster.byAddress(email), workspace).type === 'user';
    try {
      return await readRoster(workspace, (roster) => wanted.every((each) => isThere(roster, each)));
    } catch (error) {
      log.warn('slack-members-not-listed', { people: wanted.length, ...describeError(error) });
      return { reach: await unasked(workspace, error) };
    }
  }

  async function oneByOne(workspace: Workspace, wanted: readonly Wanted[]): Promise<Sought> {
    const found = await inParallel(LOOKUPS_AT_ONCE, wanted, async ({ accountId, email }) => {
      try {
        return [accountId, reachOf(await workspace.personByEmail(email), workspace)] as const;
      } catch (error) {
        log.warn('slack-user-not-resolved', { account: accountId, ...describeError(error) });
        return [accountId, toUnasked(error)] as const;
      }
    });
    const waits = found.flatMap(([, reach]) => (reach?.type === 'unresolved' ? [reach.retryAfterMs] : []));
    if (waits.length > 0) await pauses.pause(workspace.team, Math.max(...waits));
    return new Map(found);
  }

  async function unasked(workspace: Workspace, error: unknown): Promise<Reach | undefined> {
    const reach = toUnasked(error);
    if (reach?.type === 'unresolved') await pauses.pause(workspace.team, reach.retryAfterMs);
    return reach;
  }

  return { seek, waitOf };
}

function reachOf(member: SlackMember | undefined, { team }: Workspace): Reach {
  if (member === undefined) return { type: 'none', reason: 'no-slack-user' };
  const reason = mismatchOf(member, team);
  return reason === undefined ? { type: 'user', team, user: member.id } : { type: 'none', reason };
}

/** Undefined where nothing is known of when to ask again. */
function toUnasked(error: unknown): Reach | undefined {
  if (error instanceof PermanentError) return { type: 'none', reason: error.code };
  if (!(error instanceof TransientError) || error.retryAfterMs === undefined) return undefined;
  return { type: 'unresolved', retryAfterMs: error.retryAfterMs };
}
