import type { Jira } from '../atlassian/jira';
import { createDirectory } from '../identity/directory';
import { createLinkCodes } from '../identity/link-codes';
import { createLinks } from '../identity/links';
import { createMapping } from '../identity/mapping';
import { createPersonCache } from '../identity/person-cache';
import { createProfiles } from '../identity/profiles';
import { createTrust } from '../identity/trust';
import type { NotificationStore } from '../notifications/store';
import type { Ports } from '../ports';
import { type AccountId, isExternal, type PersonId } from '../shared/brand';
import type { SlackClient } from '../slack/client';
import type { Connection, Connections } from '../slack/connections';
import { isUsable } from '../slack/connections/model';

type Parts = {
  jira: Jira;
  connections: Connections;
  /** Watched, so that a token with which only look-ups are made is found dead too. */
  clientOf: (connection: Connection) => SlackClient;
  rows: NotificationStore;
};

/** A thousand people: of more, the rest is found when the first have been told. */
const WAITING_PAGES = 10;

const isAccount = (id: PersonId | undefined): id is AccountId => id !== undefined && !isExternal(id);

/** Who somebody is in Jira and in Slack, and how that is known. */
export function createPeople(ports: Ports, { jira, connections, clientOf, rows }: Parts) {
  const cache = createPersonCache(ports);
  const profiles = createProfiles({ ...ports, jira });
  const links = createLinks({
    ...ports,
    forget: async (ids, pairs) => {
      const { connections: all } = await connections.all();
      await cache.forget(
        ids,
        pairs,
        all.map(({ team }) => team),
      );
    },
  });
  const directory = createDirectory({ ...ports, jira, profiles, links, workspaces, waiting });

  /** Whoever is still to be told something: with many of them the whole list of members is read at once. */
  async function waiting(): Promise<readonly AccountId[]> {
    const told: AccountId[] = [];
    let cursor: string | undefined;
    for (let page = 1; page <= WAITING_PAGES; page += 1) {
      const read = await rows.list({ status: 'pending', limit: 100, ...(cursor === undefined ? {} : { cursor }) });
      told.push(...read.rows.flatMap(({ recipient }) => (isAccount(recipient) ? [recipient] : [])));
      cursor = read.cursor;
      if (cursor === undefined) break;
    }
    return [...new Set(told)];
  }

  /** Those that work, the default first. */
  async function workspaces() {
    const { connections: all } = await connections.all();
    const usable = all.filter(isUsable).sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
    return usable.map((each) => ({ ...clientOf(each), team: each.team }));
  }

  const pageUrl = async () => new URL(ports.globalPagePath(), await jira.siteUrl()).href;
  const codes = createLinkCodes({ ...ports, links, pageUrl });

  const workspaceNames = async () => {
    const { connections: all } = await connections.all();
    return new Map(all.map(({ team, teamName }) => [team as string, teamName]));
  };
  const mapping = createMapping({
    jira,
    profiles,
    links,
    workspaces: async () => {
      const names = await workspaceNames();
      return (await workspaces()).map((each) => ({ ...each, name: names.get(each.team) ?? each.team }));
    },
  });

  return {
    profiles,
    links,
    directory,
    mapping,
    workspaceNames,
    codes,
    pageUrl,
    trust: createTrust({ ...ports, links, cache, find: directory.find }),
  };
}

export type PeopleParts = ReturnType<typeof createPeople>;
