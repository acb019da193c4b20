import type { DefinitionSummary } from '../../../../../src/admin/contract';
import { firstOf } from '../../approval/step-groups';
import { numbered } from '../../numbered';
import { count } from '../../time/durations';

type Steps = DefinitionSummary['steps'];

/** Of many steps the first; the others are folded away, as they are in the panel. */
export function PlannedSteps({ steps }: { steps: Steps }) {
  const { shown, after } = firstOf(numbered(steps));
  return (
    <>
      <Rows rows={shown} />
      {after.length === 0 ? null : (
        <details>
          <summary>{count(after.length, 'step')} after these</summary>
          <Rows rows={after} />
        </details>
      )}
    </>
  );
}

function Rows({ rows }: { rows: readonly { number: number; item: Steps[number] }[] }) {
  const before = (rows[0]?.number ?? 1) - 1;
  return (
    <ol className="preview" style={{ counterReset: `step ${before}` }}>
      {rows.map(({ number, item: step }) => (
        <li key={number}>
          <strong>{step.name}</strong>
          <span>
            {step.asks} · {step.quorum}
            {step.together ? ` · at the same time as step ${number - 1}` : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}
