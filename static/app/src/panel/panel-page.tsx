import './panel.css';
import type { SubjectView } from '../../../../src/admin/contract';
import { Empty } from '../feedback/empty';
import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { usePeople } from '../people/use-people';
import { ApprovalCard } from './approval-card';
import { PanelHeader } from './panel-header';
import { useApprovals } from './use-approvals';

export function PanelPage() {
  const approvals = useApprovals();

  if (approvals.data === undefined) {
    return approvals.isError ? (
      <Problem what="The approvals could not be loaded" retry={() => approvals.refetch()} />
    ) : (
      <Loading what="approvals" />
    );
  }
  if (!approvals.data.ok) return <Refusal reason={approvals.data.error} />;
  return <Subject view={approvals.data.value} isStale={approvals.isError} />;
}

function Subject({ view, isStale }: { view: SubjectView; isStale: boolean }) {
  const people = usePeople(peopleOf(view));
  const newestFirst = [...view.approvals].sort((one, other) => other.startedAt - one.startedAt);
  return (
    <main className="panel">
      <PanelHeader view={view} people={people} isStale={isStale} />
      {newestFirst.length === 0 ? (
        <NothingYet canStart={view.definitions.length > 0} />
      ) : (
        <ul className="approvals" aria-label="Approvals of this work item">
          {newestFirst.map((approval) => (
            <li key={approval.id}>
              <ApprovalCard approval={approval} people={people} />
            </li>
          ))}
        </ul>
      )}
    </main>
  );
}

function NothingYet({ canStart }: { canStart: boolean }) {
  return canStart ? (
    <Empty title="No approvals yet">Start one, and everybody who has to decide hears of it at once.</Empty>
  ) : (
    <Empty title="No approval definition yet">Ask a Jira administrator to create one in Apps → Baton.</Empty>
  );
}

function peopleOf({ approvals, definitions }: SubjectView): string[] {
  return [
    ...approvals.flatMap(({ requester, steps }) => [
      requester,
      ...steps.flatMap(({ approvers }) => approvers.map(({ accountId }) => accountId)),
    ]),
    ...definitions.flatMap(({ steps }) => steps.flatMap(({ approvers }) => approvers)),
  ];
}
