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
import { type AccountId, isExternal, type SlackTeamId } from '../shared/brand';
import type { SlackClient } from '../slack/client';
import type { Connections } from '../slack/connections';
import { isUsable } from '../slack/connections/model';

type Parts = {
  jira: Jira;
  connections: Connections;
  client: (token: string, team: SlackTeamId) => SlackClient;
  rows: NotificationStore;
};

/** Who somebody is in Jira and in Slack, and how that is known. */
export function createPeople(ports: Ports, { jira, connections, client, rows }: Parts) {
  const cache = createPersonCache(ports);
  const profiles = createProfiles({ ...ports, jira });
  const links = createLinks({ ...ports, forget: cache.forget });
  const directory = createDirectory({ ...ports, jira, profiles, links, workspaces, waiting });

  /** Whoever is still to be told something: with many of them the whole list of members is read at once. */
  async function waiting(): Promise<readonly AccountId[]> {
    const { rows: pending } = await rows.list({ status: 'pending', limit: 100 });
    const told = pending.flatMap(({ recipient }) =>
      recipient === undefined || isExternal(recipient) ? [] : [recipient],
    );
    return [...new Set(told)];
  }

  /** Those that work, the default first. */
  async function workspaces() {
    const { connections: all } = await connections.all();
    const usable = all.filter(isUsable).sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
    return usable.map(({ team, botToken }) => ({ ...client(botToken, team), team }));
  }

  const codes = createLinkCodes({
    ...ports,
    links,
    pageUrl: async () => new URL('/jira/apps', await jira.siteUrl()).href,
  });

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

  return { profiles, links, directory, mapping, workspaceNames, codes, trust: createTrust({ ...ports, links, cache }) };
}

export type PeopleParts = ReturnType<typeof createPeople>;
