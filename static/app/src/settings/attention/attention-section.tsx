import type { AttentionEntry } from '../../../../../src/admin/contract';
import { openTab } from '../../api';
import { Button } from '../../button';
import { Empty } from '../../feedback/empty';
import { Loading } from '../../feedback/loading';
import { Problem } from '../../feedback/problem';
import { Refusal } from '../../feedback/refusal';
import { Instant } from '../../instant';
import { useAttention } from './use-attention';

export function AttentionSection() {
  const attention = useAttention();
  switch (attention.status) {
    case 'pending':
      return <Loading what="what needs attention" />;
    case 'error':
      return <Problem what="What needs attention could not be loaded" retry={() => attention.refetch()} />;
    case 'success':
      return (
        <>
          <div className="section-title">
            <p className="subtle">
              Approvals that cannot go on by themselves. Open one and add an approver, reassign it, or cancel it.
            </p>
            <Button isLoading={attention.isRefetching} onClick={() => attention.refetch()}>
              Refresh
            </Button>
          </div>
          {attention.data.ok ? <Entries entries={attention.data.value} /> : <Refusal reason={attention.data.error} />}
        </>
      );
  }
}

function Entries({ entries }: { entries: readonly AttentionEntry[] }) {
  if (entries.length === 0) {
    return <Empty title="Nothing is stuck">Every running approval has somebody who can decide it.</Empty>;
  }
  return (
    <ul className="definitions">
      {entries.map((entry) => (
        <Entry key={`${entry.approvalId} ${entry.step}`} entry={entry} />
      ))}
    </ul>
  );
}

function Entry({ entry }: { entry: AttentionEntry }) {
  const { definitionName, subject, step, problem, since } = entry;
  return (
    <li className="card">
      <div className="card-title">
        <h2>
          {subject.key} {subject.title}
        </h2>
        <Button
          spacing="compact"
          aria-label={`Open ${subject.key || subject.title}`}
          onClick={() => openTab(subject.url)}
        >
          Open
        </Button>
      </div>
      <p className="subtle">
        {definitionName} · step “{step}” · since <Instant at={since} />
      </p>
      <p className="reason">{problem}</p>
    </li>
  );
}
