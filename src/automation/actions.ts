import * as z from 'zod';
import { type AccountId, toAccountId } from '../shared/brand';
import type { SubjectKey, SubjectState } from '../subjects/core/model';
import type { ApprovalAnswer } from './answers';
import type { Caller, Operations, Outcome } from './operations';

/** What a rule can go on with. */
export type ActionOutput = {
  readonly approvalId: string;
  readonly state: string;
  readonly definition: string;
  readonly outdated: boolean;
};
/** The rule stops at errors, and its owner finds them in the audit log. */
export type ActionAnswer = ActionOutput | { readonly errors: readonly { readonly message: string }[] };

type Deps = {
  operations: Operations;
  /** As the person whose connection the rule has. */
  read: (subject: SubjectKey) => Promise<SubjectState | undefined>;
  isAdmin: () => Promise<boolean>;
  correlation: string;
};

/** A field that was left empty arrives as an empty text, or not at all. */
const optional = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === undefined || text.trim() === '' ? undefined : text.trim()));
const inputs = z.object({
  definition: optional,
  workItemKey: optional,
  pageId: optional,
  approvalId: optional,
  requester: optional,
  requestId: optional,
});
type Inputs = z.infer<typeof inputs>;

/**
 * Actions of Atlassian Automation: the inputs are the payload, and the person is in the context.
 * https://developer.atlassian.com/platform/forge/manifest-reference/modules/automation-action/
 */
export function createActions({ operations, read, isAdmin, correlation }: Deps) {
  const action =
    (work: (given: Inputs, caller: Caller) => Promise<ActionAnswer>) =>
    async (payload: unknown, accountId: string | undefined): Promise<ActionAnswer> => {
      if (accountId === undefined) return errors('Choose a connection for this action: it acts as a person.');
      const given = inputs.safeParse(payload);
      if (!given.success) return errors('The inputs of this action cannot be read. Open its form and save it again.');
      return work(given.data, callerOf(toAccountId(accountId)));
    };

  const callerOf = (accountId: AccountId): Caller => ({ accountId, isAdmin, read });

  async function start(given: Inputs, caller: Caller): Promise<ActionAnswer> {
    const { definition, requester, requestId = correlation } = given;
    const input = {
      definition,
      subject: subjectOf(given),
      requestId,
      ...(requester === undefined ? {} : { requester }),
    };
    return toAnswer(await operations.startFrom(input, caller));
  }

  const cancel = async ({ approvalId }: Inputs, caller: Caller): Promise<ActionAnswer> =>
    toAnswer(await operations.cancelFrom({ approval: approvalId }, caller));

  /** Of several approvals the newest that still runs, and otherwise the newest. */
  async function readNewest(given: Inputs, caller: Caller): Promise<ActionAnswer> {
    const { approvalId, definition } = given;
    const input = approvalId === undefined ? { subject: subjectOf(given) } : { approval: approvalId };
    const found = await operations.readFrom(input, caller);
    if (!found.ok) return errors(found.error.message);
    const fitting = found.value.filter((each) => definition === undefined || isOf(each, definition));
    const chosen = fitting.find(({ state }) => state === 'pending') ?? fitting[0];
    return chosen === undefined ? errors('There is no such approval here.') : toOutput(chosen);
  }

  return { start: action(start), cancel: action(cancel), read: action(readNewest) };
}

const isOf = ({ definition: { id, name } }: ApprovalAnswer, wanted: string) =>
  id === wanted || name.toLowerCase() === wanted.toLowerCase();

const subjectOf = ({ workItemKey, pageId }: Inputs) =>
  pageId === undefined ? { kind: 'work-item', key: workItemKey } : { kind: 'page', id: pageId };

const toAnswer = (outcome: Outcome<ApprovalAnswer>): ActionAnswer =>
  outcome.ok ? toOutput(outcome.value) : errors(outcome.error.message);

const toOutput = ({ approval, state, definition, outdated }: ApprovalAnswer): ActionOutput => ({
  approvalId: approval,
  state,
  definition: definition.name,
  outdated,
});

const errors = (message: string): ActionAnswer => ({ errors: [{ message }] });
