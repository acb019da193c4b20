import './gate.css';
import { Empty } from '../feedback/empty';
import { Loading } from '../feedback/loading';
import { Problem } from '../feedback/problem';
import { Refusal } from '../feedback/refusal';
import { GateForm } from './gate-form';
import { GateSummary } from './gate-summary';
import { type Gate, useGate } from './use-gate';

/** The rule of a workflow that lets a work item pass only once it is approved. */
export function GatePage() {
  const gate = useGate();
  switch (gate.status) {
    case 'pending':
      return <Loading what="the rule" />;
    case 'error':
      return <Problem what="The rule could not be loaded" retry={() => gate.refetch()} />;
    case 'success':
      if (!gate.data.ok) return <Refusal reason={gate.data.error} />;
      return (
        <main className="gate">
          <Shown gate={gate.data.value} />
        </main>
      );
  }
}

function Shown({ gate: { isReadOnly, chosen, definitions } }: { gate: Gate }) {
  if (isReadOnly) return <GateSummary chosen={chosen} />;
  if (definitions.length === 0) {
    return (
      <Empty title="There is no approval definition yet">
        Create one in Apps → Baton, then come back and choose it here.
      </Empty>
    );
  }
  return <GateForm chosen={chosen} definitions={definitions} />;
}
