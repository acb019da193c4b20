import Lozenge from '@atlaskit/lozenge';
import type { ApprovalView } from '../../../../src/admin/contract';
import { Instant } from '../instant';
import { numbered } from '../numbered';
import type { People } from '../people/use-people';
import { ApprovalActions } from './approval-actions';
import { StepProgress } from './step-progress';

type Props = { approval: ApprovalView; people: People };

export function ApprovalCard({ approval, people }: Props) {
  const { appearance, label } = STATES[approval.state];
  const steps = (
    <ol className="steps">
      {numbered(approval.steps).map(({ number, item }) => (
        <StepProgress key={number} step={item} people={people} />
      ))}
    </ol>
  );
  return (
    <article className="card" aria-label={`${approval.definitionName}, ${label}`}>
      <div className="card-title">
        <h3>{approval.definitionName}</h3>
        <Lozenge appearance={appearance}>{label}</Lozenge>
      </div>
      <p className="subtle">
        {people.nameOf(approval.requester)} asked on <Instant at={approval.startedAt} />
        {approval.closedAt === undefined ? null : (
          <>
            {' · closed '}
            <Instant at={approval.closedAt} />
          </>
        )}
      </p>
      {approval.state === 'pending' ? (
        steps
      ) : (
        <details>
          <summary>Who decided what</summary>
          {steps}
        </details>
      )}
      <ApprovalActions approval={approval} />
    </article>
  );
}

const STATES = {
  pending: { appearance: 'inprogress', label: 'Pending' },
  approved: { appearance: 'success', label: 'Approved' },
  rejected: { appearance: 'removed', label: 'Rejected' },
  cancelled: { appearance: 'default', label: 'Cancelled' },
} as const;
