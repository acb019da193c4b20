import { PartProblem } from '../fields/part-problem';
import type { Condition } from '../form';
import type { Part } from '../part';
import { ConditionGroup } from './condition-group';
import { toCondition, toGroup } from './tree';

/** A condition as nested groups of questions. */
export function ConditionFields({ part, label }: { part: Part<Condition>; label: string }) {
  return (
    <fieldset id={part.path} tabIndex={-1} aria-label={label}>
      <ConditionGroup
        node={toGroup(part.value, part.path)}
        part={part}
        depth={1}
        onChange={(node) => part.onChange(toCondition(node))}
      />
      <PartProblem part={part} />
    </fieldset>
  );
}
