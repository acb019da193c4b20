import { createClock } from '../../../sandbox/clock';
import { type Documents, openDocuments } from '../../../sandbox/documents';
import { createFaults } from '../../../sandbox/faults';
import { createSlackTwin, type SlackUrls } from '../../../sandbox/slack/slack';
import type { Workspace } from '../../../sandbox/world/world';

export const SECRET = 'a secret of the test';
export const CLIENT_ID = '1.2';
export const CLIENT_SECRET = 'a client secret of the test';
export const URL_OF_APP = 'https://app.example/x1/slack';
const URLS: SlackUrls = {
  interactivity: URL_OF_APP,
  events: 'https://app.example/x1/events',
  commands: 'https://app.example/x1/commands',
  options: 'https://app.example/x1/options',
  redirect: 'https://app.example/x1/oauth',
};
export const START = Date.UTC(2026, 10, 2, 9);

export const TEAM = 'T1';
export const ADA = 'UADA';
export const BEN = 'UBEN';
export const GONE = 'UGONE';

export function workspace(changes: Partial<Workspace['app']> = {}): Workspace {
  const scopes = [
    'chat:write',
    'im:write',
    'im:read',
    'users:read',
    'users:read.email',
    'channels:read',
    'groups:read',
    'commands',
  ];
  const app = { appId: 'A1', botUserId: 'UBOT', botId: 'B1', token: 'xoxb-1', scopes, ...changes };
  return {
    teamId: TEAM,
    name: 'Lighthouse',
    domain: 'lighthouse',
    app,
    members: [
      { userId: ADA, name: 'Ada Brook', email: 'ada@lighthouse.example' },
      { userId: BEN, name: 'Ben Castle', email: 'ben@lighthouse.example' },
      { userId: GONE, name: 'Gil One', email: 'gil@lighthouse.example', deactivated: true },
      { userId: 'UBOT', name: 'Baton', email: 'baton@lighthouse.example', bot: true },
    ],
    channels: [
      { id: 'CIN', name: 'releases', members: [ADA, BEN, 'UBOT', 'UEVE'] },
      { id: 'COUT', name: 'elsewhere', members: [ADA] },
      { id: 'GSECRET', name: 'secret', members: [ADA] },
    ],
  };
}

/** Another company, one of whose people shares a channel. */
export const neighbour: Workspace = {
  teamId: 'T2',
  name: 'Harbour',
  domain: 'harbour',
  app: { appId: 'A1', botUserId: 'UBOT2', botId: 'B2', token: 'xoxb-2', scopes: ['chat:write'] },
  members: [{ userId: 'UEVE', name: 'Eve Fox', email: 'eve@harbour.example' }],
  channels: [{ id: 'CIN', name: 'harbour', members: ['UEVE', 'UBOT2'] }],
};

/** A third one, of an organisation, where the app is not installed. */
export const faraway: Workspace = {
  teamId: 'T3',
  name: 'Lantern',
  domain: 'lantern',
  enterprise: { id: 'E3', name: 'Lantern Group' },
  app: { appId: 'A1', botUserId: 'UBOT3', botId: 'B3', token: 'xoxb-3', scopes: [], installed: false },
  members: [
    { userId: 'UFAY', name: 'Fay Hill', email: 'fay@lantern.example', admin: true },
    { userId: 'UGUS', name: 'Gus Iver', email: 'gus@agency.example', guest: true },
  ],
  channels: [{ id: 'CFAR', name: 'far', members: ['UFAY'] }],
};

type Setting = {
  app?: Partial<Workspace['app']>;
  documents?: Documents;
  urls?: Partial<SlackUrls>;
  workspaces?: readonly Workspace[];
  answer?: (request: { url: string; body: string; clock: ReturnType<typeof createClock> }) => Response;
};

export function givenSlack({
  app = {},
  documents = openDocuments(':memory:'),
  urls = {},
  workspaces = [workspace(app), neighbour, faraway],
  answer = () => new Response(),
}: Setting = {}) {
  const clock = createClock('manual', { at: START });
  const faults = createFaults();
  const received: { url: string; headers: Headers; body: string; payload: Payload }[] = [];
  const slack = createSlackTwin({
    documents,
    clock,
    faults,
    credentials: () => ({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, signingSecret: SECRET }),
    urls: () => ({ ...URLS, ...urls }),
    async deliver(request) {
      const body = await request.text();
      const { url, headers } = request;
      received.push({ url, headers, body, payload: payloadOf(body) });
      return answer({ url, body, clock });
    },
  });
  slack.seed(workspaces);

  async function call(method: string, args: object, { token = 'xoxb-1', type = 'application/json' } = {}) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    const body = type === 'application/json' ? JSON.stringify(args) : new URLSearchParams({ ...args }).toString();
    return slack.fetch(new Request(`https://slack.com/api/${method}`, { method: 'POST', headers, body }));
  }

  const answerOf = async (response: Promise<Response>) => (await (await response).json()) as Answer;

  const api = (method: string, args: object, token?: string) => answerOf(call(method, args, token ? { token } : {}));

  /** For methods that take no JSON. */
  const form = (method: string, args: object) =>
    answerOf(call(method, args, { type: 'application/x-www-form-urlencoded' }));

  return { slack, clock, faults, received, call, api, form };
}

export type Answer = {
  ok: boolean;
  error?: string;
  errors?: string[];
  channel: string;
  ts: string;
  message_ts: string;
  message: { text: string; blocks: { block_id: string }[] };
  view: { id: string; hash: string };
  access_token: string;
  [key: string]: unknown;
};

export type Payload = {
  type: string;
  trigger_id: string;
  response_url: string;
  actions: Record<string, unknown>[];
  message?: { ts: string; text: string };
  view: { id: string; state: { values: Record<string, unknown> } };
  [key: string]: unknown;
};

export const payloadOf = (body: string): Payload => JSON.parse(new URLSearchParams(body).get('payload') ?? 'null');

export const button = (actionId: string, more: object = {}) => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text: actionId },
  ...more,
});

export const question = [
  { type: 'section', block_id: 'what', text: { type: 'mrkdwn', text: 'Release *2.4*?', verbatim: true } },
  {
    type: 'actions',
    block_id: 'choice',
    elements: [button('approve', { value: 'token-1', style: 'primary' }), button('reject', { value: 'token-1' })],
  },
];

export const commentForm = {
  type: 'modal',
  callback_id: 'comment',
  title: { type: 'plain_text', text: 'Reject' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [
    {
      type: 'input',
      block_id: 'why',
      label: { type: 'plain_text', text: 'Why?' },
      element: { type: 'plain_text_input', action_id: 'text', max_length: 2000 },
    },
  ],
};
