import { useState } from 'react';
import type { InboxEntry } from '../../../../src/admin/contract';
import { Empty } from '../feedback/empty';
import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { usePeople } from '../people/use-people';
import { InboxItem } from './inbox-item';
import { type Answered, keyOf, stillWaiting } from './known-inbox';
import { useInbox } from './use-inbox';

export function Inbox() {
  const inbox = useInbox();
  const [answered, setAnswered] = useState<readonly Answered[]>([]);

  if (inbox.data === undefined) {
    return inbox.isError ? (
      <Problem what="What waits for you could not be loaded" retry={() => inbox.refetch()} />
    ) : (
      <Loading what="what waits for you" />
    );
  }
  if (!inbox.data.ok) return <Refusal reason={inbox.data.error} />;
  return (
    <Entries
      entries={stillWaiting(inbox.data.value, answered, inbox.dataUpdatedAt)}
      answer={(entry) => setAnswered([...answered, { key: keyOf(entry), at: Date.now() }])}
    />
  );
}

type Props = { entries: readonly InboxEntry[]; answer: (entry: InboxEntry) => void };

function Entries({ entries, answer }: Props) {
  const people = usePeople(
    entries.flatMap(({ requester, inPlaceOf }) => (inPlaceOf === undefined ? [requester] : [requester, inPlaceOf])),
  );
  if (entries.length === 0) {
    return (
      <Empty title="Nothing waits for you">What you are asked to approve in Jira and Confluence comes here.</Empty>
    );
  }
  return (
    <ul className="inbox">
      {entries.map((entry) => (
        <li key={keyOf(entry)}>
          <InboxItem entry={entry} people={people} answered={() => answer(entry)} />
        </li>
      ))}
    </ul>
  );
}
