import '../approval/approvers.css';
import { Face } from '../people/face';
import type { People } from '../people/use-people';
import type { PlannedStep } from './preview-groups';

type Planned = PlannedStep['people'];
type Props = { planned: Planned; people: People };

const SHOWN = 8;

/** Who would be asked, how each is reached, and who could decide in their place. */
export function PlannedPeople({ planned, people }: Props) {
  const shown = planned.length > SHOWN + 1 ? SHOWN : planned.length;
  return (
    <>
      <List planned={planned.slice(0, shown)} people={people} />
      {shown < planned.length ? (
        <details>
          <summary>{planned.length - shown} more</summary>
          <List planned={planned.slice(shown)} people={people} />
        </details>
      ) : null}
    </>
  );
}

function List({ planned, people }: Props) {
  return (
    <ul className="approvers">
      {planned.map(({ id, delegates, reachedBy }) => (
        <li key={id} className="approver">
          <Face name={people.nameOf(id)} picture={people.pictureOf(id)} />
          <div className="approver-text">
            <p>
              <strong>{people.nameOf(id)}</strong> <span>{REACHED[reachedBy]}</span>
            </p>
            {delegates.length === 0 ? null : (
              <p className="subtle">While they are away, {delegates.map(people.nameOf).join(', ')} can decide too</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

const REACHED: Record<Planned[number]['reachedBy'], string> = {
  'slack-message': 'in a direct message',
  'slack-channel': 'in the channel',
  email: 'by e-mail',
  nobody: 'cannot be reached: no Slack user and no e-mail address',
};
