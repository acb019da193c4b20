import * as z from 'zod';
import type { TaskQueue } from '../ports';
import { toAccountId, toApprovalId, toPersonId, toSlackTeamId, toSlackUserId } from '../shared/brand';

/** What is done without anybody in Slack waiting for it. */

const team = z.string().transform(toSlackTeamId);
const user = z.string().transform(toSlackUserId);
const person = z.string().transform(toPersonId);
const account = z.string().transform(toAccountId);
const to = z.object({ team, user, responseUrl: z.string().optional() });
const sender = z.object({ team, user, userTeam: team.optional(), enterprise: z.string().optional() });
const view = z.object({ id: z.string(), hash: z.string() });
const message = z.object({ channel: z.string(), ts: z.string() });
const step = z.number();

const what = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('decide'),
    by: person,
    kind: z.enum(['approve', 'reject', 'request-changes', 'abstain', 'vote']),
    via: z.literal('slack'),
    step,
    round: z.number().optional(),
    comment: z.string().optional(),
    options: z.array(z.number()).optional(),
  }),
  z.object({ type: z.literal('withdraw'), by: person, step }),
  z.object({ type: z.literal('remind'), by: z.object({ id: account, admin: z.literal(false) }), step }),
]);

/** What became of the connection to a workspace. `at` is when Slack says that it happened, in milliseconds. */
const connectionEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('app-uninstalled'), team, at: z.number() }),
  /** The bots whose tokens no longer work; tokens of people are none of ours. */
  z.object({ type: z.literal('tokens-revoked'), team, bots: z.array(user), at: z.number() }),
]);

const task = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('command'),
    approvalId: z.string().transform(toApprovalId),
    command: z.object({ id: z.string(), correlation: z.string() }),
    what,
    to,
  }),
  z.object({ type: z.literal('answer'), team, user, text: z.string() }),
  z.object({ type: z.literal('fill'), sender, form: z.string(), token: z.string(), view, message: message.optional() }),
  z.object({ type: z.literal('home'), team, user, said: z.string().optional() }),
  z.object({ type: z.literal('connection'), event: connectionEvent }),
]);
const envelope = z.object({ slack: task });

export type SlackTask = z.output<typeof task>;
export type SlackCommand = z.output<typeof what>;
export type ConnectionEvent = z.output<typeof connectionEvent>;
export type Enqueue = (task: SlackTask) => Promise<void>;

export const createEnqueue =
  (queue: TaskQueue): Enqueue =>
  (each) =>
    queue.push('commands', { slack: each });

/** Undefined for a task of somebody else. */
export const readSlackTask = (body: unknown): SlackTask | undefined => envelope.safeParse(body).data?.slack;
