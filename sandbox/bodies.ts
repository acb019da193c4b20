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

const inView = { viewId: name, user: name, actionId: name, blockId: name.optional() };
const address = z.url();
const slackApp = z
  .strictObject({
    clientSecret: name,
    signingSecret: name,
    urls: z.strictObject({
      interactivity: address,
      events: address.optional(),
      commands: address.optional(),
      options: address.optional(),
      redirect: address.optional(),
    }),
    commands: z.array(name),
    subscriptions: z.array(name),
    homeTab: z.boolean(),
    distributed: z.boolean(),
    delayedEvents: z.boolean(),
  })
  .partial();

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
  person: z.strictObject({ accountId: name, active: z.boolean() }),
  workflow: z.strictObject({
    project: name,
    transition: name,
    validators: z.array(z.strictObject({ module: name, configuration: z.record(z.string(), z.unknown()).default({}) })),
  }),
  automation: z.strictObject({
    action: name,
    inputs: z.record(z.string(), z.unknown()).default({}),
    accountId: name.optional(),
  }),
  'slack/click': z.strictObject({
    team: name,
    channel: name,
    ts: name,
    user: name,
    actionId: name,
    blockId: name.optional(),
    value: z.unknown().optional(),
  }),
  'slack/act': z.strictObject({ ...inView, value: z.unknown().optional() }),
  'slack/search': z.strictObject({ ...inView, value: z.string() }),
  'slack/submit': z.strictObject({ viewId: name, user: name, values: z.record(z.string(), z.unknown()) }),
  'slack/close': z.strictObject({ viewId: name, user: name, whole: z.boolean().optional() }),
  'slack/command': z.strictObject({ team: name, channel: name, user: name, command: name, text: z.string() }),
  'slack/home': z.strictObject({ team: name, user: name, tab: z.enum(['home', 'messages']).optional() }),
  'slack/open': z.strictObject({ team: name, user: name }),
  'slack/say': z.strictObject({ team: name, channel: name, user: name, text: name }),
  'slack/revoke': z.strictObject({ team: name, user: name.optional() }),
  'slack/uninstall': z.strictObject({ team: name, order: z.enum(['tokens-first', 'uninstalled-first']).optional() }),
  'slack/invite': z.strictObject({ team: name, channel: name, user: name }),
  'slack/archive': z.strictObject({ team: name, channel: name, archived: z.boolean().default(true) }),
  'slack/disable': z.strictObject({ team: name, disabled: z.boolean().default(true) }),
  'slack/deactivate': z.strictObject({ team: name, user: name, deactivated: z.boolean().default(true) }),
  'slack/authorize': z.strictObject({
    url: z.url(),
    team: name,
    user: name,
    allow: z.boolean(),
    organisation: z.boolean().optional(),
  }),
  'slack/app': slackApp,
  'slack/verify': z.unknown(),
};
