/** What a sandbox starts with: one site, its people, a Jira project, a Confluence space and a Slack workspace. */
export type World = {
  site: { cloudId: string; url: string; installationId: string };
  people: readonly Person[];
  projects: readonly { id: string; key: string; name: string }[];
  workItems: readonly WorkItem[];
  spaces: readonly { id: string; key: string; name: string }[];
  pages: readonly { id: string; spaceId: string; title: string; author: string; text: string }[];
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
};

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
};

export type Workspace = {
  teamId: string;
  name: string;
  domain: string;
  /** The app as it is installed there: its id, its bot, its token and what it may do. */
  app: { appId: string; botUserId: string; botId: string; token: string; scopes: readonly string[] };
  members: readonly {
    userId: string;
    name: string;
    email: string;
    deactivated?: boolean;
    bot?: boolean;
    guest?: boolean;
  }[];
  channels: readonly { id: string; name: string; members: readonly string[] }[];
};

const APP_SCOPES = ['chat:write', 'im:write', 'users:read', 'users:read.email', 'channels:read', 'groups:read'];

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
  spaces: [{ id: '40001', key: 'OPS', name: 'Operations' }],
  pages: [
    {
      id: '50001',
      spaceId: '40001',
      title: 'Return policy',
      author: accountId('ada'),
      text: 'Customers may return goods within thirty days.',
    },
  ],
  workspaces: [
    {
      teamId: 'T0LIGHT01',
      name: 'Lighthouse',
      domain: 'lighthouse',
      app: {
        appId: 'A0BATON01',
        botUserId: 'U0BATON01',
        botId: 'B0BATON01',
        token: 'xoxb-sandbox-lighthouse',
        scopes: APP_SCOPES,
      },
      members: [
        { userId: 'U0ADA0001', name: 'Ada Brook', email: 'ada@lighthouse.example' },
        { userId: 'U0BEN0001', name: 'Ben Castle', email: 'ben@lighthouse.example' },
        { userId: 'U0CLEO001', name: 'Cleo Dale', email: 'cleo@lighthouse.example' },
      ],
      channels: [{ id: 'C0RELEASE', name: 'releases', members: ['U0ADA0001', 'U0BEN0001', 'U0CLEO001', 'U0BATON01'] }],
    },
  ],
};

function accountId(handle: string): string {
  return `712020:${handle}-4f0b-4b51-9d2c-7c1e5a6b0000`;
}

function person(handle: string, name: string, { admin = false } = {}): Person {
  return { accountId: accountId(handle), name, email: `${handle}@lighthouse.example`, admin, active: true };
}
