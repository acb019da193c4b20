import type { Delivery } from './definition';
import type { DeadlockReason, Excluded, Staffing, Step, StepClock } from './model';
import type { StartRefusal } from './start';

export type DryStep = {
  readonly step: Step;
  /** Steps with the same number run at the same time. */
  readonly group: number;
  /** Where the step or the definition wants people asked; missing where the site decides. */
  readonly delivery?: Delivery;
  readonly people: Staffing['people'];
  readonly excluded: readonly Excluded[];
  readonly problem?: DeadlockReason;
  /** As if the step opened now. */
  readonly clock?: StepClock;
};

/** What a definition would do on a subject, with nothing stored or sent. */
export type DryRun = {
  readonly refused?: StartRefusal | 'out-of-scope';
  readonly automatic: { readonly defined: boolean; readonly applies: boolean };
  readonly steps: readonly DryStep[];
};
