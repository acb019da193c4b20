import * as channels from './actions/channels';
import * as delegations from './actions/delegations';
import * as outsiders from './actions/outsiders';
import * as panel from './actions/panel';
import * as products from './actions/products';
import * as scripts from './actions/scripts';
import * as slack from './actions/slack';
import * as slackApp from './actions/slack-app';
import * as world from './actions/world';
import { everybody } from './cast';
import type { Day } from './day-log';
import { startPlan } from './panel';
import { asksCrowd, usesChannels } from './plans';
import { prepareSite } from './settings';
import { connectOther } from './slack-connect';
import type { Stage } from './stage';
import { createWorldLog } from './world-log';

const ACTIONS = [panel, delegations, outsiders, products, scripts, slack, slackApp, world].flatMap((each) =>
  Object.values(each),
);
const IN_CHANNELS = [...ACTIONS, ...Object.values(channels)];
const SIDE_BY_SIDE = 4;
const MAX_TURNS = 4_000;
/** More often than not somebody who waits goes on before anything new begins. */
const GOES_ON = 0.8;
/** So many days are days with two workspaces, or with a Slack that is soon asked too much. */
const IN_TWO_WORKSPACES = 0.25;
const TIGHT = 0.15;

export async function playDay(stage: Stage, { mayRestart }: { mayRestart: boolean }): Promise<Day> {
  const day: Day = {
    stage,
    begunAt: stage.now(),
    ...(await prepareSite(stage)),
    asked: [],
    clicks: [],
    kept: [],
    forms: [],
    links: [],
    calls: [],
    slackDeeds: [],
    consents: [],
    world: createWorldLog(everybody),
    mayRestart,
  };
  if (stage.random.chance(IN_TWO_WORKSPACES)) await connectOther(day);
  if (stage.random.chance(TIGHT)) stage.sandbox.slack.configure({ rateShare: 0.1 });
  stage.scheduler.hold();
  for (const plan of stage.plans.filter(asksCrowd)) day.asked.push(await startPlan(day, plan));
  await live(day, stage.random.int(20, 50));
  await stage.calm();
  return day;
}

async function live(day: Day, actions: number): Promise<void> {
  const { stage } = day;
  const { random, scheduler } = stage;
  const possible = usesChannels(stage.plans) ? IN_CHANNELS : ACTIONS;
  let left = actions;
  for (let turn = 0; left > 0 && turn < MAX_TURNS; turn += 1) {
    const full = scheduler.underWay().length >= SIDE_BY_SIDE;
    if (scheduler.waiting() > 0 && (full || random.chance(GOES_ON))) {
      await stage.release();
      continue;
    }
    const action = random.weighted(possible);
    if (!action.isPossible(day)) continue;
    if (!action.isFree) left -= 1;
    stage.sandbox.clock.advance(random.int(1, 900));
    await action.run(day);
  }
}
