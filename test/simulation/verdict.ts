import { z } from 'zod';
import { ADMIN, handleOf } from './cast';
import { makeClick, send } from './clicking';
import { playDay } from './day';
import type { Day } from './day-log';
import { auditPromises } from './promises/audit';
import { channelPromises } from './promises/channels';
import { clickPromises } from './promises/clicks';
import { connectionPromises } from './promises/connections';
import { type Evidence, gather, nameOf } from './promises/evidence';
import { invocationPromises } from './promises/invocations';
import { isCutOff, messagePromises, unknownPlaces } from './promises/messages';
import { noticePromises } from './promises/notices';
import { productPromises } from './promises/products';
import { refusalPromises } from './promises/refusals';
import { startPromises } from './promises/starts';
import { subjectPromises } from './promises/subjects';
import { type Records, recordsIn } from './records';
import { repeatably } from './repeatable';
import type { SeenMessage } from './slack-message';
import { openStage, type Stage, type StageOptions } from './stage';
import { type Tally, tallyOf } from './tally';

export type Verdict = {
  readonly seed: number;
  readonly broken: readonly string[];
  readonly hash: string;
  readonly tally: Tally;
  story(options: { whole: boolean }): string;
};

/** Plays one day to its end, lets everything come to rest, and holds what is left against what was promised. */
export const judgeDay = (options: StageOptions): Promise<Verdict> =>
  repeatably(options.seed, async () => {
    const stage = await openStage(options);
    const { story } = stage;
    try {
      const { broken, tally } = await playAndHold(stage, options).catch(toCrash);
      for (const each of broken) story.tell(`BROKEN ${each}`);
      return { seed: options.seed, broken, tally, hash: story.hash(), story: story.text };
    } finally {
      await stage.sandbox.close();
    }
  });

/** What the simulation itself stumbles over is told with the story that led there. */
const toCrash = (error: unknown): Held => ({
  broken: [`crash: ${error instanceof Error ? error.stack : String(error)}`],
  tally: {},
});

type Held = Pick<Verdict, 'broken' | 'tally'>;

async function playAndHold(stage: Stage, { database }: StageOptions): Promise<Held> {
  const day = await playDay(stage, { mayRestart: database !== undefined });
  const calmAt = stage.now();
  const rest = await comeToRest(day);
  const minutes = Math.round((stage.now() - calmAt) / 60_000);
  stage.story.detail(`at rest after ${minutes} minutes of calm`);
  const late = minutes > LONGEST_REST_MINUTES ? [`rest: only after ${minutes} minutes of calm`] : [];
  const stuck = rest ? late : ['rest: something is still owed after hours of calm'];
  const before = gather(day);
  await clickUnknown(day, before);
  await comeToRest(day);
  await pass(day);
  await comeToRest(day);
  day.stage.sandbox.clock.advance(INDEX_LAG_MS);
  const evidence = gather(day);
  tellLogs(stage, evidence);
  const unhealed = unknownPlaces(evidence).filter(
    (each) => each.choices.length > 0 && !isCutOff(day, each) && presserOf(each, evidence) !== undefined,
  );
  const broken = [
    ...stuck,
    ...auditPromises(evidence),
    ...startPromises(evidence),
    ...productPromises(evidence),
    ...refusalPromises(evidence),
    ...(await connectionPromises(evidence)),
    ...noticePromises(evidence, await deadRows(day)),
    ...messagePromises(evidence),
    ...channelPromises(evidence),
    ...unhealed.map(({ plan, step, handle }) => `messages: ${plan} ${step} to ${handle}: a click did not heal it`),
    ...subjectPromises(evidence),
    ...clickPromises(evidence),
    ...invocationPromises(evidence),
  ];
  return { broken, tally: tallyOf(evidence) };
}

/** What was planned and what was recorded, for whoever has to find out why a promise was broken. */
function tellLogs({ story }: Stage, { cases }: Evidence): void {
  for (const each of cases) {
    story.detail(`the plan of ${nameOf(each)}: ${JSON.stringify(each.plan)}`);
    for (const { sequence, at, event } of each.entries) {
      const time = new Date(at).toISOString().slice(8, 23);
      story.detail(`the log of ${nameOf(each)}: ${sequence} at ${time} ${JSON.stringify(event)}`);
    }
    for (const { key, kind, step, round, topic, recipient = '', progress, asks } of each.rows) {
      const what = `${kind} ${topic ?? ''} step ${step} round ${round} to ${handleOf(recipient)}`;
      story.detail(`a row of ${nameOf(each)}: ${what} ${JSON.stringify(progress)} asks ${asks} ${key}`);
    }
  }
}

/** The longest wait between two tries, the sweep, and what others have asked to be waited for, all a few times over. */
const LONGEST_REST_MINUTES = 60;
/** Longer than any query lags behind. */
const INDEX_LAG_MS = 10_000;
const STEP_MS = 61_000;
const MAX_STEPS = 2_000;
const HOURS_MS = 4 * 3_600_000;
const NEVER = 8.64e15;

/** Time passes and the platform delivers, until nothing is owed to anybody. */
async function comeToRest({ stage }: Day): Promise<boolean> {
  const { sandbox } = stage;
  const until = stage.now() + HOURS_MS;
  for (let n = 0; n < MAX_STEPS && stage.now() < until; n += 1) {
    const { waiting, nextDueAt = stage.now() + STEP_MS } = await sandbox.drain();
    const owed = isOwing(recordsIn(sandbox));
    if (waiting === 0 && !owed) return true;
    const toNext = Math.max(1, nextDueAt - stage.now());
    sandbox.clock.advance(owed ? Math.min(STEP_MS, toNext) : toNext);
  }
  return false;
}

/** The people of every open step are looked up again, whatever was missed of them. */
async function pass({ stage: { sandbox } }: Day): Promise<void> {
  for (let n = 0; n < LOOKED_UP_AGAIN; n += 1) {
    sandbox.clock.advance(70 * 60_000);
    await sandbox.drain();
  }
}

/** So many times seventy minutes are more than six hours. */
const LOOKED_UP_AGAIN = 6;

const isOwing = ({ approvals, rows }: Records) =>
  approvals.some(({ owed }) => owed.length > 0) || rows.some(({ dueAt }) => dueAt < NEVER);

/** A message that Baton lost sight of is found again by a click on it, which is answered as any other. */
async function clickUnknown(day: Day, evidence: Evidence): Promise<void> {
  for (const seen of unknownPlaces(evidence)) {
    const [choice] = seen.choices;
    const handle = presserOf(seen, evidence);
    if (choice === undefined || handle === undefined) continue;
    day.stage.sandbox.clock.advance(1_000);
    day.clicks.push(await send(day.stage, makeClick(day.stage, { ...seen, handle }, choice.id)));
  }
}

/** What stands in a channel is nobody's own: anybody in it does whose account was found out for this step. */
function presserOf({ handle, token, channel, team }: SeenMessage, { records, day }: Evidence): string | undefined {
  const there = day.world.inChannel.get(channel)?.at(day.stage.now());
  if (there === undefined) return handle;
  const asked = records.rows.find(({ key }) => key === token);
  return records.rows
    .filter(({ approvalId, step, slack, kind }) => {
      const isOfStep = approvalId === asked?.approvalId && step === asked.step;
      return isOfStep && kind === 'approval-request' && slack?.team === team;
    })
    .map(({ recipient = '' }) => handleOf(recipient))
    .find((each) => there.includes(each));
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
