import type { Instant, PersonId } from '../../shared/brand';
import type { StepDefinition } from './definition';
import type {
  Approval,
  Approver,
  ClosedStep,
  ClosedStepStatus,
  Delegate,
  OpenStep,
  ReturnedStep,
  Step,
  StepTerms,
} from './model';

/** What a step is made of whatever its status. */
export function termsOf({
  name,
  together,
  asks,
  quorum,
  vote,
  allow,
  comment,
  exclude,
  deadline,
  delivery,
  approvers,
  excluded,
  reminders,
}: StepTerms): StepTerms {
  return {
    name,
    together,
    asks,
    quorum,
    allow,
    comment,
    exclude,
    approvers,
    excluded,
    ...(vote === undefined ? {} : { vote }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(reminders === undefined || reminders === 0 ? {} : { reminders }),
  };
}

/** Steps that run at the same time, by their indexes. */
export function groupsOf(steps: readonly Pick<StepDefinition, 'together'>[]): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const [index, { together }] of steps.entries()) {
    const last = groups.at(-1);
    if (together && last !== undefined) last.push(index);
    else groups.push([index]);
  }
  return groups;
}

/** Nothing in the way of the next group. */
export const isPassed = (step: Step | undefined) => step?.status === 'approved' || step?.status === 'left-out';

/** Its people do not stand in the definition, or some of those who do may have to be left out. */
export const needsLookUp = ({ asks, exclude }: Pick<StepDefinition, 'asks' | 'exclude'>) =>
  (asks.type !== 'user' && asks.type !== 'external') || exclude.length > 0;

/** Those who are still asked. */
export const askedOf = (step: Pick<Step, 'approvers'>): readonly Approver[] =>
  step.approvers.filter(({ left }) => left === undefined);

export const isDelegate = ({ delegates }: Approver, by: PersonId, at: Instant): boolean =>
  delegates.some((each: Delegate) => each.id === by && at < each.until);

/** Whoever made the decision: the approver, or somebody in their place. */
export const deciderOf = ({ id, decision }: Approver): PersonId | undefined =>
  decision === undefined ? undefined : (decision.by ?? id);

export const isUndecided = ({ left, decision }: Approver): boolean => left === undefined && decision === undefined;

/** What the separation of duties forbids a look-up, it forbids everybody. */
export const isExcluded = (
  { requester }: Pick<Approval, 'requester'>,
  { exclude, excluded }: Pick<Step, 'exclude' | 'excluded'>,
  who: PersonId,
): boolean => (who === requester && exclude.includes('requester')) || excluded.some(({ id }) => id === who);

/**
 * Whether an escalation has called them in, by that instant: then their decision alone closes the step. Who had been
 * asked before keeps their place among the others too.
 */
export const isCalledIn = (
  { clock }: Pick<OpenStep, 'clock'>,
  { id, added }: Approver,
  by: Instant = Number.POSITIVE_INFINITY,
): boolean =>
  added === 'escalation' ||
  clock?.escalations.slice(0, clock.escalated).some(({ to, at }) => to === id && at <= by) === true;

export const peopleIn = (approval: Pick<Approval, 'steps'>): number =>
  approval.steps.reduce((sum, step) => sum + step.approvers.length, 0);

export function closed(
  step: OpenStep | ReturnedStep,
  how: { status: ClosedStepStatus; winner?: number | undefined },
  at: Instant,
): ClosedStep {
  return {
    ...termsOf(step),
    status: how.status,
    openedAt: step.openedAt,
    closedAt: at,
    ...(step.clock === undefined ? {} : { clock: step.clock }),
    ...(how.winner === undefined ? {} : { winner: how.winner }),
  };
}

/** The same people, asked anew: nothing of what they decided stands, and who had been asked gets a new message. */
export function askedAnew(approvers: readonly Approver[], whom: (approver: Approver) => boolean): readonly Approver[] {
  return approvers.map((approver) => {
    const { decision: _, ...rest } = approver;
    return approver.left === undefined && whom(approver) ? { ...rest, round: rest.round + 1 } : rest;
  });
}

/** Approvers, also those who are no longer asked, and whoever may, or might have, decided in their place. */
export function readersOf({ approvers }: Pick<Step, 'approvers'>): ReadonlyMap<PersonId, number> {
  const readers = new Map<PersonId, number>();
  for (const { id, round, delegates, decision } of approvers) {
    const stoodIn = decision?.by === undefined ? [] : [decision.by];
    for (const reader of [id, ...stoodIn, ...delegates.map((each) => each.id)]) {
      readers.set(reader, Math.max(round, readers.get(reader) ?? 0));
    }
  }
  return readers;
}
