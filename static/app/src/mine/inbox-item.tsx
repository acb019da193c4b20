import '../approval/approval.css';
import type { InboxEntry } from '../../../../src/admin/contract';
import { openTab } from '../api';
import { Button } from '../button';
import { fromInbox } from '../deciding/asked';
import { DecideButtons } from '../deciding/decide-buttons';
import { Instant } from '../instant';
import type { People } from '../people/use-people';

type Props = { entry: InboxEntry; people: People; answered: () => void };

export function InboxItem({ entry, people, answered }: Props) {
  const { subject, definitionName, stepName, requester, dueAt } = entry;
  const called = subject.kind === 'work-item' ? `${subject.key} ${subject.title}` : subject.title;
  return (
    <article className="card" aria-label={`${definitionName}: ${called}`}>
      <div className="card-title">
        <h3>{called}</h3>
        <Button
          appearance="subtle"
          spacing="compact"
          aria-label={`Open ${called}`}
          onClick={() => openTab(subject.url)}
        >
          Open
        </Button>
      </div>
      <ul className="facts">
        <li>
          {definitionName}, step “{stepName}”
        </li>
        <li>{people.nameOf(requester)} asked</li>
        {dueAt === undefined ? null : (
          <li className="due">
            Due <Instant at={dueAt} />
          </li>
        )}
      </ul>
      <DecideButtons
        asked={fromInbox(entry)}
        people={people}
        decided={answered}
        openVote={() => openTab(subject.url)}
      />
    </article>
  );
}
