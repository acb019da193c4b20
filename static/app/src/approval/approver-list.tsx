import type { ApproverView, StepView } from '../../../../src/admin/contract';
import type { People } from '../people/use-people';
import { ApproverRow } from './approver-row';

type Props = { step: StepView; people: People };

/** As many as fit on a screen; the rest, and those who are no longer asked, are folded away. */
const SHOWN = 8;

export function ApproverList({ step, people }: Props) {
  const asked = step.approvers.filter(({ left }) => left === undefined);
  const gone = step.approvers.filter(({ left }) => left !== undefined);
  const rows = (approvers: readonly ApproverView[]) => (
    <ul className="approvers">
      {approvers.map((approver) => (
        <ApproverRow key={approver.id} approver={approver} step={step} people={people} />
      ))}
    </ul>
  );
  const shown = asked.length > SHOWN + 1 ? SHOWN : asked.length;
  return (
    <>
      {rows(asked.slice(0, shown))}
      {shown < asked.length ? (
        <details>
          <summary>{asked.length - shown} more</summary>
          {rows(asked.slice(shown))}
        </details>
      ) : null}
      {gone.length > 0 ? (
        <details>
          <summary>No longer asked ({gone.length})</summary>
          {rows(gone)}
        </details>
      ) : null}
    </>
  );
}
