import type { DryRunView } from '../../../../src/admin/contract';

export type PlannedStep = DryRunView['steps'][number];
type Planned = { number: number; step: PlannedStep };

/** In the order of the groups; steps of a group keep theirs. */
export function toPreviewGroups(steps: readonly PlannedStep[]): { group: number; steps: Planned[] }[] {
  const groups: { group: number; steps: Planned[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const planned = { number: index + 1, step };
    const there = groups.find(({ group }) => group === step.group);
    if (there === undefined) groups.push({ group: step.group, steps: [planned] });
    else there.steps.push(planned);
  }
  return groups;
}

/** Everybody whose name is shown. */
export const peopleOf = ({ steps }: DryRunView): string[] =>
  steps.flatMap(({ people, excluded, escalations }) => [
    ...people.flatMap(({ id, delegates }) => [id, ...delegates]),
    ...excluded.map(({ id }) => id),
    ...escalations.map(({ to }) => to),
  ]);
