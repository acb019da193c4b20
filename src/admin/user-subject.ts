import * as z from 'zod';
import type { Definition } from '../approvals/core/definition';
import type { DryRun } from '../approvals/core/dry-run';
import { newestFirst } from '../approvals/core/newest';
import { inScope } from '../approvals/core/scope';
import type { StartRefusal } from '../approvals/core/start';
import type { AccountId, ApprovalId, DefinitionId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import { err, ok, type Result } from '../shared/result';
import type { Subject, SubjectKey, SubjectState } from '../subjects/core/model';
import { answered, type Refused, refused, type Served } from './answer';
import type { Answer, ApprovalView, DryRunView, SubjectView, UserApi } from './contract';
import { toDefinitionSummary } from './definition-view';
import { viewDryRun } from './dry-run-view';
import { definitionId, requestId } from './inputs';
import type { Present, ShowOne, StoredApproval } from './present';
import type { Reach } from './reach';
import { isDeleted, type Viewer } from './viewer';
import type { WaysTo } from './ways';
import { NO_DEFINITION, refusedText } from './words-refused';

export type Start = {
  readonly state: SubjectState;
  readonly requester: AccountId;
  readonly requestId: string;
  readonly follows?: ApprovalId;
};

export type Deps = {
  correlation: string;
  /** In any order. */
  approvalsOf: (subject: SubjectKey) => Promise<readonly StoredApproval[]>;
  begin: (definition: Definition, about: Start, correlation: string) => Promise<Result<StoredApproval, StartRefusal>>;
  definitions: {
    /** Undefined also for what is archived. */
    load(id: DefinitionId): Promise<Definition | undefined>;
    forSubject(subject: Subject): Promise<readonly Definition[]>;
  };
  dryRun: (definition: Definition, state: SubjectState, requester: AccountId) => Promise<DryRun>;
  waysTo: WaysTo;
  slackConnected: () => Promise<boolean>;
};

type Parts = Deps & { reach: Reach; present: Present; showOne: ShowOne };
type Startable = { readonly definition: Definition; readonly state: SubjectState };

const previewInput = z.object({ definitionId });
const startInput = z.object({ definitionId, requestId });

type Calls = Pick<Served<UserApi, Viewer>, 'approvals/list' | 'approvals/preview' | 'approvals/start'>;

/** What runs on the subject that the viewer looks at, and what can be started there. */
export function createUserSubject(parts: Parts): Calls {
  const { reach, definitions } = parts;

  async function list(viewer: Viewer): Promise<Answer<SubjectView>> {
    const found = await reach.subject(viewer);
    if (!found.ok) return found.error;
    const { subject } = found.value;
    const [stored, offered, slackConnected] = await Promise.all([
      parts.approvalsOf(subject),
      definitions.forSubject(subject),
      parts.slackConnected(),
    ]);
    const shown = stored.filter(({ state }) => !isDeleted(state)).sort((a, b) => newestFirst(a.state, b.state));
    return answered({
      kind: subject.kind,
      approvals: await parts.present(shown, viewer.accountId),
      definitions: offered.map((definition) => toDefinitionSummary({ definition, state: 'active' })),
      slackConnected,
    });
  }

  async function preview(viewer: Viewer, payload: unknown): Promise<Answer<DryRunView>> {
    const input = parseOrThrow(previewInput, payload, 'preview');
    const found = await startable(viewer, input.definitionId);
    if (!found.ok) return found.error;
    const { definition, state } = found.value;
    const run = await parts.dryRun(definition, state, viewer.accountId);
    return answered(await viewDryRun(run, state.subject, parts.waysTo));
  }

  async function start(viewer: Viewer, payload: unknown): Promise<Answer<ApprovalView>> {
    const input = parseOrThrow(startInput, payload, 'start');
    const found = await startable(viewer, input.definitionId);
    if (!found.ok) return found.error;
    const { definition, state } = found.value;
    const about = { state, requester: viewer.accountId, requestId: input.requestId };
    const begun = await parts.begin(definition, about, parts.correlation);
    if (begun.ok) return parts.showOne(begun.value, viewer);
    return refused(refusedText(begun.error, state.subject.kind), 'definitionId');
  }

  async function startable(viewer: Viewer, id: DefinitionId): Promise<Result<Startable, Refused>> {
    const [found, definition] = await Promise.all([reach.subject(viewer), definitions.load(id)]);
    if (!found.ok) return found;
    const { subject } = found.value;
    if (definition === undefined) return err(refused(NO_DEFINITION, 'definitionId'));
    if (inScope(definition.scope, subject)) return ok({ definition, state: found.value });
    return err(refused(refusedText('out-of-scope', subject.kind), 'definitionId'));
  }

  return { 'approvals/list': list, 'approvals/preview': preview, 'approvals/start': start };
}
