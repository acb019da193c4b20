import { err, ok, type Result } from '../../shared/result';
import { type Definition, MAX_PEOPLE, MAX_STEPS, type StepDefinition } from './model';

/** `field` is a path into the definition, such as `steps[0].approvers`. */
export type DefinitionFault = { readonly field: string; readonly problem: string };

const MAX_NAME_CHARS = 100;

/** All faults at once, so that an admin mends a definition in one go. */
export function checkDefinition(definition: Omit<Definition, 'id' | 'version'>): Result<true, DefinitionFault[]> {
  const faults = [
    ...checkName('name', definition.name),
    ...checkCount(definition.steps),
    ...definition.steps.flatMap((step, index) => checkStep(`steps[${index}]`, step)),
  ];
  return faults.length === 0 ? ok(true) : err(faults);
}

function checkCount(steps: readonly StepDefinition[]): DefinitionFault[] {
  const people = steps.reduce((sum, step) => sum + step.approvers.length, 0);
  const faults: DefinitionFault[] = [];
  if (steps.length === 0) faults.push({ field: 'steps', problem: 'must have at least one step' });
  if (steps.length > MAX_STEPS) faults.push({ field: 'steps', problem: `must have at most ${MAX_STEPS} steps` });
  if (people > MAX_PEOPLE) {
    faults.push({ field: 'steps', problem: `must name at most ${MAX_PEOPLE} approvers in all, not ${people}` });
  }
  return faults;
}

function checkStep(path: string, step: StepDefinition): DefinitionFault[] {
  const faults = checkName(`${path}.name`, step.name);
  const field = `${path}.approvers`;
  if (step.approvers.length === 0) faults.push({ field, problem: 'must name at least one approver' });
  if (new Set(step.approvers).size < step.approvers.length) {
    faults.push({ field, problem: 'must name each person once' });
  }
  return faults;
}

function checkName(field: string, name: string): DefinitionFault[] {
  if (name.trim() === '') return [{ field, problem: 'must not be empty' }];
  return name.length > MAX_NAME_CHARS ? [{ field, problem: `must have at most ${MAX_NAME_CHARS} characters` }] : [];
}
