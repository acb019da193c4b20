import type { HttpFetch, Store } from '../../src/ports';
import { toAccountId, toSlackTeamId, toSlackUserId } from '../../src/shared/brand';
import { createSlackClient } from '../../src/slack/client';
import { createConnections } from '../../src/slack/connections';
import type { Connection, Installed } from '../../src/slack/connections/model';
import { givenSlack } from '../sandbox/slack/given-slack';
import { type FakeClock, fakeClock, fakeLog, START } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

export const AMY = toAccountId('amy');
export const SIGNING = 'signing-secret-number-one';
export const team = toSlackTeamId;

export const installed = (changes: Partial<Installed> = {}): Installed => ({
  team: team('T1'),
  teamName: 'Lighthouse',
  botUser: toSlackUserId('UBOT'),
  botToken: 'xoxb-1',
  scopes: ['chat:write'],
  installedAt: START,
  installedBy: AMY,
  ...changes,
});

export const connection = (changes: Partial<Connection> = {}): Connection => ({
  ...installed(),
  name: 'Lighthouse',
  isDefault: true,
  state: { status: 'healthy' },
  ...changes,
});

/** A store, and a new instance for each invocation. */
export function givenConnections({ clock = fakeClock(), store = createMemoryStore({ clock }) as Store } = {}) {
  const log = fakeLog();
  const open = () => createConnections({ store, clock, log });
  return { clock, store, log, open };
}

/** Ids that are fresh within one test. */
export function fakeIds() {
  let last = 0;
  return {
    next(prefix: string) {
      last += 1;
      return `${prefix}-${last}`;
    },
  };
}

/** The twin of Slack as the network, with its clock beside ours. */
export function givenTwin(setting: Parameters<typeof givenSlack>[0] = {}) {
  const twin = givenSlack(setting);
  const http: HttpFetch = async (url, init) => twin.slack.fetch(new Request(url, init));
  const web = { http, apiUrl: 'https://slack.com/api/' };
  const clock: FakeClock = { now: twin.clock.now, advance: (ms) => void twin.clock.advance(ms) };
  return { ...twin, clock, web, clientOf: ({ botToken }: { botToken: string }) => createSlackClient(web, botToken) };
}
