import { z } from 'zod';
import { ADMIN, accountOf, type Place } from './cast';
import { toForm } from './definition-form';
import type { Errand } from './scheduler';
import type { Stage } from './stage';

/** Something asked of the panel, the byline, or the page "My approvals"; `where` is missing for the last. */
export type Question = {
  readonly words: string;
  readonly handle: string;
  readonly where?: Place;
  readonly functionKey: string;
  readonly payload: Readonly<Record<string, unknown>>;
};
/** And what they were told, and when. */
export type Asked = Question & {
  readonly sentAt: number;
  readonly errand: Errand;
  readonly answer: Told | undefined;
  readonly answeredAt: number | undefined;
};

const answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
type Told = z.infer<typeof answer>;

/** The app says that it does not know what became of it. */
export const isFault = (told: Told | undefined) =>
  told === undefined || (!told.ok && told.error.startsWith('Something went wrong'));

export async function ask(stage: Stage, question: Question): Promise<Asked> {
  let told: Told | undefined;
  let answeredAt: number | undefined;
  const sentAt = stage.now();
  const errand = await stage.begin(`${question.handle}: ${question.words}`, async () => {
    try {
      told = await call(stage, question);
      answeredAt = stage.now();
      return told.ok ? 'done' : told.error.replace(/this id: .*/, 'this id');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  return {
    ...question,
    sentAt,
    errand,
    get answer() {
      return told;
    },
    get answeredAt() {
      return answeredAt;
    },
  };
}

async function call({ sandbox }: Stage, { handle, where, functionKey, payload }: Question): Promise<Told> {
  const { module, extension } = surfaceOf(where);
  const asked = { module, functionKey, accountId: accountOf(handle), payload, context: { extension } };
  return answer.parse(await sandbox.invoke(asked));
}

function surfaceOf(where: Place | undefined) {
  if (where === undefined) return { module: 'my-approvals', extension: {} };
  const { kind, id, key } = where;
  return kind === 'page'
    ? { module: 'approval-byline', extension: { content: { id, type: 'page' } } }
    : { module: 'approval-panel', extension: { issue: { id, key, type: 'Task' } } };
}

const saved = z.object({ id: z.string() });

/** What the administrator did before the day began; answers the ids of the definitions by name. */
export async function saveDefinitions({ sandbox, plans }: Stage): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const plan of plans) {
    const payload = { definition: toForm(plan) };
    const told = answer.parse(
      await sandbox.invoke({ module: 'settings', functionKey: 'definitions/save', accountId: ADMIN, payload }),
    );
    if (!told.ok) throw new Error(`${plan.name}: ${told.error} ${JSON.stringify(payload)}`);
    ids.set(plan.name, saved.parse(told.value).id);
  }
  return ids;
}

const approval = z.object({ id: z.string(), definitionName: z.string() });
const listed = z.object({ approvals: z.array(approval) });

/** The approvals that an answer shows, by their ids. */
export function approvalsIn(told: Told | undefined): readonly (readonly [id: string, name: string])[] {
  if (told === undefined || !told.ok) return [];
  const list = listed.safeParse(told.value).data?.approvals ?? [];
  const one = approval.safeParse(told.value).data;
  return [...list, ...(one === undefined ? [] : [one])].map(({ definitionName, id }) => [id, definitionName] as const);
}
