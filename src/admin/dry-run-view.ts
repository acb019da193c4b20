import type { DeadlockReason, Excluded, Staffing, Step, StepClock } from '../approvals/core/model';
import type { StartRefusal } from '../approvals/core/start';
import type { PersonId } from '../shared/brand';
import type { Subject } from '../subjects/core/model';
import type { DryRunView } from './contract';
import { asksText, quorumText } from './words';
import { refusedText } from './words-refused';
import { deadlockText, excludedText } from './words-state';

type DryStep = {
  readonly step: Step;
  readonly group: number;
  readonly people: Staffing['people'];
  readonly excluded: readonly Excluded[];
  readonly problem?: DeadlockReason;
  readonly clock?: StepClock;
};

export type DryRun = {
  readonly refused?: StartRefusal | 'out-of-scope';
  readonly automatic: { readonly defined: boolean; readonly applies: boolean };
  readonly steps: readonly DryStep[];
};

/** How a message would reach a person. */
export type Way = 'slack-message' | 'email' | 'nobody';
export type Ways = ReadonlyMap<PersonId, Way>;

export function toDryRunView(run: DryRun, subject: Subject, ways: Ways): DryRunView {
  const { key, title, url, kind } = subject;
  return {
    subject: { key, title, url },
    problems: run.refused === undefined ? [] : [refusedText(run.refused, kind)],
    automatic: run.automatic,
    steps: run.steps.map((each) => toDryStepView(each, ways)),
  };
}

/** Everybody who would be told something, to ask for all of them at once. */
export const peopleOf = ({ steps }: DryRun): readonly PersonId[] => [
  ...new Set(
    steps.flatMap(({ people }) => people.flatMap(({ id, delegates }) => [id, ...delegates.map((each) => each.id)])),
  ),
];

function toDryStepView(
  { step, group, people, excluded, problem, clock }: DryStep,
  ways: Ways,
): DryRunView['steps'][number] {
  const counted = people.length === 0 ? {} : { people: people.length };
  return {
    name: step.name,
    group,
    included: step.status !== 'left-out',
    asks: asksText(step.asks),
    quorum: quorumText(step.quorum, { vote: step.vote !== undefined, ...counted }),
    people: people.map(({ id, delegates }) => ({
      id,
      delegates: delegates.map((each) => each.id),
      reachedBy: ways.get(id) ?? 'nobody',
    })),
    excluded: excluded.map((each) => ({ id: each.id, because: excludedText(each) })),
    ...(problem === undefined ? {} : { problem: deadlockText(problem) }),
    ...(clock === undefined ? {} : { dueAt: clock.dueAt }),
    reminders: clock?.remindAt ?? [],
    escalations: clock?.escalations ?? [],
  };
}
