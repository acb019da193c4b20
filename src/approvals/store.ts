import * as z from 'zod';
import type { Codec, Stored } from '../ledger/record';
import type { Store } from '../ports';
import { type ApprovalId, toAccountId, toApprovalId, toDefinitionId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import { type Subject, subjectRef } from '../subjects/core/model';
import type { Approval, ApprovalEvent } from './core/model';

export type StoredApproval = Stored<Approval, ApprovalEvent>;

/** No deadline: the last instant that a date can hold. */
const NEVER = 8.64e15;

const account = z.string().transform(toAccountId);
const decisionKind = z.enum(['approve', 'reject']);
const via = z.enum(['slack', 'jira']);
const actor = z.union([
  z.object({ type: z.literal('account'), accountId: account }),
  z.object({ type: z.literal('system') }),
]);
const decision = z.object({ kind: decisionKind, at: z.number(), via, sequence: z.number(), commented: z.boolean() });
const stepTerms = {
  type: z.literal('user'),
  name: z.string(),
  quorum: z.union([z.object({ type: z.literal('all') }), z.object({ type: z.literal('any') })]),
  approvers: z.array(z.object({ type: z.literal('account'), accountId: account, decision: decision.optional() })),
};
const step = z.discriminatedUnion('status', [
  z.object({ ...stepTerms, status: z.literal('waiting') }),
  z.object({ ...stepTerms, status: z.literal('open'), openedAt: z.number() }),
  z.object({
    ...stepTerms,
    status: z.enum(['approved', 'rejected', 'skipped']),
    openedAt: z.number().optional(),
    closedAt: z.number(),
  }),
]);
const terms = {
  id: z.string().transform(toApprovalId),
  definition: z.object({ id: z.string().transform(toDefinitionId), version: z.number(), name: z.string() }),
  subject: z.object({
    kind: z.literal('work-item'),
    id: z.string(),
    key: z.string(),
    title: z.string(),
    url: z.string(),
  }),
  requester: account,
  startedAt: z.number(),
  steps: z.array(step),
};
const approval = z.discriminatedUnion('status', [
  z.object({ ...terms, status: z.literal('pending') }),
  z.object({
    ...terms,
    status: z.enum(['approved', 'rejected', 'cancelled']),
    closedAt: z.number(),
    cancelled: z.enum(['by-requester', 'subject-deleted']).optional(),
  }),
]);
const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('approval.started'), by: account }),
  z.object({ type: z.literal('step.opened'), step: z.number() }),
  z.object({
    type: z.literal('decision.made'),
    step: z.number(),
    by: account,
    kind: decisionKind,
    via,
    comment: z.string().optional(),
  }),
  z.object({ type: z.literal('step.closed'), step: z.number(), status: z.enum(['approved', 'rejected', 'skipped']) }),
  z.object({ type: z.literal('approval.closed'), outcome: z.enum(['approved', 'rejected', 'cancelled']), by: actor }),
]);
const record = z.object({
  version: z.number(),
  data: z.object({
    v: z.literal(1),
    sequence: z.number(),
    approval,
    owed: z.array(z.object({ sequence: z.number(), at: z.number(), correlation: z.string(), event })),
    commands: z.array(z.string()),
  }),
});

export const approvalCodec: Codec<Approval, ApprovalEvent> = {
  entity: 'approval',

  parse(value) {
    const { version, data } = readOrThrow(record, value, 'stored approval');
    const { sequence, owed, commands } = data;
    return { id: data.approval.id, version, sequence, state: data.approval, owed, commands };
  },

  write: ({ state, sequence, owed, commands }) => ({
    state: state.status === 'pending' ? 'open' : 'closed',
    subject: subjectRef(state.subject),
    startedAt: state.startedAt,
    dueAt: NEVER,
    owedSince: owed[0]?.at ?? 0,
    data: { v: 1, sequence, approval: state, owed, commands },
  }),
};

const SUBJECT_PAGE = 20;

export function createApprovalQueries(store: Store) {
  /** Newest first; one page. The index may lag behind, so it only tells which records to read. */
  async function idsOfSubject(subject: Pick<Subject, 'kind' | 'id'>, limit = 100): Promise<readonly ApprovalId[]> {
    const page = await store.query({
      entity: 'approval',
      index: 'by-subject',
      partition: [subjectRef(subject)],
      descending: true,
      limit,
    });
    return page.rows.map(({ key }) => toApprovalId(key));
  }

  return {
    idsOfSubject,

    async ofSubject(subject: Pick<Subject, 'kind' | 'id'>, limit = SUBJECT_PAGE): Promise<readonly StoredApproval[]> {
      const ids = await idsOfSubject(subject, limit);
      const exact = await store.getMany(ids.map((key) => ({ entity: 'approval', key })));
      return ids.flatMap((id) => (exact.has(id) ? [approvalCodec.parse(exact.get(id))] : []));
    },

    /** Approvals that have owed something since before `before`. */
    async owing(before: number, cursor?: string): Promise<{ ids: readonly ApprovalId[]; cursor?: string }> {
      const page = await store.query({
        entity: 'approval',
        index: 'by-owed',
        range: { from: 1, to: before },
        limit: 100,
        ...(cursor === undefined ? {} : { cursor }),
      });
      return {
        ids: page.rows.map(({ key }) => toApprovalId(key)),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      };
    },
  };
}
