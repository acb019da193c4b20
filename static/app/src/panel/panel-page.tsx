import './panel.css';
import type { SubjectView } from '../../../../src/admin/contract';
import { Empty } from '../feedback/empty';
import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { usePeople } from '../people/use-people';
import { ApprovalItem } from './approval-item';
import { inPlaces, peopleOf } from './in-view';
import { PanelHeader } from './panel-header';
import { useSubject } from './use-subject';

/** The approvals of what the person looks at: the same on a work item and on a page. */
export function PanelPage() {
  const subject = useSubject();

  if (subject.data === undefined) {
    return subject.isError ? (
      <Problem what="The approvals could not be loaded" retry={() => subject.refetch()} />
    ) : (
      <Loading what="approvals" />
    );
  }
  if (!subject.data.ok) return <Refusal reason={subject.data.error} />;
  return <Subject view={subject.data.value} isStale={subject.isError} />;
}

function Subject({ view, isStale }: { view: SubjectView; isStale: boolean }) {
  const people = usePeople(peopleOf(view));
  const { current, archived } = inPlaces(view.approvals);
  const items = (approvals: SubjectView['approvals'], label: string) => (
    <ul className="approvals" aria-label={label}>
      {approvals.map((approval) => (
        <li key={approval.id}>
          <ApprovalItem approval={approval} people={people} />
        </li>
      ))}
    </ul>
  );
  return (
    <main className="panel">
      <PanelHeader view={view} isStale={isStale} />
      {current.length === 0 ? <NothingYet view={view} /> : items(current, LIST_OF[view.kind])}
      {archived.length === 0 ? null : (
        <details className="archived">
          <summary>Archived ({archived.length})</summary>
          {items(archived, 'Archived approvals')}
        </details>
      )}
    </main>
  );
}

function NothingYet({ view: { approvals, definitions, kind } }: { view: SubjectView }) {
  return definitions.length > 0 ? (
    <Empty title={approvals.length === 0 ? 'No approvals yet' : 'Every approval is archived'}>
      Start one, and everybody who has to decide hears of it at once.
    </Empty>
  ) : (
    <Empty title={`No approval definition for this ${NAMES[kind]} yet`}>
      Ask a Jira administrator to create one in Apps → Baton.
    </Empty>
  );
}

const NAMES: Record<SubjectView['kind'], string> = { 'work-item': 'work item', page: 'page' };
const LIST_OF: Record<SubjectView['kind'], string> = {
  'work-item': 'Approvals of this work item',
  page: 'Approvals of this page',
};
