import { err, ok, type Result } from '../../shared/result';
import { peopleIn } from './check/asked';
import { checkCondition } from './check/condition';
import { checkEach, checkLength, checkText, type DefinitionFault, type Faults, faultIf } from './check/faults';
import { checkScope, checkWithinScope } from './check/scope';
import { checkStep, MAX_NAME_CHARS } from './check/step';
import { checkTerms } from './check/terms';
import { type Draft, MAX_PEOPLE, MAX_STEPS, type StepDefinition } from './definition';

export type { DefinitionFault } from './check/faults';

const MAX_DESCRIPTION_CHARS = 1_000;
/** A running approval carries its steps, and a record holds 240 KiB. */
const MAX_BYTES = 100_000;

/** All faults at once, so that an admin mends a definition in one go. `isTimeZone` knows the names of time zones. */
export function checkDefinition(
  draft: Draft,
  { isTimeZone }: { readonly isTimeZone: (name: string) => boolean },
): Result<true, DefinitionFault[]> {
  const faults = [
    ...checkText('name', draft.name, MAX_NAME_CHARS),
    ...checkLength('description', draft.description, MAX_DESCRIPTION_CHARS),
    ...checkScope('scope', draft.scope),
    ...checkSteps(draft.steps),
    ...checkEach('steps', draft.steps, checkStep),
    ...(draft.startWhen === undefined ? [] : checkCondition('startWhen', draft.startWhen)),
    ...checkTerms('terms', draft.terms, isTimeZone),
    ...checkWithinScope(draft),
    ...faultIf(bytesOf(draft) > MAX_BYTES, 'steps', 'must be shorter: the definition is larger than 100 KB'),
  ];
  return faults.length === 0 ? ok(true) : err(faults);
}

function checkSteps(steps: readonly StepDefinition[]): Faults {
  const people = steps.reduce(
    (sum, step) => sum + (peopleIn(step.asks) ?? 0) + (step.deadline?.escalate.length ?? 0),
    0,
  );
  return [
    ...faultIf(steps.length === 0, 'steps', 'must have at least one step'),
    ...faultIf(steps.length > MAX_STEPS, 'steps', `must have at most ${MAX_STEPS} steps`),
    ...faultIf(people > MAX_PEOPLE, 'steps', `must name at most ${MAX_PEOPLE} people in all, not ${people}`),
    ...faultIf(steps[0]?.together === true, 'steps[0].together', 'must not be set: no step is before it'),
  ];
}

/** Of the stored form, or a little more. */
function bytesOf(draft: Draft): number {
  const json = JSON.stringify(draft);
  return json.length + 2 * (json.match(/[^\x20-\x7f]/g)?.length ?? 0);
}
