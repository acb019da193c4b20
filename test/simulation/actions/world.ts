import { accountOf, handleOfAccount } from '../cast';
import type { Day } from '../day-log';
import { disturbanceAt } from '../weather';
import type { Action } from './action';

const MINUTE = 60_000;
const isIdle = ({ stage }: Day) => stage.scheduler.underWay().length === 0;

export const remove: Action = {
  weight: 0.5,
  isPossible: ({ deleted }) => deleted.size === 0,
  async run({ stage, deleted }) {
    const { random, sandbox } = stage;
    const { item, requester } = random.pick(stage.plans);
    if (random.chance(0.4)) sandbox.faults.add([disturbanceAt('event:*', random)]);
    sandbox.jira.delete(item.key, accountOf(requester));
    sandbox.faults.clear();
    deleted.set(item.id, stage.now());
    stage.story.tell(`${handleOfAccount(accountOf(requester))} deletes ${item.key}`);
  },
};

/** The platform delivers: most of what happens. */
export const deliver: Action = {
  weight: 45,
  isFree: true,
  isPossible: ({ stage }) => {
    const { nextDueAt, schedules } = stage.sandbox.state();
    return [nextDueAt, ...schedules.map(({ nextRunAt }) => nextRunAt)].some(
      (at) => at !== undefined && at <= stage.now(),
    );
  },
  async run({ stage }) {
    await stage.begin(`delivery ${stage.runs.length}`, async () => ((await stage.sandbox.step()) ? 'over' : 'none'));
  },
};

export const shortWhile: Action = {
  weight: 5,
  isPossible: () => true,
  run: ({ stage }) => stage.jump(stage.random.int(1_000, 20_000)),
};

export const longWhile: Action = {
  weight: 4,
  isPossible: isIdle,
  run: ({ stage }) => stage.jump(stage.random.int(MINUTE / 2, 6 * MINUTE)),
};

export const hours: Action = {
  weight: 0.5,
  isPossible: isIdle,
  run: ({ stage }) => stage.jump(stage.random.int(20 * MINUTE, 180 * MINUTE)),
};

export const restart: Action = {
  weight: 1,
  isPossible: ({ mayRestart }) => mayRestart,
  async run(day) {
    day.mayRestart = false;
    await day.stage.restart();
  },
};
