import * as z from 'zod';
import type { Definition } from '../approvals/core/definition';
import type { DryRun } from '../approvals/core/dry-run';
import { type AccountId, toDefinitionId } from '../shared/brand';
import { parseOrThrow } from '../shared/parse';
import type { SubjectKey, SubjectState } from '../subjects/core/model';
import type { Administrator } from './admin-definitions';
import { answered, refused, refusedFor, type Served } from './answer';
import type { AdminApi } from './contract';
import { type ReadDraft, writtenDraft } from './draft-input';
import { viewDryRun } from './dry-run-view';
import type { WaysTo } from './ways';
import { NO_SUCH_SUBJECT } from './words-refused';

export type Deps = {
  readDraft: ReadDraft;
  /** As the caller; a work item by its key too. */
  loadSubject: (subject: SubjectKey, siteUrl: string) => Promise<SubjectState | undefined>;
  dryRun: (definition: Definition, state: SubjectState, requester: AccountId) => Promise<DryRun>;
  waysTo: WaysTo;
};

const input = z.object({
  definition: writtenDraft,
  subject: z.object({
    kind: z.enum(['work-item', 'page']),
    id: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{1,100}$/, 'must be the key of a work item or the id of a page'),
  }),
});

const UNSAVED = { id: toDefinitionId('unsaved'), version: 0 };

/** What a definition would do, before it is saved. */
export function createAdminDryRun(deps: Deps): Pick<Served<AdminApi, Administrator>, 'definitions/dry-run'> {
  return {
    async 'definitions/dry-run'({ accountId, siteUrl }, payload) {
      const { definition, subject: wanted } = parseOrThrow(input, payload, 'dry run');
      const read = await deps.readDraft(definition);
      if (!read.ok) return refusedFor(read.error);
      const state = await deps.loadSubject(wanted, siteUrl);
      if (state === undefined) return refused(NO_SUCH_SUBJECT[wanted.kind], 'subject.id');

      const run = await deps.dryRun({ ...read.value, ...UNSAVED, owner: accountId }, state, accountId);
      return answered(await viewDryRun(run, state.subject, deps.waysTo));
    },
  };
}
