import type { Day } from '../day-log';
import { recordsIn } from '../records';
import type { Action } from './action';

const MINUTE = 60_000;
const isIdle = ({ stage }: Day) => stage.scheduler.underWay().length === 0;

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

export const days: Action = {
  weight: 0.3,
  isPossible: isIdle,
  run: ({ stage }) => stage.jump(stage.random.int(600 * MINUTE, 1_800 * MINUTE)),
};

/** To the very instant at which something runs out, or the one before. */
export const toTheInstant: Action = {
  weight: 0.7,
  isPossible: (day) => isIdle(day) && instantsAhead(day).length > 0,
  run: (day) => {
    const { stage } = day;
    const at = stage.random.pick(instantsAhead(day));
    return stage.jump(Math.max(1, at - stage.now() - stage.random.pick([0, 0, 1])));
  },
};

const instantsAhead = ({ stage }: Day) =>
  recordsIn(stage.sandbox)
    .approvals.flatMap(({ approval }) => approval.steps.flatMap(({ clock }) => clock?.dueAt ?? []))
    .filter((at) => at > stage.now());

export const restart: Action = {
  weight: 1,
  isPossible: ({ mayRestart }) => mayRestart,
  async run(day) {
    day.mayRestart = false;
    await day.stage.restart();
  },
};
