import * as z from 'zod';
import type { Clock, Store } from '../ports';
import { type Instant, type SlackTeamId, type SlackUserId, toSlackTeamId, toSlackUserId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';

/** A Slack workspace that this site is connected to. */
export type Connection = {
  readonly team: SlackTeamId;
  readonly teamName: string;
  readonly botUser: SlackUserId;
  readonly botToken: string;
  readonly connectedAt: Instant;
};

/** All that Slack's requests and calls need, read at once: the app's signing secrets and the workspaces. */
export type SlackSecrets = {
  readonly signingSecrets: readonly string[];
  readonly connections: readonly Connection[];
};

const KEY = 'slack';
const secrets = z.object({
  v: z.literal(1),
  signingSecrets: z.array(z.string()),
  connections: z.array(
    z.object({
      team: z.string().transform(toSlackTeamId),
      teamName: z.string(),
      botUser: z.string().transform(toSlackUserId),
      botToken: z.string(),
      connectedAt: z.number(),
    }),
  ),
});
const NONE: SlackSecrets = { signingSecrets: [], connections: [] };

/** One instance lives as long as one invocation, and reads the secret once: nothing of a tenant outlives its call. */
export function createConnections({ store, clock }: { store: Store; clock: Clock }) {
  let reading: Promise<SlackSecrets> | undefined;

  async function read(): Promise<SlackSecrets> {
    const value = await store.getSecret(KEY);
    return value === undefined ? NONE : readOrThrow(secrets, value, 'stored Slack connection');
  }

  function all(): Promise<SlackSecrets> {
    reading ??= read();
    return reading;
  }

  /** The workspace through which Baton speaks. */
  const current = async (): Promise<Connection | undefined> => (await all()).connections[0];

  async function connect(connection: Omit<Connection, 'connectedAt'>, signingSecret: string): Promise<Connection> {
    const made = { ...connection, connectedAt: clock.now() };
    await store.setSecret(KEY, { v: 1, signingSecrets: [signingSecret], connections: [made] });
    reading = undefined;
    return made;
  }

  return { all, current, connect };
}

export type Connections = ReturnType<typeof createConnections>;
