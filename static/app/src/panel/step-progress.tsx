import type { StepView } from '../../../../src/admin/contract';
import { numbered } from '../numbered';
import type { People } from '../people/use-people';
import { ApproverRow } from './approver-row';

type Props = { step: StepView; people: People };

/** A step as a picture: one bar for each approval it needs, and everybody with what they answered. */
export function StepProgress({ step, people }: Props) {
  const approvals = step.approvers.filter(({ decision }) => decision?.kind === 'approve').length;
  const filled = Math.min(approvals, step.needed);
  return (
    <li className={`step step-${step.state}`} aria-current={step.state === 'open' ? 'step' : undefined}>
      <div className="step-title">
        <strong>{step.name}</strong>
        <span className="subtle">{describe(step, approvals)}</span>
      </div>
      <div className="bars" aria-hidden="true">
        {numbered(Array.from({ length: step.needed })).map(({ number }) => (
          <span key={number} className={number <= filled ? 'bar bar-filled' : 'bar'} />
        ))}
      </div>
      <ul className="approvers">
        {step.approvers.map((approver) => (
          <ApproverRow key={approver.accountId} approver={approver} step={step} people={people} />
        ))}
      </ul>
    </li>
  );
}

function describe({ state, needed, approvers }: StepView, approvals: number): string {
  switch (state) {
    case 'waiting':
      return 'Comes later';
    case 'skipped':
      return 'Not needed any more';
    case 'rejected':
      return 'Rejected';
    case 'open':
    case 'approved':
      return needed < approvers.length
        ? `${approvals} approved, ${needed} needed`
        : `${approvals} of ${needed} approved`;
  }
}
