import { createRequire } from 'node:module';
import { createClock } from '../../sandbox/clock';
import { openDocuments } from '../../sandbox/documents';
import { createFaults } from '../../sandbox/faults';
import { createKvs, type KvsAnswer, type KvsUsage, parseEntities } from '../../sandbox/forge/kvs/kvs';
import type { RateLimits } from '../../sandbox/forge/kvs/rates';

const require = createRequire(import.meta.url);

export const START = Date.UTC(2026, 2, 2, 9);
export const HOUR_MS = 3_600_000;

export type Employee = {
  surname?: string;
  age?: number;
  salary?: number;
  active?: boolean;
  team?: string;
  notes?: unknown;
};

export const STORAGE = {
  entities: [
    {
      name: 'employee',
      attributes: {
        surname: { type: 'string' },
        age: { type: 'integer' },
        salary: { type: 'float' },
        active: { type: 'boolean' },
        team: { type: 'string' },
        notes: { type: 'any' },
      },
      indexes: [
        'surname',
        'active',
        { name: 'by-salary', range: ['salary'] },
        { name: 'by-team', partition: ['team'], range: ['age'] },
        { name: 'by-team-and-active', partition: ['team', 'active'], range: ['surname'] },
      ],
    },
    { name: 'task', attributes: { title: { type: 'string' } } },
  ],
};

type Options = {
  random?: () => number;
  indexLagMs?: number;
  rates?: RateLimits;
  storage?: unknown;
  documents?: ReturnType<typeof openDocuments>;
};

/** The real SDK on top of an empty store; `as` chooses the installation that its next calls belong to. */
export function givenKvs({
  random = () => 0,
  storage = STORAGE,
  documents = openDocuments(':memory:'),
  ...rest
}: Options = {}) {
  const clock = createClock('manual', { at: START });
  const faults = createFaults();
  const store = createKvs({
    database: documents.database,
    clock,
    faults,
    random,
    entities: parseEntities(storage),
    ...rest,
  });
  let installation = 'installation-1';
  const usages: KvsUsage[] = [];

  Object.assign(globalThis, {
    __forge_runtime__: {},
    async __forge_fetch__(target: { type: string }, path: string, init: { body: string }) {
      if (target.type !== 'kvs') throw new Error(`unexpected target ${target.type}`);
      const answer = await store.handle(installation, path, JSON.parse(init.body));
      usages.push(answer.usage);
      return toResponse(answer);
    },
  });
  const sdk = require('@forge/kvs') as typeof import('@forge/kvs');

  return {
    ...sdk,
    store,
    clock,
    faults,
    documents,
    usages,
    employees: sdk.kvs.entity<Employee>('employee'),
    as(id: string) {
      installation = id;
    },
    /** For what the SDK's types do not let an app say. */
    async post(operation: string, body: unknown): Promise<string> {
      const answer = await store.handle(installation, `/api/v1/${operation}`, body);
      return answer.status < 300 ? `${answer.status}` : `${answer.status} ${codeOf(answer.body)}`;
    },
  };
}

const codeOf = (body: unknown) =>
  typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';

function toResponse({ status, body }: KvsAnswer): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  const headers = { 'content-length': String(text?.length ?? 0), 'x-b3-traceid': 'a'.repeat(16) };
  return new Response(text, { status, headers });
}

/** How a call ended: `accepted`, or the status and the code that the SDK reports. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'responseDetails' in error)) throw error;
    const { status } = error.responseDetails as { status: number };
    return `${status} ${String(error.code)}`;
  }
}
