import { expect, it } from 'vitest';
import type { Reach } from '../../src/identity/core/model';
import { createDirectory } from '../../src/identity/directory';
import { createProfiles } from '../../src/identity/profiles';
import type { Workspace } from '../../src/identity/roster';
import { type AccountId, type Instant, toSlackTeamId } from '../../src/shared/brand';
import { TransientError } from '../../src/shared/errors';
import { inChunks } from '../../src/shared/parallel';
import { crowd } from '../support/builders';
import { fakeClock, fakeLog, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';
import { emailOf, member } from './given-directory';

const MINUTE_MS = 60_000;
const ALLOWED = { lookup: 50, list: 20, post: 300 };
const PAGE = 200;
const PER_TASK = 10;

/** One-minute windows from the first call, as Slack counts. */
function givenSlack(people: readonly AccountId[], now: () => Instant) {
  const windows = new Map<string, { since: Instant; calls: number }>();
  const refused = { lookup: 0, list: 0, post: 0 };
  function count(kind: keyof typeof ALLOWED) {
    const known = windows.get(kind);
    const window = known === undefined || now() >= known.since + MINUTE_MS ? { since: now(), calls: 0 } : known;
    if (window.calls >= ALLOWED[kind]) {
      refused[kind] += 1;
      throw new TransientError('ratelimited', { retryAfterMs: window.since + MINUTE_MS - now() });
    }
    windows.set(kind, { ...window, calls: window.calls + 1 });
  }
  const workspace: Workspace = {
    team: toSlackTeamId('T1'),
    async personByEmail(email) {
      count('lookup');
      return member(email);
    },
    userById: async () => undefined,
    async listUsers(cursor) {
      count('list');
      const from = Number(cursor ?? 0);
      const items = people.slice(from, from + PAGE).map((id) => member(emailOf(id)));
      return { items, cursor: from + PAGE < people.length ? String(from + PAGE) : undefined };
    },
  };
  return { workspace, refused, post: () => count('post') };
}

/** Messages to everybody: tasks of ten, each an invocation, which come back when Slack said so. */
async function messageAll(people: readonly AccountId[], { knowsWaiting = true } = {}) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const slack = givenSlack(people, clock.now);
  const asked = { emails: 0, profiles: 0 };
  const told = new Set<AccountId>();
  const jira = {
    async emails(ids: readonly AccountId[]) {
      asked.emails += ids.length;
      return new Map(ids.map((id) => [id as string, emailOf(id)]));
    },
    async profiles(ids: readonly AccountId[]) {
      asked.profiles += ids.length;
      return ids.map((accountId) => ({ accountId, name: 'Somebody', active: true }));
    },
  };

  async function run(ids: readonly AccountId[]): Promise<{ left: readonly AccountId[]; waitMs: number }> {
    const directory = createDirectory({
      store,
      clock,
      log: fakeLog(),
      jira,
      profiles: createProfiles({ store, clock, jira }),
      links: { ofAccounts: async () => new Map() },
      workspaces: async () => [slack.workspace],
      ...(knowsWaiting ? { waiting: async () => people.filter((id) => !told.has(id)) } : {}),
    });
    const found = await directory.find(ids);
    const waits = ids.map((id) => tell(id, found.get(id)?.slack));
    return { left: ids.filter((id) => !told.has(id)), waitMs: Math.max(1_000, ...waits) };
  }

  /** How long Slack asks to wait. */
  function tell(id: AccountId, reach: Reach | undefined): number {
    if (reach?.type === 'unresolved') return reach.retryAfterMs;
    if (reach?.type !== 'user') return 0;
    try {
      slack.post();
      told.add(id);
      return 0;
    } catch (error) {
      if (error instanceof TransientError && error.retryAfterMs !== undefined) return error.retryAfterMs;
      throw error;
    }
  }

  let tasks = inChunks(PER_TASK, people).map((ids) => ({ ids, at: START }));
  while (tasks.length > 0) {
    const next = Math.min(...tasks.map(({ at }) => at));
    clock.advance(Math.max(0, next - clock.now()));
    const due = tasks.filter(({ at }) => at <= clock.now());
    tasks = tasks.filter(({ at }) => at > clock.now());
    for (const { ids } of due) {
      const { left, waitMs } = await run(ids);
      if (left.length > 0) tasks.push({ ids: left, at: clock.now() + waitMs });
    }
  }

  return { seconds: (clock.now() - START) / 1_000, asked, refused: slack.refused };
}

it('finds and messages a thousand people within a quarter more than the posts alone take', async () => {
  const { seconds, asked } = await messageAll(crowd(1_000));

  const postsAlone = (Math.ceil(1_000 / ALLOWED.post) - 1) * 60;
  expect(seconds).toBeLessThanOrEqual(1.25 * postsAlone);
  expect(asked.profiles).toBe(1_000);
  // Those whose look-up was refused are asked about once more, by the list that finds everybody.
  expect(asked.emails).toBeLessThanOrEqual(1_000 + PER_TASK);
});

it('asks Jira hardly more than once for each of a hundred people, also where each is looked up alone', async () => {
  const { asked } = await messageAll(crowd(100), { knowsWaiting: false });

  expect(asked.profiles).toBe(100);
  expect(asked.emails).toBeLessThanOrEqual(100 + 2 * PER_TASK);
});
