import type { StepView } from '../../../../src/admin/contract';
import type { People } from '../people/use-people';
import { count } from '../time/durations';
import { StepCard } from './step-card';
import { inSight, toGroups } from './step-groups';

type Rows = ReturnType<typeof inSight<StepView>>['shown'];

/** The steps from top to bottom; those that run at the same time stand side by side, where there is room. */
export function Timeline({ steps, people }: { steps: readonly StepView[]; people: People }) {
  const { before, shown, after } = inSight(toGroups(steps));
  return (
    <>
      <Folded which="before" groups={before} people={people} />
      <Groups groups={shown} people={people} />
      <Folded which="after" groups={after} people={people} />
    </>
  );
}

function Folded({ which, groups, people }: { which: 'before' | 'after'; groups: Rows; people: People }) {
  if (groups.length === 0) return null;
  return (
    <details>
      <summary>
        {count(groups.flat().length, 'step')} {which === 'before' ? 'before these' : 'after these'}
      </summary>
      <Groups groups={groups} people={people} />
    </details>
  );
}

function Groups({ groups, people }: { groups: Rows; people: People }) {
  return (
    <ol className="steps">
      {groups.map((group) => {
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
