import type { Workspace } from './workspace';

const APP_ID = 'A0BATON01';
/** All that the app asks for. */
const SCOPES = [
  'chat:write',
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'channels:join',
  'commands',
];

const BOT = 'U0BATON01';
const everybody = ['U0ADA0001', 'U0BEN0001', 'U0CLEO001', BOT];

/** Where the app is installed from the beginning. */
const lighthouse: Workspace = {
  teamId: 'T0LIGHT01',
  name: 'Lighthouse',
  domain: 'lighthouse',
  app: { appId: APP_ID, botUserId: BOT, botId: 'B0BATON01', token: 'xoxb-sandbox-lighthouse', scopes: SCOPES },
  members: [
    { userId: 'U0ADA0001', name: 'Ada Brook', email: 'ada@lighthouse.example', admin: true },
    { userId: 'U0BEN0001', name: 'Ben Castle', email: 'ben@lighthouse.example' },
    { userId: 'U0CLEO001', name: 'Cleo Dale', email: 'cleo@lighthouse.example' },
    { userId: 'U0GIL0001', name: 'Gil Ferry', email: 'gil@lighthouse.example', deactivated: true },
    { userId: 'U0MARA001', name: 'Mara Quill', email: 'mara@agency.example', guest: true },
    { userId: 'U0ROBOT01', name: 'Deploy robot', email: 'robot@lighthouse.example', bot: true },
  ],
  channels: [
    { id: 'C0RELEASE', name: 'releases', members: everybody },
    { id: 'C0LAUNCH1', name: 'launch-with-harbour', members: [...everybody, 'U0EVE0001', 'U0MARA001'] },
    { id: 'C0SHOPFLR', name: 'shop-floor', members: ['U0ADA0001', 'U0BEN0001'] },
    { id: 'C0BUDGET1', name: 'budget', members: ['U0ADA0001', 'U0CLEO001'], private: true },
    { id: 'C0OLDNEWS', name: 'releases-2025', members: everybody, archived: true },
  ],
};

/** A second workspace of the same company: the same people under other ids. */
const retail: Workspace = {
  teamId: 'T0RETAIL1',
  name: 'Lighthouse Retail',
  domain: 'lighthouse-retail',
  app: { ...lighthouse.app, botUserId: 'U0BATON02', botId: 'B0BATON02', token: 'xoxb-none-retail', installed: false },
  members: [
    { userId: 'U0ADA0002', name: 'Ada Brook', email: 'ada@lighthouse.example', admin: true },
    { userId: 'U0DEV0002', name: 'Dev Ellis', email: 'Dev@Lighthouse.example' },
  ],
  channels: [
    { id: 'C0TILLS01', name: 'tills', members: ['U0ADA0002', 'U0DEV0002'] },
    { id: 'C0STAFF01', name: 'staffing', members: ['U0ADA0002'], private: true },
  ],
};

/** Another company, with several workspaces in one organisation, one of whose people shares a channel above. */
const harbour: Workspace = {
  teamId: 'T0HARBR01',
  name: 'Harbour Freight Desk',
  domain: 'harbour-freight',
  enterprise: { id: 'E0HARBR01', name: 'Harbour' },
  app: { ...lighthouse.app, botUserId: 'U0BATON03', botId: 'B0BATON03', token: 'xoxb-none-harbour', installed: false },
  members: [
    { userId: 'U0EVE0001', name: 'Eve Fox', email: 'eve@harbour.example', admin: true },
    { userId: 'U0FINN001', name: 'Finn Gray', email: 'finn@harbour.example', unconfirmed: true },
  ],
  channels: [{ id: 'C0FREIGHT', name: 'freight', members: ['U0EVE0001', 'U0FINN001'] }],
};

export const defaultWorkspaces: readonly Workspace[] = [lighthouse, retail, harbour];
