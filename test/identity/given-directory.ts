import { createDirectory, type SlackLookup } from '../../src/identity/directory';
import type { Store } from '../../src/ports';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { fakeClock, fakeLog } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

export const emailOf = (id: string) => `${id}@lighthouse.example`;
const userOf = (email: string) => toSlackUserId(`U-${email.split('@')[0]}`);

export type Setting = {
  team?: string | 'none';
  /** Accounts of which Jira knows no address. */
  withoutEmail?: readonly AccountId[];
  /** Accounts whose address Slack does not know. */
  notInSlack?: readonly AccountId[];
  jira?: Error;
  /** What Slack answers about one account instead. */
  slack?: readonly [AccountId, Error];
};

/** People whose Jira and Slack can be changed as the test goes on. */
export function givenDirectory(first: Setting = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  const written: { key: string; value: unknown; ttlSeconds: number }[] = [];
  const asked = { emails: [] as number[], names: [] as number[], slack: [] as string[] };
  let setting = first;

  const memory = createMemoryStore({ clock });
  const store: Store = {
    ...memory,
    async setMany(entries, ttlSeconds) {
      written.push(...entries.map((entry) => ({ ...entry, ttlSeconds })));
      await memory.setMany(entries, ttlSeconds);
    },
  };
  const bulk =
    (known: (id: AccountId) => boolean, value: (id: AccountId) => string) => async (ids: readonly AccountId[]) => {
      if (setting.jira !== undefined) throw setting.jira;
      return new Map(ids.filter(known).map((id) => [id, value(id)]));
    };
  async function userByEmail(email: string) {
    asked.slack.push(email);
    const [id, error] = setting.slack ?? [];
    if (id !== undefined && email === emailOf(id)) throw error;
    return setting.notInSlack?.some((each) => emailOf(each) === email) ? undefined : userOf(email);
  }
  const directory = createDirectory({
    store,
    clock,
    log,
    jira: {
      emails(ids) {
        asked.emails.push(ids.length);
        return bulk((id) => !setting.withoutEmail?.includes(id), emailOf)(ids);
      },
      names(ids) {
        asked.names.push(ids.length);
        return bulk(
          () => true,
          (id) => `Name of ${id}`,
        )(ids);
      },
    },
    async slack(): Promise<SlackLookup | undefined> {
      const team = setting.team ?? 'T1';
      return team === 'none' ? undefined : { team: toSlackTeamId(team), userByEmail };
    },
  });

  return {
    clock,
    log,
    store,
    written,
    asked,
    change(next: Setting) {
      setting = next;
    },
    async people(...ids: AccountId[]) {
      return directory.complete(ids, await store.getMany(directory.refs(ids)));
    },
    complete: directory.complete,
  };
}
