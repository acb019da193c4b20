import './bars.css';
import type { StepView } from '../../../../src/admin/contract';
import { numbered } from '../numbered';

/** More bars than these are too thin to be told apart. */
const MOST_BARS = 12;

/** One bar for each approval that the step needs, or one for them all; the words beside it say the same. */
export function StepBars({ step: { approved, needed, state } }: { step: StepView }) {
  if (needed === 0 || NEVER_RAN.includes(state)) return null;
  const filled = Math.min(approved, needed);
  if (needed > MOST_BARS) {
    return (
      <div className="bars" aria-hidden="true">
        <span className="bar">
          <span className="bar-part" style={{ width: `${(100 * filled) / needed}%` }} />
        </span>
      </div>
    );
  }
  return (
    <div className="bars" aria-hidden="true">
      {numbered(Array.from({ length: needed })).map(({ number }) => (
        <span key={number} className={number <= filled ? 'bar bar-filled' : 'bar'} />
      ))}
    </div>
  );
}

const NEVER_RAN: readonly StepView['state'][] = ['skipped', 'left-out'];
