import { z } from 'zod';
import { ADMIN, accountOf, type Plan } from './cast';
import type { Errand } from './scheduler';
import type { Stage } from './stage';

/** What somebody asked of the panel, and what they were told. */
export type Asked = {
  readonly what: 'start' | 'approve' | 'reject' | 'cancel' | 'look';
  readonly plan: Plan;
  readonly handle: string;
  readonly commandId: string;
  readonly errand: Errand;
  readonly answer: Told | undefined;
};

const answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
type Told = z.infer<typeof answer>;

/** The app says that it does not know what became of it. */
export const isFault = (told: Told | undefined) =>
  told === undefined || (!told.ok && told.error.startsWith('Something went wrong'));

export async function ask(
  stage: Stage,
  {
    what,
    plan,
    handle,
    requestId,
    payload,
  }: Omit<Asked, 'commandId' | 'errand' | 'answer'> & {
    requestId: string;
    payload: Record<string, unknown>;
  },
): Promise<Asked> {
  const functionKey = { start: 'start', approve: 'decide', reject: 'decide', cancel: 'cancel', look: 'list' }[what];
  let told: Told | undefined;
  const errand = await stage.begin(`${handle}, in the panel of ${plan.item.key}: ${what} ${plan.name}`, async () => {
    try {
      told = await call(stage, { handle, plan, functionKey: `approvals/${functionKey}`, payload });
      return told.ok ? 'done' : told.error.replace(/this id: .*/, 'this id');
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  return {
    what,
    plan,
    handle,
    commandId: `jira:${accountOf(handle)}:${requestId}`,
    errand,
    get answer() {
      return told;
    },
  };
}

async function call(
  { sandbox }: Stage,
  { handle, plan, functionKey, payload }: { handle: string; plan: Plan; functionKey: string; payload: unknown },
): Promise<Told> {
  const context = { extension: { issue: { ...plan.item, type: 'Task' } } };
  const module = 'approval-panel';
  return answer.parse(await sandbox.invoke({ module, functionKey, accountId: accountOf(handle), payload, context }));
}

/** What the administrator did before the day began; answers the ids of the definitions by name. */
export async function saveDefinitions({ sandbox, plans }: Stage): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, steps } of plans) {
    const payload = { name, steps: steps.map((step) => ({ ...step, approvers: step.approvers.map(accountOf) })) };
    const told = answer.parse(
      await sandbox.invoke({ module: 'settings', functionKey: 'definitions/save', accountId: ADMIN, payload }),
    );
    if (!told.ok) throw new Error(told.error);
    ids.set(name, z.object({ id: z.string() }).parse(told.value).id);
  }
  return ids;
}

const listed = z.object({ approvals: z.array(z.object({ id: z.string(), definitionName: z.string() })) });
const started = z.object({ id: z.string(), definitionName: z.string() });

/** The approvals that an answer shows, by the name of their definition. */
export function approvalsIn(told: Told | undefined): readonly (readonly [name: string, id: string])[] {
  if (told === undefined || !told.ok) return [];
  const list = listed.safeParse(told.value).data?.approvals ?? [];
  const one = started.safeParse(told.value).data;
  return [...list, ...(one === undefined ? [] : [one])].map(({ definitionName, id }) => [definitionName, id] as const);
}
