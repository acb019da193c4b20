import type { Codec, Stored } from '../ledger/record';
import type { Store } from '../ports';
import { type AccountId, type ApprovalId, toApprovalId } from '../shared/brand';
import { readOrThrow } from '../shared/parse';
import { approvalRecord } from './approval-schema';
import { nextTickOf } from './core/clock';
import type { Approval, ApprovalEvent } from './core/model';
import { newestFirst } from './core/newest';

export type StoredApproval = Stored<Approval, ApprovalEvent>;

/** Nothing due: the last instant that a date can hold. */
const NEVER = 8.64e15;

export const approvalCodec: Codec<Approval, ApprovalEvent> = {
  entity: 'approval',

  parse(value) {
    const { version, data } = readOrThrow(approvalRecord, value, 'stored approval');
    const { sequence, owed, commands } = data;
    return { id: data.approval.id, version, sequence, state: data.approval, owed, commands };
  },

  write: ({ state, sequence, owed, commands }) => ({
    state: listOf(state),
    requester: state.requester,
    startedAt: state.startedAt,
    dueAt: nextTickOf(state) ?? NEVER,
    owedSince: owed[0]?.at ?? 0,
    data: { v: 1, sequence, approval: state, owed, commands },
  }),
};

/** The list that an approval stands in. */
export type List = 'open' | 'stuck' | 'closed' | 'archived' | 'deleted';

function listOf(approval: Approval): List {
  if (approval.status !== 'pending') return approval.shelved?.as ?? 'closed';
  return approval.steps.some((step) => step.status === 'open' && step.deadlock !== undefined) ? 'stuck' : 'open';
}

const PENDING = ['open', 'stuck'] as const satisfies readonly List[];

type IdPage = { readonly ids: readonly ApprovalId[]; readonly cursor?: string };

export function createApprovalQueries(store: Store) {
  /** Exactly as they are stored, in the order of the ids; what does not exist is left out. */
  async function byIds(ids: readonly ApprovalId[]): Promise<readonly StoredApproval[]> {
    const exact = await store.getMany(ids.map((key) => ({ entity: 'approval', key })));
    return ids.flatMap((id) => (exact.has(id) ? [approvalCodec.parse(exact.get(id))] : []));
  }

  async function idsUpTo(index: 'by-owed' | 'by-due', to: number, cursor?: string): Promise<IdPage> {
    const page = await store.query({
      entity: 'approval',
      index,
      range: { from: 1, to },
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return {
      ids: page.rows.map(({ key }) => toApprovalId(key)),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  }

  /** Newest first, a page at a time until there are enough: of what the index names, some may be closed by now. */
  async function startedIn(list: List, requester: AccountId, limit: number): Promise<readonly Approval[]> {
    const found: Approval[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined && found.length < limit) {
      const page = await store.query({
        entity: 'approval',
        index: 'by-requester',
        partition: [requester, list],
        descending: true,
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const exact = await byIds(page.rows.map(({ key }) => toApprovalId(key)));
      found.push(...exact.map(({ state }) => state).filter(({ status }) => status === 'pending'));
      cursor = page.cursor;
    }
    return found;
  }

  return {
    byIds,

    /**
     * What a person asked for and what is still open, newest first. The index lags behind, so each is read again: one
     * that got stuck a moment ago is named by both lists, one that closed by a list that it has left.
     */
    async openOf(requester: AccountId, limit = 100): Promise<readonly Approval[]> {
      const lists = await Promise.all(PENDING.map((list) => startedIn(list, requester, limit)));
      return [...new Map(lists.flat().map((each) => [each.id, each])).values()].sort(newestFirst).slice(0, limit);
    },

    /** Newest first; one page. The index lags behind, so each is read again. */
    async inList(list: List, limit = 50): Promise<readonly StoredApproval[]> {
      const page = await store.query({
        entity: 'approval',
        index: 'by-state',
        partition: [list],
        descending: true,
        limit,
      });
      const found = await byIds(page.rows.map(({ key }) => toApprovalId(key)));
      return found.filter(({ state }) => listOf(state) === list);
    },

    /** Approvals that have owed something since before `before`. */
    owing: (before: number, cursor?: string) => idsUpTo('by-owed', before, cursor),

    /** Approvals in which something is due. */
    due: (at: number, cursor?: string) => idsUpTo('by-due', at, cursor),
  };
}
