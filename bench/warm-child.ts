import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { toSlackTeamId, toSlackUserId } from '../src/shared/brand';
import { ok } from '../src/shared/result';
import { createCommands } from '../src/slack/commands';
import { type Connection, NO_SECRETS } from '../src/slack/connections/model';
import { createEvents } from '../src/slack/events';
import { createInteractions } from '../src/slack/interactions';
import { answer, createRequests } from '../src/slack/requests';
import { installPlatform } from './platform';
import type { Recorded, Recording } from './recording';
import { signedHeaders } from './sign';

/**
 * Three ways of dealing with the same request, in one process and in turns: Baton's web trigger with all that it does,
 * Baton's way in with nothing behind it, and Bolt with nothing behind it.
 */
const [, , batonBundle = '', boltBundle = '', file = ''] = process.argv;
const { secret, requests }: Recording = JSON.parse(readFileSync(file, 'utf8'));
const WARM_UP = 40;
const ROUNDS = 31;
const CALLS = 20;

const platform = installPlatform();
const failures: unknown[] = [];
console.error = (line) => failures.push(line);
console.warn = () => {};
process.env.SLACK_SIGNING_SECRET = secret;
const require = createRequire(import.meta.url);
const baton = require(batonBundle);
const bolt = require(boltBundle);

const nothing = async () => undefined;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const clock = { now: () => Date.now() };
const connection: Connection = {
  team: toSlackTeamId('T0LIGHT01'),
  teamName: 'Lighthouse',
  botUser: toSlackUserId('U0BATON01'),
  botToken: 'xoxb-bench',
  scopes: [],
  installedAt: 0,
  name: 'Lighthouse',
  isDefault: true,
  state: { status: 'healthy' },
};
const who = { check: async () => ok(connection), linkOf: nothing };

/** The app's own parts, without anybody who decides, stores or asks: what Bolt does. */
const entry = createRequests({
  clock,
  log,
  connections: {
    all: async () => ({ ...NO_SECRETS, signingSecrets: [{ secret, since: 0 }], connections: [connection] }),
  },
});
const wayIn: Readonly<Record<Recorded['handler'], ReturnType<typeof entry>>> = {
  slackInteractions: entry(
    createInteractions({
      log,
      who,
      acting: { act: async () => ({ outcome: 'done', text: '' }) },
      modals: { openDecide: nothing, openDetails: nothing, submitted: async () => answer(200) },
      home: { isOwn: () => false, pressed: nothing, submitted: async () => answer(200) },
      tell: nothing,
      enqueue: nothing,
    }),
  ),
  slackCommands: entry(
    createCommands({
      clock,
      log,
      who,
      askedOf: async () => ({ items: [], more: 0 }),
      linkCode: async () => ({ code: '', url: '', expiresAt: 0 }),
    }),
  ),
  slackEvents: entry(
    createEvents({ clock, log, store: { getMany: async () => new Map(), setMany: nothing }, enqueue: nothing }),
  ),
};

type Answer = { readonly status: number };
type Way = (request: Recorded, headers: Record<string, string>) => Promise<Answer>;

const lists = (headers: Record<string, string>, nameOf: (name: string) => string) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [nameOf(name), [value]]));

const WAYS: Readonly<Record<'baton' | 'wayIn' | 'bolt', Way>> = {
  async baton({ handler, body }, headers) {
    const { statusCode } = await baton[handler]({ body, headers: lists(headers, (name) => name) });
    return { status: statusCode };
  },
  wayIn: ({ handler, body }, headers) =>
    wayIn[handler]({ body, headers: lists(headers, (name) => name.toLowerCase()) }),
  async bolt(request, headers) {
    const { statusCode } = await bolt.handler({ body: request.body, headers, isBase64Encoded: false }, {});
    return { status: statusCode };
  },
};
const NAMES = ['bolt', 'wayIn', 'baton'] as const;

/** Processor time, since others use this machine too. */
async function timed(way: Way, request: Recorded): Promise<number> {
  const headers = signedHeaders(secret, request);
  const from = process.cpuUsage();
  for (let call = 0; call < CALLS; call += 1) {
    const { status } = await way(request, headers);
    if (status !== (request.isForged ? 401 : 200)) throw new Error(`${request.name} was answered ${status}`);
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / CALLS;
}

const told = [];
for (const request of requests) {
  const micros: Record<(typeof NAMES)[number], number[]> = { baton: [], wayIn: [], bolt: [] };
  platform.play(request.store);
  await WAYS.baton(request, signedHeaders(secret, request));
  const calls = [...platform.calls];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    // Whoever goes first changes with every round.
    for (const [nth] of NAMES.entries()) {
      const name = NAMES[(nth + round) % NAMES.length] ?? 'bolt';
      const taken = await timed(WAYS[name], request);
      if (round >= WARM_UP) micros[name].push(taken);
    }
    platform.calls.length = 0;
  }
  told.push({ name: request.name, bytes: Buffer.byteLength(request.body), calls, micros });
}
process.stdout.write(JSON.stringify({ told, failures }));
process.exit(0);
