import type * as z from 'zod';
import type { Definition } from '../approvals/core/definition';
import type { Approval, ApprovalEvent, Command, Refusal } from '../approvals/core/model';
import { inScope } from '../approvals/core/scope';
import type { StartRefusal } from '../approvals/core/start';
import type { CommandId, Stored } from '../ledger/record';
import { type AccountId, type ApprovalId, type DefinitionId, toDefinitionId } from '../shared/brand';
import type { InputIssue } from '../shared/errors';
import { toIssues } from '../shared/parse';
import type { Result } from '../shared/result';
import type { SubjectKey, SubjectState } from '../subjects/core/model';
import { type ApprovalAnswer, toApprovalAnswer } from './answers';
import { cancelInput, parseRead, type SubjectInput, startInput } from './input';

type StoredApproval = Stored<Approval, ApprovalEvent>;

/** In whose name it is asked, and what they may see. */
export type Caller = {
  readonly accountId: AccountId;
  /** Sees everything, starts in the name of others, and cancels what others started. */
  readonly isAdmin: () => Promise<boolean>;
  /** Undefined where there is none, or none for the caller. A work item can be named by its key too. */
  readonly read: (subject: SubjectKey) => Promise<SubjectState | undefined>;
};

export type OperationsDeps = {
  definitions: {
    load(id: DefinitionId): Promise<Definition | undefined>;
    list(): Promise<readonly Definition[]>;
  };
  begin: (
    definition: Definition,
    start: { readonly state: SubjectState; readonly requester: AccountId; readonly requestId: string },
    correlation: string,
  ) => Promise<Result<StoredApproval, StartRefusal>>;
  load: (id: ApprovalId) => Promise<StoredApproval | undefined>;
  /** Oldest first. */
  approvalsOf: (subject: SubjectKey) => Promise<readonly StoredApproval[]>;
  handle: (
    id: ApprovalId,
    command: Command,
    commandId: CommandId,
  ) => Promise<Result<StoredApproval, Refusal | 'not-found'>>;
  isActive: (accountId: AccountId) => Promise<boolean>;
  correlation: string;
};

/** `field` names the input that is wrong, as far as it is one. */
export type Failure = {
  readonly status: 400 | 403 | 404 | 409;
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly faults?: readonly InputIssue[];
};
export type Outcome<T> = Result<T, Failure>;

export type Operations = ReturnType<typeof createOperations>;

/** What rules and scripts can do, the same for all ways in. Inputs are parsed here. */
export function createOperations(deps: OperationsDeps) {
  const { definitions, begin, load, approvalsOf, handle, isActive, correlation } = deps;

  async function startFrom(given: unknown, caller: Caller): Promise<Outcome<ApprovalAnswer>> {
    const input = startInput.safeParse(given);
    if (!input.success) return invalid(input.error);

    const { definition: wanted, subject, requester = caller.accountId, requestId } = input.data;
    const [found, state] = await Promise.all([findDefinition(wanted), caller.read(toKey(subject))]);
    if (!found.ok) return found;
    if (state === undefined) return noSubject(subject);
    if (!inScope(found.value.scope, state.subject)) return OUT_OF_SCOPE;
    const refused = await whyNotFor(requester, caller);
    if (refused !== undefined) return refused;

    const begun = await begin(found.value, { state, requester, requestId: `api:${requestId}` }, correlation);
    if (begun.ok) return { ok: true, value: toApprovalAnswer(begun.value.state) };
    return fail(409, begun.error, 'No step of this definition applies to the subject, so nothing was started.');
  }

  async function cancelFrom(given: unknown, caller: Caller): Promise<Outcome<ApprovalAnswer>> {
    const input = cancelInput.safeParse(given);
    if (!input.success) return invalid(input.error);

    const { approval: id } = input.data;
    const stored = await findFor(id, caller);
    if (stored === undefined) return NO_APPROVAL;
    const command = await cancellationBy(caller, stored.state);
    if (command === undefined) return NOT_YOURS;
    const result = await handle(id, command, { id: `api:cancel:${id}`, correlation });
    if (result.ok) return { ok: true, value: toApprovalAnswer(result.value.state) };
    if (result.error === 'not-found') return NO_APPROVAL;
    return (
      (await isCancelled(id)) ?? fail(409, result.error, 'The approval is already over, so nothing was cancelled.')
    );
  }

  async function cancellationBy(caller: Caller, { requester }: Approval): Promise<Command | undefined> {
    const { accountId } = caller;
    const own = requester === accountId;
    if (!own && !(await caller.isAdmin())) return undefined;
    return { type: 'cancel', by: { type: 'account', accountId }, reason: own ? 'by-requester' : 'by-admin' };
  }

  /** Asking for what is done already succeeds again. */
  async function isCancelled(id: ApprovalId): Promise<Outcome<ApprovalAnswer> | undefined> {
    const stored = await load(id);
    return stored?.state.status === 'cancelled' ? { ok: true, value: toApprovalAnswer(stored.state) } : undefined;
  }

  /** Newest first. */
  async function readFrom(given: unknown, caller: Caller): Promise<Outcome<readonly ApprovalAnswer[]>> {
    const input = parseRead(given);
    if (!input.success) return invalid(input.error);
    if ('approval' in input.data) {
      const stored = await findFor(input.data.approval, caller);
      return stored === undefined ? NO_APPROVAL : { ok: true, value: [toApprovalAnswer(stored.state)] };
    }
    const { subject } = input.data;
    const state = await caller.read(toKey(subject));
    if (state === undefined) return noSubject(subject);
    const all = (await approvalsOf(state.subject)).filter((each) => !isDeleted(each.state));
    return { ok: true, value: all.map((each) => toApprovalAnswer(each.state)).reverse() };
  }

  /** What the caller may not see is not there for them. */
  async function findFor(id: ApprovalId, caller: Caller): Promise<StoredApproval | undefined> {
    const stored = await load(id);
    if (stored === undefined || isDeleted(stored.state)) return undefined;
    const sees = (await caller.isAdmin()) || (await caller.read(stored.state.subject)) !== undefined;
    return sees ? stored : undefined;
  }

  async function findDefinition(wanted: string): Promise<Outcome<Definition>> {
    const byId = DEFINITION_ID.test(wanted) ? await definitions.load(toDefinitionId(wanted)) : undefined;
    if (byId !== undefined) return { ok: true, value: byId };
    const name = wanted.toLowerCase();
    const [found, another] = (await definitions.list()).filter((each) => each.name.toLowerCase() === name);
    if (another !== undefined) {
      return fail(400, 'ambiguous', 'Several definitions have this name. Use the id instead.', 'definition');
    }
    if (found !== undefined) return { ok: true, value: found };
    return fail(404, 'no-definition', 'There is no approval definition of this id or name.', 'definition');
  }

  async function whyNotFor(requester: AccountId, caller: Caller): Promise<Outcome<never> | undefined> {
    if (requester !== caller.accountId && !(await caller.isAdmin())) {
      return fail(403, 'not-allowed', 'Only an administrator can start an approval for somebody else.', 'requester');
    }
    return (await isActive(requester))
      ? undefined
      : fail(400, 'requester-unknown', 'This account does not exist or is not active.', 'requester');
  }

  return { startFrom, cancelFrom, readFrom };
}

/** Keys of the store are made of these. */
const DEFINITION_ID = /^[A-Za-z0-9-]{1,80}$/;

const toKey = (subject: SubjectInput): SubjectKey => ({
  kind: subject.kind,
  id: subject.kind === 'page' ? subject.id : subject.key.toUpperCase(),
});

const isDeleted = (approval: Approval) => approval.status !== 'pending' && approval.shelved?.as === 'deleted';

const fail = (status: Failure['status'], code: string, message: string, field?: string): Outcome<never> => ({
  ok: false,
  error: { status, code, message, ...(field === undefined ? {} : { field }) },
});

const NO_APPROVAL = fail(404, 'no-approval', 'There is no such approval.', 'approval');
const NOT_YOURS = fail(403, 'not-allowed', 'Only the requester of an approval or an administrator can cancel it.');
const OUT_OF_SCOPE = fail(
  400,
  'out-of-scope',
  'This definition is not meant for the project or space of the subject.',
  'definition',
);

const noSubject = ({ kind }: SubjectInput): Outcome<never> =>
  kind === 'page'
    ? fail(404, 'no-subject', 'There is no such page, or it may not be read.', 'subject.id')
    : fail(404, 'no-subject', 'There is no such work item, or it may not be read.', 'subject.key');

function invalid(error: z.ZodError): Outcome<never> {
  const faults = toIssues(error.issues);
  const [first] = faults;
  const message = faults.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  const named = first === undefined ? {} : { field: first.field };
  return { ok: false, error: { status: 400, code: 'invalid', message, ...named, faults } };
}
