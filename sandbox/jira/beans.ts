import type { Account, People } from '../atlassian/people';
import type { Group } from '../world/world';
import { ISSUE_TYPES } from './fields/catalogue';
import type { Choice } from './fields/kinds';
import type { CommentRecord, History, WorkItemRecord } from './records';
import type { JiraStore } from './store';
import { CATEGORIES, statusNamed, type Transition } from './workflow';

/** Records as Jira's REST API shows them. */
export type Beans = ReturnType<typeof createBeans>;

type Json = Record<string, unknown>;

/** As Jira writes a moment: with an offset that has no colon. */
export const jiraTime = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');

/** Drawn here, so that no browser asks another host for it. */
function portrait(name: string): Json {
  const initials = name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><rect width="48" height="48" fill="hsl(${hue} 45% 42%)"/><text x="24" y="31" font-family="sans-serif" font-size="19" fill="#fff" text-anchor="middle">${initials}</text></svg>`;
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return Object.fromEntries(['48x48', '24x24', '16x16', '32x32'].map((size) => [size, url]));
}

export function createBeans({ store, people, siteUrl }: { store: JiraStore; people: People; siteUrl: string }) {
  const api = `${siteUrl}/rest/api/3`;

  const avatars = (image: string) =>
    Object.fromEntries(
      ['48x48', '24x24', '16x16', '32x32'].map((size) => [size, `${siteUrl}/avatar/${image}?size=${size}`]),
    );

  // `emailAddress` is left out, as an app meets it where people keep their address to themselves.
  const user = (account: Account): Json => ({
    self: `${api}/user?accountId=${encodeURIComponent(account.accountId)}`,
    accountId: account.accountId,
    accountType: account.type,
    avatarUrls: portrait(account.name),
    displayName: account.name,
    active: account.active,
    timeZone: 'Etc/UTC',
  });

  const userById = (accountId: string | undefined): Json | null => {
    const account = accountId === undefined ? undefined : people.find(accountId);
    return account === undefined ? null : user(account);
  };

  const status = (name: string): Json => {
    const { id, category, ...rest } = statusNamed(name);
    const { id: categoryId, ...shown } = CATEGORIES[category];
    return {
      self: `${api}/status/${id}`,
      description: '',
      iconUrl: `${siteUrl}/`,
      id,
      ...rest,
      statusCategory: { self: `${api}/statuscategory/${categoryId}`, id: categoryId, key: category, ...shown },
    };
  };

  const issueType = (name: string) => {
    const id = ISSUE_TYPES.find((type) => type.name === name)?.id ?? '10100';
    return {
      self: `${api}/issuetype/${id}`,
      id,
      description: '',
      iconUrl: `${siteUrl}/avatar/issuetype-${id}`,
      name,
      subtask: false,
      hierarchyLevel: name === 'Epic' ? 1 : 0,
    };
  };

  const project = (idOrKey: string): Json => {
    const found = store.findProject(idOrKey);
    return {
      self: `${api}/project/${found?.id}`,
      id: found?.id,
      key: found?.key,
      name: found?.name,
      projectTypeKey: 'software',
      simplified: false,
      avatarUrls: avatars(`project-${found?.id}`),
    };
  };

  const comment = (record: CommentRecord, withProperties: boolean): Json => ({
    self: `${api}/issue/${record.itemId}/comment/${record.id}`,
    id: record.id,
    author: userById(record.author),
    body: record.body,
    updateAuthor: userById(record.updateAuthor),
    created: jiraTime(record.created),
    updated: jiraTime(record.updated),
    jsdPublic: true,
    ...(withProperties ? { properties: record.properties } : {}),
  });

  const priority = ({ id, name }: Choice): Json => ({
    self: `${api}/priority/${id}`,
    iconUrl: `${siteUrl}/images/icons/priorities/${name.toLowerCase()}.svg`,
    name,
    id,
  });

  const option = ({ id, name }: Choice): Json => ({ self: `${api}/customFieldOption/${id}`, value: name, id });

  const group = ({ id, name }: Group): Json => ({
    name,
    groupId: id,
    self: `${api}/group?groupId=${encodeURIComponent(id)}`,
  });

  const history = ({ id, author, created, items }: History): Json => ({
    id,
    author: userById(author),
    created: jiraTime(created),
    items: items.map(({ text, ...rest }) => ({ ...rest, toString: text })),
  });

  const commentField = (item: WorkItemRecord): Json => {
    const comments = store.commentsOf(item).map((each) => comment(each, false));
    const counted = { maxResults: comments.length, total: comments.length, startAt: 0 };
    return { comments, self: `${api}/issue/${item.id}/comment`, ...counted };
  };

  const issue = (item: WorkItemRecord, fields: Json): Json => ({
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: item.id,
    self: `${api}/issue/${item.id}`,
    key: item.key,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  });

  const transition = ({ id, name, to }: Transition): Json => ({
    id,
    name,
    to: status(to),
    hasScreen: false,
    isGlobal: false,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    looped: false,
  });

  return {
    ...{ api, user, userById, group, project, issueType, status, priority, option },
    ...{ comment, commentField, issue, history, transition },
  };
}
