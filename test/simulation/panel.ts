import { z } from 'zod';
import { accountOf, nameOfPlace, type Place } from './cast';
import type { Plan } from './plan';
import type { Errand } from './scheduler';
import { answer, type Told } from './settings';
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

const approval = z.object({ id: z.string(), definitionName: z.string() });
const listed = z.object({ approvals: z.array(approval) });

/** The approvals that an answer shows, by their ids. */
export function approvalsIn(told: Told | undefined): readonly (readonly [id: string, name: string])[] {
  if (told === undefined || !told.ok) return [];
  const list = listed.safeParse(told.value).data?.approvals ?? [];
  const one = approval.safeParse(told.value).data;
  return [...list, ...(one === undefined ? [] : [one])].map(({ definitionName, id }) => [id, definitionName] as const);
}

type Prepared = { readonly stage: Stage; readonly definitionIds: ReadonlyMap<string, string> };

/** Every try is the same request. */
export function startPlan({ stage, definitionIds }: Prepared, plan: Plan): Promise<Asked> {
  const { requester: handle, requestId, place: where, name } = plan;
  const payload = { definitionId: definitionIds.get(name), requestId };
  const words = `start ${name} on ${nameOfPlace(where)}`;
  return ask(stage, { words, handle, where, functionKey: 'approvals/start', payload });
}
