import { z } from 'zod';
import { accountOf, everybody, OUTSIDERS } from '../cast';
import type { Day } from '../day-log';
import { ask } from '../panel';
import type { Action } from './action';

const HOUR_MS = 3_600_000;

export const delegate: Action = {
  weight: 2,
  isPossible: () => true,
  async run({ stage, asked, definitionIds }) {
    const { random } = stage;
    const handle = random.pick(random.chance(0.6) ? likely(stage) : everybody);
    const from = stage.now() + random.pick([-1, -1, 0, 2]) * HOUR_MS;
    const payload = {
      from,
      until: from + random.pick([2, 6, 30]) * HOUR_MS,
      definitions: random.chance(0.7) ? 'all' : [random.pick([...definitionIds.values()])],
      to: random.some(random.chance(0.8) ? everybody : OUTSIDERS, random.int(1, 2)),
    };
    // People are named by their accounts, and outsiders by their addresses.
    const words = `delegates to ${payload.to.join(' and ')}`;
    const named = { ...payload, to: payload.to.map(toName) };
    asked.push(await ask(stage, { words, handle, functionKey: 'delegations/save', payload: named }));
  },
};

/** Whoever may be asked, so that somebody comes to decide in their place. */
function likely({ plans }: Day['stage']): readonly string[] {
  const asked = plans.flatMap(({ steps }) => steps.flatMap(({ asks }) => ('people' in asks ? asks.people : [])));
  const colleagues = asked.filter((who) => everybody.includes(who));
  return colleagues.length > 0 ? colleagues : everybody;
}

const toName = (who: string) => (who.includes('@') ? who : accountOf(who));

const rules = z.object({ ok: z.literal(true), value: z.array(z.object({ id: z.string() })) });

const rulesKnown = ({ asked }: Day) =>
  asked.flatMap(({ functionKey, handle, answer }) => {
    const known = functionKey.startsWith('delegations/') ? rules.safeParse(answer).data : undefined;
    return (known?.value ?? []).map(({ id }) => ({ handle, id }));
  });

export const comeBack: Action = {
  weight: 0.7,
  isPossible: (day) => rulesKnown(day).length > 0,
  async run(day) {
    const { handle, id } = day.stage.random.pick(rulesKnown(day));
    const question = { words: 'ends a delegation', handle, functionKey: 'delegations/remove', payload: { id } };
    day.asked.push(await ask(day.stage, question));
  },
};
