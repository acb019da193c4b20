import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Approval } from '../approvals/core/model';
import { readersOf } from '../approvals/core/steps';
import type { EntityQuery, EntityWrite, Store } from '../ports';
import {
  type ApprovalId,
  type PersonId,
  toAccountId,
  toApprovalId,
  toPersonId,
  toSlackTeamId,
  toSlackUserId,
} from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import type { Notification, Status } from './core/model';
import type { Planned } from './core/planned';
import { dueOf } from './core/progress';

/** Never due: the last instant that a date can hold. */
const NEVER = 8.64e15;
const OPEN = 'open';

export const kind = z.enum([
  'approval-request',
  'channel-request',
  'channel-outcome',
  'reminder',
  'notice',
  'outcome-comment',
  'state-property',
  'effect',
]);
export const topic = z.enum([
  'outcome',
  'changes-requested',
  'vote-turn',
  'deadlock',
  'content-changed',
  'outdated',
  'asked-again',
  'renewing',
  'lapsed',
]);
const reason = z.string();
const posting = {
  team: z.string().transform(toSlackTeamId),
  posted: z.object({ channel: z.string(), ts: z.string() }).optional(),
};
const direct = z.object({ ...posting, user: z.string().transform(toSlackUserId) });
const inChannel = z.object({
  ...posting,
  channel: z.object({ id: z.string(), name: z.string() }),
  thread: z.string().optional(),
});
const accounts = z.array(z.string().transform(toAccountId));
const data = z.object({
  v: z.literal(1),
  kind,
  approvalId: z.string().transform(toApprovalId),
  subjectKey: z.string(),
  step: z.number(),
  recipient: z.string().transform(toPersonId).optional(),
  round: z.number(),
  topic: topic.optional(),
  directly: reason.optional(),
  asks: z.boolean(),
  progress: z.discriminatedUnion('status', [
    z.object({ status: z.literal('pending'), fallback: reason.optional() }),
    z.object({ status: z.enum(['sent', 'updated']) }),
    z.object({ status: z.enum(['fallen-back', 'dead']), reason }),
    z.object({ status: z.literal('suppressed'), reason, fallback: reason.optional() }),
  ]),
  attempts: z.number(),
  retryAt: z.number(),
  slack: z.union([direct, inChannel]).optional(),
  audience: z.object({ members: accounts, others: accounts }).optional(),
  shown: z.number(),
  wanted: z.number(),
  claim: z
    .object({
      doing: z.enum(['post', 'update', 'email', 'direct', 'comment', 'property', 'effect']),
      until: z.number(),
    })
    .optional(),
});
const row = z.object({ version: z.number(), createdAt: z.number(), data });

/**
 * Derived from what is told to whom, so that planning it twice finds the same row. It is also the token of the
 * message's buttons: it starts with the approval, so that both are read at once, and says nothing about the person.
 */
export function notificationKey(approvalId: ApprovalId, planned: Planned): string {
  const { kind: what, step, recipient, round, topic: about } = planned;
  const name = [approvalId, what, step, recipient ?? '', round, about ?? ''];
  const digest = createHash('sha256').update(JSON.stringify(name));
  return `${approvalId}:${digest.digest('hex').slice(0, 24)}`;
}

export function approvalOfToken(token: string): ApprovalId | undefined {
  const match = /^([a-zA-Z0-9-]{1,64}):[0-9a-f]{24}$/.exec(token);
  return match?.[1] === undefined ? undefined : toApprovalId(match[1]);
}

export function createNotificationStore(store: Store) {
  const ref = (key: string) => ({ entity: 'notification' as const, key });

  return {
    ref,
    parse: (key: string, value: unknown) => parseRow(key, value),

    /** Each once, to be read together with other things. */
    refsTo: (id: ApprovalId, all: readonly Planned[]) =>
      [...new Set(all.map((each) => notificationKey(id, each)))].map(ref),

    /** Out of what was read with `refsTo`. */
    standing: (id: ApprovalId, values: ReadonlyMap<string, unknown>) => (planned: Planned) => {
      const key = notificationKey(id, planned);
      return values.has(key) ? parseRow(key, values.get(key)) : undefined;
    },

    async load(key: string): Promise<Notification | undefined> {
      const value = await store.getEntity('notification', key);
      return value === undefined ? undefined : parseRow(key, value);
    },

    /** The requests of one approval, as far as they were made. */
    async requestsOf({ id, steps }: Approval): Promise<(step: number, to: PersonId) => Notification | undefined> {
      const keys = new Map(
        steps.flatMap((each, step) =>
          [...readersOf(each)].map(([recipient, round]) => {
            const key = notificationKey(id, { kind: 'approval-request', step, recipient, round });
            return [`${step}:${recipient}`, key] as const;
          }),
        ),
      );
      const found = await store.getMany([...keys.values()].map(ref));
      return (step, to) => {
        const key = keys.get(`${step}:${to}`);
        return key !== undefined && found.has(key) ? parseRow(key, found.get(key)) : undefined;
      };
    },

    /** What a person is still asked, newest first; one page. The index lags, so each has to be looked at again. */
    async inboxOf(recipient: PersonId, limit = 50): Promise<readonly Notification[]> {
      const page = await store.query({
        entity: 'notification',
        index: 'by-inbox',
        partition: [recipient, OPEN],
        descending: true,
        limit,
      });
      return page.rows.map(({ key, value }) => parseRow(key, value));
    },

    create: (notification: Notification) =>
      store.createEntity('notification', notification.key, toWrite(notification).value),

    /** Moves a row on from the version that was read; false when somebody else wrote it first. */
    async replace(next: Notification): Promise<Notification | undefined> {
      const moved = { ...next, version: next.version + 1 };
      const outcome = await store.commit([{ ...toWrite(moved), ifVersion: next.version }]);
      return outcome === 'committed' ? moved : undefined;
    },

    /** Newest first. */
    async list({ status, cursor, limit }: { status?: Status; cursor?: string; limit: number }) {
      const query: EntityQuery = {
        entity: 'notification',
        ...(status === undefined ? { index: 'by-time' } : { index: 'by-status', partition: [status] }),
        descending: true,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      };
      const page = await store.query(query);
      return { rows: page.rows.map(({ key, value }) => parseRow(key, value)), cursor: page.cursor };
    },

    /** Rows whose next try, or whose holder's deadline, is past. By key alone: what a row holds is not read here. */
    async due(at: number, cursor?: string) {
      const page = await store.query({
        entity: 'notification',
        index: 'by-due',
        range: { from: 0, to: at },
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const rows = page.rows.flatMap(({ key }) => {
        const approvalId = approvalOfToken(key);
        return approvalId === undefined ? [] : [{ key, approvalId }];
      });
      return { rows, cursor: page.cursor };
    },
  };
}

function toWrite(notification: Notification): EntityWrite {
  const { key, version, createdAt, ...rest } = notification;
  return {
    entity: 'notification',
    key,
    value: {
      version,
      createdAt,
      status: rest.progress.status,
      recipient: rest.recipient ?? 'nobody',
      inbox: rest.asks ? OPEN : 'done',
      step: `${rest.approvalId}#${rest.step}`,
      dueAt: dueOf(notification) ?? NEVER,
      data: { v: 1, ...rest },
    },
  };
}

function parseRow(key: string, value: unknown): Notification {
  const { version, createdAt, data: stored } = readOrThrow(row, value, `stored notification ${key}`);
  const { v: _, ...rest } = stored;
  return { key, version, createdAt, ...rest };
}

export type NotificationStore = ReturnType<typeof createNotificationStore>;
