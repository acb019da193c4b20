import { z } from 'zod';
import { ADMIN, accountOf, nameOfPlace } from './cast';
import type { Plan } from './plan';
import type { Errand } from './scheduler';
import type { ApiAccess } from './settings';
import type { Stage } from './stage';

export type Way = 'web API' | 'automation';
/** What a start is: as it should be, or with one thing wrong for which nothing may come of it. */
export type StartKind = 'genuine' | 'wrong token' | 'no token' | 'for somebody else';

/** A script, or a rule, that starts an approval. */
export type ScriptCall = {
  readonly way: Way;
  readonly kind: StartKind;
  readonly plan: Plan;
  readonly errand: Errand;
  readonly sentAt: number;
  /** Of the web API. */
  readonly status: number | undefined;
  /** The approval that it was told of. */
  readonly approval: string | undefined;
  readonly refused: boolean;
};

type Told = Pick<ScriptCall, 'status' | 'approval' | 'refused'>;

const NOTHING: Told = { status: undefined, approval: undefined, refused: false };

/** Every try of one start is the same request. */
const requestIdOf = ({ requestId }: Plan) => `script-${requestId}`;

async function tell(
  stage: Stage,
  about: Pick<ScriptCall, 'way' | 'kind' | 'plan'>,
  work: () => Promise<Told>,
): Promise<ScriptCall> {
  const { plan, way, kind } = about;
  let told = NOTHING;
  const sentAt = stage.now();
  const errand = await stage.begin(`${way}: start ${plan.name} on ${nameOfPlace(plan.place)} (${kind})`, async () => {
    told = await work();
    return told.refused ? `refused ${told.status ?? ''}` : `${told.status ?? 'done'}`;
  });
  return {
    ...about,
    sentAt,
    errand,
    get status() {
      return told.status;
    },
    get approval() {
      return told.approval;
    },
    get refused() {
      return told.refused;
    },
  };
}

const answer = z.object({ approval: z.object({ approval: z.string() }).optional() });

const HEADERS: Readonly<Record<StartKind, (secret: string) => Record<string, string>>> = {
  genuine: (secret) => ({ authorization: `Bearer ${secret}` }),
  'for somebody else': (secret) => ({ authorization: `Bearer ${secret}` }),
  'wrong token': (secret) => ({ authorization: `Bearer ${secret.slice(0, -4)}0000` }),
  'no token': () => ({}),
};

/** The token stands for an administrator, who may start in anybody's name. */
export const startByApi = (stage: Stage, plan: Plan, { url, secret }: ApiAccess, kind: StartKind) =>
  tell(stage, { way: 'web API', kind, plan }, async () => {
    const { place, requester } = plan;
    const subject = place.kind === 'page' ? { kind: 'page', id: place.id } : { kind: 'work-item', key: place.key };
    const start = { action: 'start', definition: plan.name, subject, requester: accountOf(requester) };
    const response = await stage.sandbox.webTrigger(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...HEADERS[kind](secret) },
      body: JSON.stringify({ ...start, requestId: requestIdOf(plan) }),
    });
    const { status } = response;
    const text = await response.text();
    const approval = status === 200 ? answer.parse(JSON.parse(text)).approval?.approval : undefined;
    return { status, approval, refused: status >= 400 && status < 500 };
  });

const output = z.object({ approvalId: z.string() });

/** A rule acts as the owner of its connection: here an administrator, or somebody who may start for nobody else. */
export const startByRule = (stage: Stage, plan: Plan, kind: StartKind, owner: string) =>
  tell(stage, { way: 'automation', kind, plan }, async () => {
    const { place, requester, name: definition } = plan;
    const where = place.kind === 'page' ? { pageId: place.id } : { workItemKey: place.key };
    const inputs = { definition, ...where, requester: accountOf(requester), requestId: requestIdOf(plan) };
    const accountId = kind === 'genuine' ? ADMIN : accountOf(owner);
    const result = await stage.sandbox.automate({ action: 'start-approval', inputs, accountId });
    if (result.outcome === 'failed') return { ...NOTHING, refused: true };
    return { ...NOTHING, approval: output.parse(result.output).approvalId };
  });
