import type { Link, SlackMember } from '../../src/identity/core/model';
import { createDirectory } from '../../src/identity/directory';
import type { Profile } from '../../src/identity/profiles';
import type { Workspace } from '../../src/identity/roster';
import type { Store } from '../../src/ports';
import { type AccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { fakeClock, fakeLog } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

export const emailOf = (id: string) => `${id}@lighthouse.example`;
export const userOf = (id: string) => toSlackUserId(`U-${id}`);

/** A member of the workspace who is called as their address. */
export const member = (email: string, more: Partial<SlackMember> = {}): SlackMember => ({
  id: userOf(email.split('@')[0] ?? ''),
  team: undefined,
  kind: 'member',
  deleted: false,
  stranger: false,
  email,
  emailConfirmed: true,
  enterprise: undefined,
  ...more,
});

export type Setting = {
  /** Workspaces, the default first. */
  teams?: readonly string[];
  /** Accounts of which Jira knows no address. */
  withoutEmail?: readonly AccountId[];
  /** Another address than usual. */
  emails?: ReadonlyMap<AccountId, string>;
  /** Accounts whose address no workspace knows, or only these do. */
  notInSlack?: readonly AccountId[];
  onlyIn?: ReadonlyMap<AccountId, string>;
  /** What is special about a Slack user. */
  members?: ReadonlyMap<AccountId, Partial<SlackMember>>;
  /** The same, in one workspace only. */
  membersIn?: Readonly<Record<string, Partial<SlackMember>>>;
  jira?: Error;
  /** What Slack answers about one account instead. */
  slack?: readonly [AccountId, Error];
  /** What Slack answers to a list of members instead. */
  list?: Error;
  /** The list of members: everybody, by default one page. */
  listed?: readonly AccountId[];
  pages?: number;
  links?: readonly Link[];
  waiting?: readonly AccountId[];
  /** Happens while somebody is looked up. */
  meanwhile?: () => void;
  /** Single look-ups that are answered before Slack asks to wait. */
  lookups?: { left: number; error: Error };
};

/** People whose Jira and Slack can be changed as the test goes on. Each directory is one invocation. */
export function givenDirectory(first: Setting = {}) {
  const clock = fakeClock();
  const log = fakeLog();
  const written: { key: string; value: unknown; ttlSeconds: number }[] = [];
  const asked = { emails: [] as number[], names: [] as number[], slack: [] as string[], lists: 0 };
  let setting = first;

  const memory = createMemoryStore({ clock });
  const store: Store = {
    ...memory,
    async setMany(entries, ttlSeconds) {
      written.push(...entries.map((entry) => ({ ...entry, ttlSeconds })));
      await memory.setMany(entries, ttlSeconds);
    },
  };
  const addressOf = (id: AccountId) => setting.emails?.get(id) ?? emailOf(id);
  const isKnownIn = (team: string, id: AccountId) =>
    !setting.notInSlack?.includes(id) && (setting.onlyIn?.get(id) ?? team) === team;

  function workspace(team: string): Workspace {
    const memberOf = (id: AccountId) =>
      member(emailOf(id), { ...setting.members?.get(id), ...setting.membersIn?.[team] });
    return {
      team: toSlackTeamId(team),
      async personByEmail(email) {
        asked.slack.push(email);
        setting.meanwhile?.();
        const [id, error] = setting.slack ?? [];
        const whose = email.toLowerCase().split('@')[0] as AccountId;
        if (id === whose) throw error;
        if (setting.lookups !== undefined && --setting.lookups.left < 0) throw setting.lookups.error;
        return isKnownIn(team, whose) ? memberOf(whose) : undefined;
      },
      userById: async () => undefined,
      async listUsers(cursor) {
        asked.lists += 1;
        if (setting.list !== undefined) throw setting.list;
        const page = Number(cursor ?? 1);
        const items = page === 1 ? (setting.listed ?? []).filter((id) => isKnownIn(team, id)).map(memberOf) : [];
        return { items, cursor: page < (setting.pages ?? 1) ? String(page + 1) : undefined };
      },
    };
  }

  const directory = () =>
    createDirectory({
      store,
      clock,
      log,
      jira: {
        async emails(ids) {
          asked.emails.push(ids.length);
          if (setting.jira !== undefined) throw setting.jira;
          return new Map(ids.filter((id) => !setting.withoutEmail?.includes(id)).map((id) => [id, addressOf(id)]));
        },
      },
      profiles: {
        async load(ids) {
          asked.names.push(ids.length);
          if (setting.jira !== undefined) throw setting.jira;
          return new Map(
            ids.map((id): [AccountId, Profile] => [id, { accountId: id, name: `Name of ${id}`, active: true }]),
          );
        },
      },
      links: {
        ofAccounts: async (ids) =>
          new Map(
            (setting.links ?? []).filter(({ account }) => ids.includes(account)).map((each) => [each.account, each]),
          ),
      },
      workspaces: async () => (setting.teams ?? ['T1']).map(workspace),
      ...(first.waiting === undefined ? {} : { waiting: async () => setting.waiting ?? [] }),
    });

  return {
    clock,
    log,
    store,
    written,
    asked,
    directory,
    change(next: Setting) {
      setting = next;
    },
    people: (...ids: AccountId[]) => directory().find(ids),
    complete: (ids: readonly AccountId[], values: ReadonlyMap<string, unknown>) => directory().complete(ids, values),
  };
}
