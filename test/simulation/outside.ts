import { z } from 'zod';
import { accountOf, handleOf, personOf } from './cast';
import type { Day } from './day-log';
import type { Outside } from './model/entitled';
import { isFault } from './panel';
import type { Plan } from './plan';

const rule = z.object({
  from: z.number(),
  until: z.number(),
  definitions: z.union([z.literal('all'), z.array(z.string())]),
  to: z.array(z.string()),
});

/** What those who did it know of delegations and of who must not decide, without asking the app. */
export function outsideOf({ asked, definitionIds, world }: Day, plan: Plan): Outside {
  const definition = definitionIds.get(plan.name) ?? '';
  const rules = asked.flatMap(({ functionKey, payload, handle, answer, sentAt }) => {
    const parsed = functionKey === 'delegations/save' ? rule.safeParse(payload).data : undefined;
    // What became of it is not known to whoever was told of a fault.
    if (parsed === undefined || !(answer?.ok || isFault(answer))) return [];
    return [{ ...parsed, person: accountOf(handle), sentAt }];
  });

  return {
    mayStandIn: (delegate, person, at) =>
      rules.some(
        ({ from, until, definitions, to, person: whose, sentAt }) =>
          whose === person &&
          to.some((who) => personOf(handleOf(who)) === delegate) &&
          sentAt <= at &&
          from <= at &&
          at < until &&
          (definitions === 'all' || definitions.includes(definition)),
      ),

    isBarred(person, index, at, since) {
      const { exclude = [] } = plan.steps[index] ?? {};
      const { id } = plan.place;
      const is = (who: (string | undefined)[]) => who.length > 0 && who.every((each) => each === handleOf(person));
      return (
        (exclude.includes('reporter') && plan.place.kind === 'work-item' && person === accountOf('ada')) ||
        (exclude.includes('assignee') && is(world.assignee.get(id)?.between(since - LAG_MS, at) ?? [])) ||
        (exclude.includes('last-editor') && is(world.editor.get(id)?.between(since - LAG_MS, at) ?? []))
      );
    },
  };
}

/** What was so since before the step was looked up, the app had to know. */
const LAG_MS = 900_000;
