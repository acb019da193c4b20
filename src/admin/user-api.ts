import * as z from 'zod';
import type { Approval, ApprovalEvent, Command, Definition, Refusal } from '../approvals/core/model';
import type { CommandId, Stored } from '../ledger/record';
import { type AccountId, type ApprovalId, type DefinitionId, toApprovalId, toDefinitionId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { type Subject, subjectRef } from '../subjects/core/model';
import type { Answer, ApprovalView, SubjectView } from './contract';
import { toDefinitionSummary } from './view';
import { NO_DEFINITION, NOT_VISIBLE, REFUSED } from './words';

type StoredApproval = Stored<Approval, ApprovalEvent>;

/** Who asks, and about what: taken from the platform's context, never from a payload. */
export type Viewer = { readonly accountId: AccountId; readonly issueId: string; readonly siteUrl: string };

type Deps = {
  correlation: string;
  /** As the viewer: undefined where Jira does not show them the work item. */
  subjectOf: (viewer: Viewer) => Promise<Subject | undefined>;
  approvalsOf: (subject: Subject) => Promise<readonly StoredApproval[]>;
  load: (id: ApprovalId) => Promise<StoredApproval | undefined>;
  begin: (
    definition: Definition,
    about: { subject: Subject; requester: AccountId; requestId: string },
    correlation: string,
  ) => Promise<StoredApproval>;
  handle: (id: ApprovalId, what: Command, command: CommandId) => Promise<Result<StoredApproval, Refusal | 'not-found'>>;
  definitions: { list(): Promise<readonly Definition[]>; load(id: DefinitionId): Promise<Definition | undefined> };
  present: (stored: readonly StoredApproval[], viewer: AccountId) => Promise<readonly ApprovalView[]>;
  slackConnected: () => Promise<boolean>;
};

const requestId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, 'must be 8 to 64 letters, digits or hyphens');
const approvalId = z.string().min(1, 'must name an approval').transform(toApprovalId);
const startInput = z.object({
  definitionId: z.string().min(1, 'must name a definition').transform(toDefinitionId),
  requestId,
});
const decideInput = z.object({
  approvalId,
  step: z.int().min(0).optional(),
  decision: z.enum(['approve', 'reject']),
  comment: z.string().optional(),
  requestId,
});
const cancelInput = z.object({ approvalId, requestId });

const refused = (error: string): { ok: false; error: string } => ({ ok: false, error });

export function createUserApi(deps: Deps) {
  const { correlation, subjectOf, approvalsOf, load, begin, handle, definitions, present, slackConnected } = deps;

  async function list(viewer: Viewer): Promise<Answer<SubjectView>> {
    const subject = await subjectOf(viewer);
    if (subject === undefined) return refused(NOT_VISIBLE);

    const [stored, all, connected] = await Promise.all([approvalsOf(subject), definitions.list(), slackConnected()]);
    const approvals = await present(stored, viewer.accountId);
    return { ok: true, value: { approvals, definitions: all.map(toDefinitionSummary), slackConnected: connected } };
  }

  async function start(viewer: Viewer, payload: unknown): Promise<Answer<ApprovalView>> {
    const input = parseOrThrow(startInput, payload, 'start');
    const [subject, definition] = await Promise.all([subjectOf(viewer), definitions.load(input.definitionId)]);
    if (subject === undefined) return refused(NOT_VISIBLE);
    if (definition === undefined) return { ...refused(NO_DEFINITION), field: 'definitionId' };

    const about = { subject, requester: viewer.accountId, requestId: input.requestId };
    return shown(viewer, await begin(definition, about, correlation));
  }

  async function decide(viewer: Viewer, payload: unknown): Promise<Answer<ApprovalView>> {
    const input = parseOrThrow(decideInput, payload, 'decision');
    const comment = input.comment?.trim();
    const what: Command = {
      type: 'decide',
      by: viewer.accountId,
      ...(input.step === undefined ? {} : { step: input.step }),
      kind: input.decision,
      via: 'jira',
      ...(comment === undefined || comment === '' ? {} : { comment }),
    };
    return apply(viewer, { id: input.approvalId, requestId: input.requestId, what });
  }

  async function cancel(viewer: Viewer, payload: unknown): Promise<Answer<ApprovalView>> {
    const input = parseOrThrow(cancelInput, payload, 'cancellation');
    const by = { type: 'account', accountId: viewer.accountId } as const;
    return apply(viewer, {
      id: input.approvalId,
      requestId: input.requestId,
      what: { type: 'cancel', by, reason: 'by-requester' },
    });
  }

  /** Only on the work item that the panel stands on, and only where Jira shows it to the viewer. */
  async function apply(
    viewer: Viewer,
    { id, requestId: request, what }: { id: ApprovalId; requestId: string; what: Command },
  ): Promise<Answer<ApprovalView>> {
    const [subject, stored] = await Promise.all([subjectOf(viewer), load(id)]);
    if (subject === undefined) return refused(NOT_VISIBLE);
    if (stored === undefined || subjectRef(stored.state.subject) !== subjectRef(subject)) {
      return refused(REFUSED['not-found']);
    }
    const command = { id: `jira:${viewer.accountId}:${request}`, correlation };
    const result = await handle(id, what, command);
    return result.ok ? shown(viewer, result.value) : refused(REFUSED[result.error]);
  }

  async function shown(viewer: Viewer, stored: StoredApproval): Promise<Answer<ApprovalView>> {
    const [view] = await present([stored], viewer.accountId);
    return view === undefined ? refused(REFUSED['not-found']) : { ok: true, value: view };
  }

  return { list, start, decide, cancel };
}
