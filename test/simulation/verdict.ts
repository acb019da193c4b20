import { z } from 'zod';
import { ADMIN } from './cast';
import { makeClick, send } from './clicking';
import { playDay } from './day';
import type { Day } from './day-log';
import { auditPromises } from './promises/audit';
import { clickPromises } from './promises/clicks';
import { type Evidence, gather } from './promises/evidence';
import { invocationPromises } from './promises/invocations';
import { messagePromises, unknownPlaces } from './promises/messages';
import { noticePromises } from './promises/notices';
import { workItemPromises } from './promises/work-items';
import { type Records, recordsIn } from './records';
import { repeatably } from './repeatable';
import { openStage, type Stage, type StageOptions } from './stage';

export type Verdict = {
  readonly seed: number;
  readonly broken: readonly string[];
  readonly hash: string;
  story(options: { whole: boolean }): string;
};

/** Plays one day to its end, lets everything come to rest, and holds what is left against what was promised. */
export const judgeDay = (options: StageOptions): Promise<Verdict> =>
  repeatably(options.seed, async () => {
    const stage = await openStage(options);
    const { story } = stage;
    try {
      const broken = await playAndHold(stage, options).catch(toCrash);
      for (const each of broken) story.tell(`BROKEN ${each}`);
      return { seed: options.seed, broken, hash: story.hash(), story: story.text };
    } finally {
      await stage.sandbox.close();
    }
  });

/** What the simulation itself stumbles over is told with the story that led there. */
const toCrash = (error: unknown): string[] => [`crash: ${error instanceof Error ? error.stack : String(error)}`];

async function playAndHold(stage: Stage, { database }: StageOptions): Promise<string[]> {
  const day = await playDay(stage, { mayRestart: database !== undefined });
  const rest = await comeToRest(day);
  const stuck = rest ? [] : ['rest: something is still owed after hours of calm'];
  const before = gather(day);
  await clickUnknown(day, before);
  await comeToRest(day);
  day.stage.sandbox.clock.advance(INDEX_LAG_MS);
  const evidence = gather(day);
  const unhealed = unknownPlaces(evidence).filter(({ token }) => token !== undefined);
  return [
    ...stuck,
    ...auditPromises(evidence),
    ...noticePromises(evidence, await deadRows(day)),
    ...messagePromises(evidence),
    ...unhealed.map(({ plan, step, handle }) => `messages: ${plan} ${step} to ${handle}: a click did not heal it`),
    ...workItemPromises(evidence),
    ...clickPromises(evidence),
    ...invocationPromises(evidence),
  ];
}

/** Longer than any query lags behind. */
const INDEX_LAG_MS = 10_000;
const STEP_MS = 61_000;
const MAX_STEPS = 240;
const NEVER = 8.64e15;

/** Time passes and the platform delivers, until nothing is owed to anybody. */
async function comeToRest({ stage }: Day): Promise<boolean> {
  const { sandbox } = stage;
  for (let n = 0; n < MAX_STEPS; n += 1) {
    const { waiting, nextDueAt = stage.now() + STEP_MS } = await sandbox.drain();
    const owed = isOwing(recordsIn(sandbox));
    if (waiting === 0 && !owed) return true;
    const toNext = Math.max(1, nextDueAt - stage.now());
    sandbox.clock.advance(owed ? Math.min(STEP_MS, toNext) : toNext);
  }
  return false;
}

const isOwing = ({ approvals, rows }: Records) =>
  approvals.some(({ owed }) => owed.length > 0) || rows.some(({ dueAt }) => dueAt < NEVER);

/** A message that Baton lost sight of is found again by a click on it, which is answered as any other. */
async function clickUnknown(day: Day, evidence: Evidence): Promise<void> {
  for (const seen of unknownPlaces(evidence)) {
    if (seen.token === undefined) continue;
    day.stage.sandbox.clock.advance(1_000);
    day.clicks.push(await send(day.stage, makeClick(day.stage, seen, 'approve')));
  }
}

const page = z.object({
  ok: z.literal(true),
  value: z.object({ rows: z.array(z.object({ key: z.string() })), cursor: z.string().optional() }),
});

/** What the administrator is shown as dead. */
async function deadRows({ stage }: Day): Promise<ReadonlySet<string>> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const payload = { status: 'dead', ...(cursor === undefined ? {} : { cursor }) };
    const call = { module: 'settings', functionKey: 'notifications/list', accountId: ADMIN, payload };
    const { value } = page.parse(await stage.sandbox.invoke(call));
    keys.push(...value.rows.map(({ key }) => key));
    cursor = value.cursor;
  } while (cursor !== undefined);
  return new Set(keys);
}
