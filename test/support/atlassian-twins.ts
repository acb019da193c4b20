import { APP_ACCOUNT } from '../../sandbox/atlassian/people';
import { createClock } from '../../sandbox/clock';
import { createConfluenceTwin } from '../../sandbox/confluence/confluence';
import { type Documents, openDocuments } from '../../sandbox/documents';
import { createJiraTwin } from '../../sandbox/jira/jira';
import type { EntityProperty } from '../../sandbox/jira/jql/term';
import type { Validate } from '../../sandbox/jira/workflow';
import { createMailbox } from '../../sandbox/mail/mailbox';
import type { Caller, ProductEvent, Twin } from '../../sandbox/twin';
import { defaultWorld, type World } from '../../sandbox/world/world';

export const START = Date.parse('2026-03-02T09:00:00Z');
export const APP_ID = APP_ACCOUNT.accountId;

const [ada, ben, cleo, dev] = defaultWorld.people.map((person) => person.accountId);
export const ADA = ada ?? '';
export const BEN = ben ?? '';
export const CLEO = cleo ?? '';
export const DEV = dev ?? '';
/** Deactivated in the world of these tests. */
export const GONE = '712020:gone';

export const world: World = {
  ...defaultWorld,
  people: [
    ...defaultWorld.people,
    { accountId: GONE, name: 'Gil Gone', email: 'gil@lighthouse.example', admin: false, active: false },
  ],
};

const scopes = [
  'read:jira-work',
  'write:jira-work',
  'read:jira-user',
  'read:email-address:jira',
  'read:group:jira',
  'read:user:jira',
  'read:avatar:jira',
  'read:page:confluence',
  'write:page:confluence',
  'delete:page:confluence',
  'read:comment:confluence',
  'write:comment:confluence',
  'read:space:confluence',
  'read:confluence-user',
  'read:user:confluence',
  'write:confluence-content',
  'read:confluence-content.all',
];
export const app: Caller = { type: 'app', scopes };
export const appWithout = (scope: string): Caller => ({ type: 'app', scopes: scopes.filter((each) => each !== scope) });
export const person = (accountId: string = CLEO): Caller => ({ type: 'user', accountId });

export const paragraph = (text: string) => ({
  version: 1,
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

export type Ask = (route: string, body?: unknown, caller?: Caller) => Promise<Response>;

/** `ask('PUT /rest/api/3/…', {…})`: as the app, unless another caller is given. A string is sent as it is. */
export function askerOf(twin: Twin): Ask {
  return (route, body, caller = app) => {
    const [method = 'GET', path = '/'] = route.split(' ');
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const init = body === undefined ? { method } : { method, body: sent };
    return twin.fetch(new Request(`https://jira.example${path}`, init), caller);
  };
}

function createSite(documents: Documents) {
  const clock = createClock('manual', { at: START });
  const events: ProductEvent[] = [];
  const emit = (event: ProductEvent) => void events.push(event);
  return { documents, clock, events, emit, siteUrl: world.site.url };
}

type JiraOptions = { seed?: boolean; seeded?: World; indexed?: readonly EntityProperty[]; validate?: Validate };

/** A twin over these documents; `seed: false` finds what an earlier one left there. */
export function openJira(
  documents: Documents = openDocuments(':memory:'),
  { seed = true, seeded = world, ...more }: JiraOptions = {},
) {
  const site = createSite(documents);
  const mailbox = createMailbox(site);
  const jira = createJiraTwin({ ...site, mailbox, ...more });
  if (seed) jira.seed(seeded);
  return { ...site, mailbox, jira, ask: askerOf(jira) };
}

export function openConfluence(documents: Documents = openDocuments(':memory:'), { seed = true } = {}) {
  const site = createSite(documents);
  const confluence = createConfluenceTwin(site);
  if (seed) confluence.seed(world);
  return { ...site, confluence, ask: askerOf(confluence) };
}
