import type { Delivery } from '../approvals/core/definition';
import type { DryRun, DryStep } from '../approvals/core/dry-run';
import type { PersonId } from '../shared/brand';
import { inParallel } from '../shared/parallel';
import type { Subject } from '../subjects/core/model';
import type { DryRunView } from './contract';
import type { Ways, WaysTo } from './ways';
import { asksText, quorumText } from './words';
import { refusedText } from './words-refused';
import { deadlockText, excludedText } from './words-state';

const AT_ONCE = 4;

/** Asks how everybody is reached, at once for all steps that are asked in the same place. */
export async function viewDryRun(run: DryRun, subject: Subject, waysTo: WaysTo): Promise<DryRunView> {
  const { key, title, url, kind } = subject;
  const places = new Map(run.steps.map(({ delivery }) => [placeKey(delivery), delivery]));
  const told = await inParallel(AT_ONCE, [...places], async ([place, delivery]) => {
    const there = run.steps.filter((step) => placeKey(step.delivery) === place);
    return [place, await waysTo(peopleOf(there), delivery)] as const;
  });
  const ways = new Map(told);
  return {
    subject: { key, title, url },
    problems: run.refused === undefined ? [] : [refusedText(run.refused, kind)],
    automatic: run.automatic,
    steps: run.steps.flatMap((step) => {
      const found = ways.get(placeKey(step.delivery));
      return found === undefined ? [] : [toDryStepView(step, found)];
    }),
  };
}

const placeKey = (delivery: Delivery | undefined) => JSON.stringify(delivery ?? 'site');

const peopleOf = (steps: readonly DryStep[]): readonly PersonId[] => [
  ...new Set(
    steps.flatMap(({ people }) => people.flatMap(({ id, delegates }) => [id, ...delegates.map((each) => each.id)])),
  ),
];

function toDryStepView(
  { step, group, people, excluded, problem, clock }: DryStep,
  { where, to }: Ways,
): DryRunView['steps'][number] {
  const counted = people.length === 0 ? {} : { people: people.length };
  return {
    name: step.name,
    group,
    included: step.status !== 'left-out',
    asks: asksText(step.asks),
    where: step.asks.type === 'external' ? 'e-mail' : where,
    quorum: quorumText(step.quorum, { vote: step.vote !== undefined, ...counted }),
    people: people.map(({ id, delegates }) => ({
      id,
      delegates: delegates.map((each) => each.id),
      reachedBy: to.get(id) ?? 'nobody',
    })),
    excluded: excluded.map((each) => ({ id: each.id, because: excludedText(each) })),
    ...(problem === undefined ? {} : { problem: deadlockText(problem, excluded) }),
    ...(clock === undefined ? {} : { dueAt: clock.dueAt }),
    reminders: clock?.remindAt ?? [],
    escalations: clock?.escalations ?? [],
  };
}
