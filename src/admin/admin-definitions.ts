import * as z from 'zod';
import type { Definition, Draft } from '../approvals/core/definition';
import type { AccountId, DefinitionId } from '../shared/brand';
import { type InputIssue, TransientError, UnknownOutcomeError } from '../shared/errors';
import { parseOrThrow } from '../shared/parse';
import type { Result } from '../shared/result';
import { answered, refused, refusedFor, type Served } from './answer';
import type { AdminApi, Answer, DefinitionSummary, DefinitionView, Fault, GalleryItem } from './contract';
import { type KeptDefinition, toDefinitionForm, toDefinitionSummary, toDefinitionView } from './definition-view';
import { type ReadDraft, writtenDraft } from './draft-input';
import { definitionId } from './inputs';
import { createPlacing, type Deps as PlacingDeps } from './placing';
import { NO_DEFINITION } from './words-refused';

type SaveRefusal = { readonly type: 'faults'; readonly faults: readonly InputIssue[] } | { readonly type: 'gone' };

export type Administrator = { readonly accountId: AccountId; readonly siteUrl: string };

export type Deps = PlacingDeps & {
  readDraft: ReadDraft;
  definitions: {
    list(state: KeptDefinition['state']): Promise<readonly Definition[]>;
    /** Archived ones too. */
    find(id: DefinitionId): Promise<KeptDefinition | undefined>;
    save(draft: Draft, owner: AccountId): Promise<Result<Definition, SaveRefusal>>;
    archive(id: DefinitionId): Promise<boolean>;
    restore(id: DefinitionId): Promise<boolean>;
  };
  exportDefinition: (definition: Definition) => unknown;
  gallery: readonly {
    readonly key: string;
    readonly title: string;
    readonly about: string;
    readonly blanks: readonly { readonly field: string; readonly question: string }[];
    readonly draft: Draft;
  }[];
};

const listInput = z.object({ archived: z.boolean().optional() });
const oneInput = z.object({ id: definitionId });
const saveInput = z.object({ id: definitionId.optional(), definition: writtenDraft });
const checkInput = z.object({ definition: writtenDraft });
const archiveInput = z.object({ id: definitionId, archived: z.boolean() });

type Calls = Omit<
  Pick<Served<AdminApi, Administrator>, Extract<keyof AdminApi, `definitions/${string}`>>,
  'definitions/dry-run'
>;

export function createAdminDefinitions(deps: Deps): Calls {
  const { readDraft, definitions, exportDefinition, gallery } = deps;
  const { look, enter } = createPlacing(deps);

  async function list(_caller: unknown, payload: unknown): Promise<Answer<readonly DefinitionSummary[]>> {
    const { archived = false } = parseOrThrow(listInput, payload, 'definition query');
    const state = archived ? 'archived' : 'active';
    const found = await definitions.list(state);
    return answered(found.map((definition) => toDefinitionSummary({ definition, state })));
  }

  async function get(_caller: unknown, payload: unknown): Promise<Answer<DefinitionView>> {
    const { id } = parseOrThrow(oneInput, payload, 'definition');
    const found = await definitions.find(id);
    return found === undefined ? GONE : answered(toDefinitionView(found));
  }

  /** What the file says of its own id does not count: it may be another site's. */
  async function save({ accountId }: Administrator, payload: unknown): Promise<Answer<DefinitionView>> {
    const { id, definition } = parseOrThrow(saveInput, payload, 'definition');
    const read = await unlessUnanswered(async () => {
      const looked = await readDraft(definition, look);
      return looked.ok ? enter(looked.value) : looked;
    });
    if (read === undefined) return SLACK_UNANSWERED;
    if (!read.ok) return refusedFor(read.error);

    const saved = await definitions.save({ ...read.value, ...(id === undefined ? {} : { id }) }, accountId);
    if (saved.ok) return answered(toDefinitionView({ definition: saved.value, state: 'active' }));
    return saved.error.type === 'gone' ? GONE : refusedFor(saved.error.faults);
  }

  async function check(_caller: unknown, payload: unknown): Promise<Answer<{ faults: readonly Fault[] }>> {
    const { definition } = parseOrThrow(checkInput, payload, 'definition');
    const read = await unlessUnanswered(() => readDraft(definition, look));
    return read === undefined ? SLACK_UNANSWERED : answered({ faults: read.ok ? [] : read.error });
  }

  async function archive(_caller: unknown, payload: unknown): Promise<Answer<DefinitionSummary>> {
    const { id, archived } = parseOrThrow(archiveInput, payload, 'definition');
    const moved = await (archived ? definitions.archive(id) : definitions.restore(id));
    const found = moved ? await definitions.find(id) : undefined;
    return found === undefined ? GONE : answered(toDefinitionSummary(found));
  }

  async function toFile(_caller: unknown, payload: unknown): Promise<Answer<{ fileName: string; json: string }>> {
    const { id } = parseOrThrow(oneInput, payload, 'definition');
    const found = await definitions.find(id);
    if (found === undefined) return GONE;
    const json = `${JSON.stringify(exportDefinition(found.definition), null, 2)}\n`;
    return answered({ fileName: fileNameOf(found.definition), json });
  }

  return {
    'definitions/list': list,
    'definitions/get': get,
    'definitions/save': save,
    'definitions/check': check,
    'definitions/archive': archive,
    'definitions/export': toFile,
    'definitions/gallery': async () => answered(gallery.map(toGalleryItem)),
  };
}

const GONE = refused(NO_DEFINITION, 'id');
const SLACK_UNANSWERED = refused(
  'Slack is busy or not reached, so it could not be checked where people are asked. Nothing was saved; try again in a minute.',
);

/** Undefined where Slack did not answer: of a draft nobody else is asked. */
async function unlessUnanswered<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TransientError || error instanceof UnknownOutcomeError) return undefined;
    throw error;
  }
}

const toGalleryItem = ({ key, title, about, blanks, draft }: Deps['gallery'][number]): GalleryItem => ({
  key,
  title,
  about,
  blanks: blanks.map(({ field, question }) => ({ field, choose: question })),
  form: toDefinitionForm(draft),
});

/** Letters and digits of any script, as far as every file system takes them. */
function fileNameOf({ name }: Definition): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain.slice(0, 60) || 'definition'}.baton.json`;
}
