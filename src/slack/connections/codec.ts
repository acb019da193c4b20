import * as z from 'zod';
import { DELIVERY_MODES } from '../../approvals/core/definition';
import { toAccountId, toSlackTeamId, toSlackUserId } from '../../shared/brand';
import { readOrThrow } from '../../shared/parse';
import { DEFAULT_SETTINGS } from '../behaviour';
import { NO_SECRETS, type SlackSecrets } from './model';

const team = z.string().transform(toSlackTeamId);
const user = z.string().transform(toSlackUserId);

const state = z.discriminatedUnion('status', [
  z.object({ status: z.literal('healthy') }),
  z.object({ status: z.enum(['revoked', 'uninstalled']), since: z.number() }),
  z.object({ status: z.literal('broken'), code: z.string(), since: z.number() }),
]);

const installed = z.object({
  team,
  teamName: z.string(),
  enterprise: z.string().optional(),
  botUser: user,
  botId: z.string().optional(),
  botToken: z.string(),
  scopes: z.array(z.string()),
  installedAt: z.number(),
  installedBy: z.string().transform(toAccountId).optional(),
  authorizedBy: user.optional(),
});

const connection = z.object({
  ...installed.shape,
  name: z.string(),
  isDefault: z.boolean(),
  defaultChannel: z.object({ id: z.string(), name: z.string() }).optional(),
  state,
  lastToldAt: z.number().optional(),
});

const second = z.object({
  v: z.literal(2),
  client: z.object({ id: z.string(), secret: z.string(), changedAt: z.number() }).optional(),
  signingSecrets: z.array(z.object({ secret: z.string(), since: z.number(), validUntil: z.number().optional() })),
  connections: z.array(connection),
  parked: z.array(z.object({ attempt: z.string(), until: z.number(), installed })).default([]),
  settings: z
    .object({ actWithoutLogin: z.boolean(), actionButtons: z.boolean(), delivery: z.enum(DELIVERY_MODES) })
    .default(DEFAULT_SETTINGS),
});

/** One workspace by a pasted token; what it did not store is found out by the next authorization. */
const first = z
  .object({
    v: z.literal(1),
    signingSecrets: z.array(z.string()),
    connections: z.array(
      z.object({ team, teamName: z.string(), botUser: user, botToken: z.string(), connectedAt: z.number() }),
    ),
  })
  .transform(
    ({ signingSecrets, connections }): SlackSecrets => ({
      ...NO_SECRETS,
      signingSecrets: signingSecrets.map((secret) => ({ secret, since: connections[0]?.connectedAt ?? 0 })),
      connections: connections.map(({ connectedAt, ...known }, index) => ({
        ...known,
        name: known.teamName,
        scopes: [],
        installedAt: connectedAt,
        isDefault: index === 0,
        state: { status: 'healthy' },
      })),
    }),
  );

const stored = z.union([second, first]);

/** Reads what any version of Baton wrote. */
export function parseSecrets(value: unknown): SlackSecrets {
  if (value === undefined) return NO_SECRETS;
  const read = readOrThrow(stored, value, 'stored Slack connection');
  const { client, signingSecrets, connections, parked, settings } = read;
  return { client, signingSecrets, connections, parked, settings };
}

export const writeSecrets = (secrets: SlackSecrets): object => ({ v: 2, ...secrets });
