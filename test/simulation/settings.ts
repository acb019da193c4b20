import { z } from 'zod';
import { ADMIN } from './cast';
import { toForm } from './definition-form';
import type { Stage } from './stage';

/** Every call of a page is answered so. */
export const answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
export type Told = z.infer<typeof answer>;

/** What the administrator does on the settings page. */
export async function askSettings({ sandbox }: Stage, functionKey: string, payload: unknown = {}): Promise<Told> {
  return answer.parse(await sandbox.invoke({ module: 'settings', functionKey, accountId: ADMIN, payload }));
}

async function accepted(stage: Stage, functionKey: string, payload: unknown = {}): Promise<unknown> {
  const told = await askSettings(stage, functionKey, payload);
  if (!told.ok) throw new Error(`${functionKey}: ${told.error} ${JSON.stringify(payload)}`);
  return told.value;
}

const saved = z.object({ id: z.string() });
const made = z.object({ url: z.string(), secret: z.string() });

/** What scripts know of the web API. */
export type ApiAccess = z.infer<typeof made>;

/** What the administrator did before the day began; answers the ids of the definitions by name, and the token. */
export async function prepareSite(
  stage: Stage,
): Promise<{ readonly definitionIds: ReadonlyMap<string, string>; readonly api: ApiAccess }> {
  const definitionIds = new Map<string, string>();
  for (const plan of stage.plans) {
    const { id } = saved.parse(await accepted(stage, 'definitions/save', { definition: toForm(plan) }));
    definitionIds.set(plan.name, id);
  }
  const { clientId, clientSecret, signingSecret } = stage.sandbox.slack.app();
  await accepted(stage, 'slack/save-app', { clientId, clientSecret, signingSecret });
  return { definitionIds, api: made.parse(await accepted(stage, 'api/create-token')) };
}
