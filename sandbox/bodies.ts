import { z } from 'zod';
import type { Fault } from './faults';
import { worldBody } from './world/world-body';

const name = z.string().min(1);
const effect = z.enum(['before', 'after']);

const faultKind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rate-limited'), retryAfterSeconds: z.number().int().min(0).optional() }),
  z.object({ kind: z.literal('server-error'), status: z.number().int().min(500).max(599).optional() }),
  z.object({ kind: z.literal('timeout'), effect }),
  z.object({ kind: z.literal('slack-error'), error: name }),
  z.object({ kind: z.literal('conflict') }),
  z.object({ kind: z.literal('duplicate') }),
  z.object({ kind: z.literal('reorder') }),
  z.object({ kind: z.literal('delay'), delayMs: z.number().min(0) }),
  z.object({ kind: z.literal('death'), atCall: z.number().int().min(1), effect }),
]);
const fault: z.ZodType<Fault> = z
  .object({ at: name, times: z.number().int().min(1).optional(), skip: z.number().int().min(0).optional() })
  .and(faultKind);

/** What the control interface takes, by the last part of the address. */
export const bodies = {
  reset: z.strictObject({ seed: z.number().int().optional(), world: worldBody.optional() }),
  clock: z.strictObject({ advanceMs: z.number().min(0) }),
  drain: z.unknown(),
  faults: z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(fault)),
  invoke: z.strictObject({
    module: name,
    functionKey: name,
    payload: z.unknown().optional(),
    accountId: name,
    context: z.looseObject({ extension: z.record(z.string(), z.unknown()).optional() }).optional(),
  }),
  event: z.strictObject({
    product: z.enum(['jira', 'confluence', 'forge']),
    event: z.looseObject({ eventType: name }),
  }),
  delete: z.strictObject({ key: name, by: name }),
  'slack/click': z.strictObject({ team: name, channel: name, ts: name, user: name, actionId: name }),
  'slack/submit': z.strictObject({ viewId: name, user: name, values: z.record(z.string(), z.unknown()) }),
  'slack/close': z.strictObject({ viewId: name, user: name }),
  'slack/open': z.strictObject({ team: name, user: name }),
  'slack/say': z.strictObject({ team: name, channel: name, user: name, text: name }),
  'slack/revoke': z.strictObject({ team: name }),
};
