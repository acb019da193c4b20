import type { StepView } from '../../../../src/admin/contract';
import type { People } from '../people/use-people';
import { StepCard } from './step-card';
import { toGroups } from './step-groups';

/** The steps from top to bottom; those that run at the same time stand side by side, where there is room. */
export function Timeline({ steps, people }: { steps: readonly StepView[]; people: People }) {
  return (
    <ol className="steps">
      {toGroups(steps).map((group) => {
        const cards = group.map(({ number, item }) => <StepCard key={number} step={item} people={people} />);
        const first = group[0]?.number;
        return group.length === 1 ? (
          <li key={first}>{cards}</li>
        ) : (
          <li key={first} className="group">
            <p className="group-title">At the same time</p>
            <div className="group-steps">{cards}</div>
          </li>
        );
      })}
    </ol>
  );
}
