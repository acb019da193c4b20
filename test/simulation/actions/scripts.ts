import { everybody, isAdmin } from '../cast';
import type { Day } from '../day-log';
import type { Plan } from '../plan';
import { startByApi, startByRule } from '../scripts';
import type { Action } from './action';

/** What was asked for before is asked for again as often as not. */
function planFor({ stage: { random, plans }, calls }: Day): Plan {
  const known = calls.map(({ plan }) => plan);
  return random.pick(known.length > 0 && random.chance(0.5) ? known : plans);
}

export const callApi: Action = {
  weight: 1.5,
  isPossible: () => true,
  async run(day) {
    const { stage, api, calls } = day;
    const kind = stage.random.pick(['genuine', 'genuine', 'genuine', 'wrong token', 'no token'] as const);
    calls.push(await startByApi(stage, planFor(day), api, kind));
  },
};

export const runRule: Action = {
  weight: 1,
  isPossible: () => true,
  async run(day) {
    const { stage, calls } = day;
    const { random } = stage;
    const plan = planFor(day);
    const others = everybody.filter((handle) => !isAdmin(handle) && handle !== plan.requester);
    const kind = random.chance(0.75) ? 'genuine' : 'for somebody else';
    calls.push(await startByRule(stage, plan, kind, random.pick(others)));
  },
};
