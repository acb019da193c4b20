import * as delegations from './actions/delegations';
import * as outsiders from './actions/outsiders';
import * as panel from './actions/panel';
import * as products from './actions/products';
import * as slack from './actions/slack';
import * as slackApp from './actions/slack-app';
import * as world from './actions/world';
import { everybody } from './cast';
import type { Day } from './day-log';
import { saveDefinitions } from './panel';
import type { Stage } from './stage';
import { createWorldLog } from './world-log';

const ACTIONS = [panel, delegations, outsiders, products, slack, slackApp, world].flatMap((each) =>
  Object.values(each),
);
const SIDE_BY_SIDE = 4;
const MAX_TURNS = 4_000;
/** More often than not somebody who waits goes on before anything new begins. */
const GOES_ON = 0.8;

export async function playDay(stage: Stage, { mayRestart }: { mayRestart: boolean }): Promise<Day> {
  const day: Day = {
    stage,
    definitionIds: await saveDefinitions(stage),
    asked: [],
    clicks: [],
    kept: [],
    forms: [],
    links: [],
    slackLostAt: [],
    world: createWorldLog(everybody),
    mayRestart,
  };
  stage.scheduler.hold();
  await live(day, stage.random.int(20, 50));
  await stage.calm();
  return day;
}

async function live(day: Day, actions: number): Promise<void> {
  const { stage } = day;
  const { random, scheduler } = stage;
  let left = actions;
  for (let turn = 0; left > 0 && turn < MAX_TURNS; turn += 1) {
    const full = scheduler.underWay().length >= SIDE_BY_SIDE;
    if (scheduler.waiting() > 0 && (full || random.chance(GOES_ON))) {
      await stage.release();
      continue;
    }
    const action = random.weighted(ACTIONS);
    if (!action.isPossible(day)) continue;
    if (!action.isFree) left -= 1;
    stage.sandbox.clock.advance(random.int(1, 900));
    await action.run(day);
  }
}
