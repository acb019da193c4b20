import { defaultPages, defaultSpaces, type Space, type WikiPage } from './pages';
import type { Workspace } from './workspace';
import { defaultWorkspaces } from './workspaces';

export type { Workspace } from './workspace';

/** What a sandbox starts with: one site, its people, a Jira project, a Confluence space and a Slack workspace. */
export type World = {
  site: { cloudId: string; url: string; installationId: string };
  people: readonly Person[];
  /** Groups of the site: Jira and Confluence show the same. */
  groups: readonly Group[];
  /** Jira's roles are the same in every project; who acts in them is not. */
  roles: readonly Role[];
  projects: readonly { id: string; key: string; name: string }[];
  workItems: readonly WorkItem[];
  spaces: readonly Space[];
  pages: readonly WikiPage[];
  workspaces: readonly Workspace[];
};

export type Person = {
  accountId: string;
  name: string;
  /** The address of the Atlassian account. */
  email: string;
  /** A Jira administrator. */
  admin: boolean;
  active: boolean;
  /** A customer of a help desk; everybody else has an Atlassian account. */
  type?: 'customer';
};

/** `members` are account ids. */
export type Group = { id: string; name: string; members: readonly string[] };

export type Role = { id: number; name: string; actors: readonly RoleActor[] };
export type RoleActor = { projectId: string } & ({ accountId: string } | { groupId: string });

export type WorkItem = {
  id: string;
  key: string;
  projectId: string;
  type: string;
  status: string;
  summary: string;
  description: string;
  reporter: string;
  assignee?: string;
  priority?: string;
  labels?: readonly string[];
  /** Custom fields by their id: account ids, group ids, option ids, numbers. */
  fields?: Readonly<Record<string, FieldValue>>;
};

export type FieldValue = string | number | readonly string[];

/** The world of `npm start`: four colleagues of a made-up shop, one of whom has no Slack user. */
export const defaultWorld: World = {
  site: {
    cloudId: '6f1c7d0e-9a53-4b8e-8a51-2f4f0c6f7b10',
    url: 'https://lighthouse.atlassian.net',
    installationId: '0d5a1c6e-52a5-4f0b-a0b1-5f6f7f5c2e11',
  },
  people: [
    person('ada', 'Ada Brook', { admin: true }),
    person('ben', 'Ben Castle'),
    person('cleo', 'Cleo Dale'),
    person('dev', 'Dev Ellis'),
  ],
  groups: [
    {
      id: '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01',
      name: 'release-managers',
      members: [accountId('ben'), accountId('cleo')],
    },
    { id: '8d1b4c1e-27b4-4d53-8a5f-5a0be4c9e302', name: 'finance', members: [accountId('ada'), accountId('dev')] },
  ],
  roles: [
    { id: 10002, name: 'Administrators', actors: [{ projectId: '10000', accountId: accountId('ada') }] },
    {
      id: 10101,
      name: 'Approvers',
      actors: [
        { projectId: '10000', groupId: '3a5e0a52-6f35-4b2e-9d0c-1c6f9f2d7a01' },
        { projectId: '10000', accountId: accountId('dev') },
      ],
    },
  ],
  projects: [{ id: '10000', key: 'SHOP', name: 'Lighthouse shop' }],
  workItems: [
    {
      id: '10001',
      key: 'SHOP-1',
      projectId: '10000',
      type: 'Task',
      status: 'In review',
      summary: 'Release checkout 2.4 on Thursday',
      description: 'New payment page, tested on staging. Rollback plan is attached.',
      reporter: accountId('ada'),
      assignee: accountId('dev'),
    },
    {
      id: '10002',
      key: 'SHOP-2',
      projectId: '10000',
      type: 'Task',
      status: 'To do',
      summary: 'Buy a second label printer <for the warehouse>',
      description: 'The old one jams twice a day.',
      reporter: accountId('dev'),
    },
  ],
  spaces: defaultSpaces,
  pages: defaultPages(accountId),
  workspaces: defaultWorkspaces,
};

function accountId(handle: string): string {
  return `712020:${handle}-4f0b-4b51-9d2c-7c1e5a6b0000`;
}

function person(handle: string, name: string, { admin = false } = {}): Person {
  return { accountId: accountId(handle), name, email: `${handle}@lighthouse.example`, admin, active: true };
}
