import { createApprovals } from '../../src/approvals/approvals';
import type { Definition } from '../../src/approvals/core/definition';
import { createRegister } from '../../src/approvals/register';
import { createApprovalQueries } from '../../src/approvals/store';
import { createApi } from '../../src/automation/api';
import { createApiTokens } from '../../src/automation/api-token';
import { type Caller, createOperations } from '../../src/automation/operations';
import type { AccountId } from '../../src/shared/brand';
import type { SubjectKey, SubjectState } from '../../src/subjects/core/model';
import { ADA, CLEO, definition, OLGA, page, RITA, subjectState, userStep } from '../support/builders';
import { fakeClock, fakeLog, fakeQueue, noWait } from '../support/fake-ports';
import { createMemoryStore } from '../support/memory-store';

const RELEASE = definition({ name: 'Release', steps: [userStep([ADA])] });

/** Knows OPS-1 by its key and by its id, and one page; Cleo sees nothing, and Olga made the token. */
export async function givenApi(definitions: readonly Definition[] = [RELEASE]) {
  const clock = fakeClock();
  const store = createMemoryStore({ clock });
  const log = fakeLog();
  const register = createRegister({ store, wait: noWait });
  const approvals = createApprovals({ store, clock, log, queue: fakeQueue(), register });
  const queries = createApprovalQueries(store);
  let count = 0;
  const ids = {
    next(prefix: string) {
      count += 1;
      return `${prefix}-${count}`;
    },
  };
  const tokens = createApiTokens({ store, clock, ids });

  const workItem = subjectState();
  const travel: SubjectState = { ...subjectState(), subject: page(), content: { version: 3, parts: { title: 'T' } } };
  async function read({ kind, id }: SubjectKey): Promise<SubjectState | undefined> {
    if (kind === 'page') return id === travel.subject.id ? travel : undefined;
    return id === 'OPS-1' || id === workItem.subject.id ? workItem : undefined;
  }

  const operations = createOperations({
    definitions: {
      load: async (id) => definitions.find((each) => each.id === id),
      list: async () => definitions,
    },
    begin: approvals.begin,
    load: approvals.load,
    approvalsOf: async (subject) => queries.byIds((await register.load(subject)).approvals),
    handle: approvals.handle,
    isActive: async (accountId) => accountId !== CLEO,
    correlation: 'c-1',
  });
  const api = createApi({ tokens, operations, read, correlation: 'c-1', log });
  const { secret } = await tokens.create(OLGA);

  async function send(
    body: unknown,
    { method = 'POST', authorization = [`Bearer ${secret}`] as readonly string[] } = {},
  ) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await api({ method, headers: { authorization }, body: text });
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.body) };
  }
  const started = async (more: object = {}) =>
    (await send({ ...START_BODY, ...more })).body.approval.approval as string;

  const callerOf = (accountId: AccountId, isAdmin = false): Caller => ({
    accountId,
    isAdmin: async () => isAdmin,
    read: accountId === CLEO ? async () => undefined : read,
  });

  return { api, send, started, secret, tokens, store, clock, ids, log, approvals, operations, read, callerOf };
}

export const START_BODY = {
  action: 'start',
  definition: 'Release',
  subject: { kind: 'work-item', key: 'OPS-1' },
  requester: RITA,
  requestId: 'r-1',
};
