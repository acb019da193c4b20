import { z } from 'zod';
import { screen } from './slack/schema';

/** What the sandbox answers, read loosely: the page shows what it knows and lets the rest be. */
const text = z.string().default('');

const world = z.object({
  site: z.object({ url: text }),
  people: z.array(
    z.object({ accountId: z.string(), name: z.string(), email: text, admin: z.boolean().default(false) }),
  ),
  spaces: z.array(z.object({ id: z.string(), name: text })).default([]),
  /** Where Baton shows itself, as its manifest says. */
  surfaces: z.array(z.object({ type: z.string(), key: z.string() })).default([]),
  workspaces: z.array(
    z.object({
      teamId: z.string(),
      name: z.string(),
      installed: z.boolean().default(true),
      members: z.array(
        z.object({
          userId: z.string(),
          name: z.string(),
          bot: z.boolean().optional(),
          deactivated: z.boolean().optional(),
        }),
      ),
    }),
  ),
});

const workItem = z.object({
  id: z.string(),
  key: z.string(),
  summary: text,
  description: text,
  status: text,
  type: text,
  reporter: text,
  assignee: z.string().optional(),
  comments: z.array(z.object({ id: z.string(), author: text, created: z.number(), body: z.unknown() })).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
});

const mail = z.object({
  id: z.string(),
  at: z.number(),
  to: z.object({ name: z.string().optional(), address: text }),
  from: text,
  subject: text,
  text: text,
  html: z.string().optional(),
});

const invocation = z.object({
  id: z.string(),
  function: text,
  startedAt: z.number(),
  ms: z.number().default(0),
  kvs: z.object({ reads: z.number(), writes: z.number() }),
  queuePushes: z.number().default(0),
  restPoints: z.number().default(0),
  slackCalls: z.number().default(0),
  outcome: text,
  error: z.string().optional(),
  costUsd: z.number().default(0),
});

const fault = z.looseObject({ at: z.string(), kind: z.string(), times: z.number().optional() });

const state = z.object({
  now: z.number(),
  nextDueAt: z.number().optional(),
  faults: z.array(fault).default([]),
  invocations: z.array(invocation).default([]),
  costUsd: z.number().default(0),
});

const page = z.object({
  id: z.string(),
  spaceId: text,
  title: text,
  text: text,
  author: text,
  status: z.enum(['current', 'trashed']),
  version: z.number(),
  labels: z.array(z.string()).default([]),
  readers: z.array(z.string()).default([]),
  history: z
    .array(z.object({ number: z.number(), by: text, at: z.number(), message: text, minorEdit: z.boolean() }))
    .default([]),
  comments: z.array(z.object({ id: z.string(), author: text, created: z.number(), text: text })).default([]),
  properties: z.record(z.string(), z.unknown()).default({}),
});
const refusal = z.object({ error: z.string() });

export type World = z.infer<typeof world>;
export type ConfluencePage = z.infer<typeof page>;
export type WorkItem = z.infer<typeof workItem>;
export type { Screen } from './slack/schema';
export type Mail = z.infer<typeof mail>;
export type SandboxState = z.infer<typeof state>;
export type Fault = z.infer<typeof fault>;
export type Member = { team: string; user: string };

const nothing = z.unknown();

export const loadWorld = () => call('/sandbox/world', world);
export const loadWorkItems = () => call('/sandbox/jira', z.array(workItem));
export const loadPages = () => call('/sandbox/confluence', z.array(page));
export const loadMail = () => call('/mail', z.array(mail));
export const loadState = () => call('/sandbox/state', state);
export const openSlack = (member: Member) => call('/sandbox/slack/open', screen, member);
export const addFaults = (faults: readonly object[]) => call('/sandbox/faults', nothing, faults);
export const clearFaults = () => call('/sandbox/faults', nothing, undefined, 'DELETE');
export const resetWorld = () => call('/sandbox/reset', nothing, {});

export async function travel(advanceMs: number): Promise<void> {
  await call('/sandbox/clock', nothing, { advanceMs });
  await call('/sandbox/drain', nothing, {});
}

export async function call<T>(
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
  method = body ? 'POST' : 'GET',
): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path, body ? { method, headers, body: JSON.stringify(body) } : { method });
  const answer: unknown = await response.json();
  if (response.ok) return schema.parse(answer);
  const told = refusal.safeParse(answer);
  throw new Error(told.success ? told.data.error : `The sandbox answered ${response.status}`);
}
