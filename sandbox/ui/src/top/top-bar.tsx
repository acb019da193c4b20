import { resetWorld, travel } from '../api';
import { useAction, useSandboxState } from '../questions';
import { toDay } from '../time';

const JUMPS = [
  { label: '+1 min', ms: 60_000 },
  { label: '+1 h', ms: 3_600_000 },
  { label: '+1 day', ms: 86_400_000 },
];

export function TopBar({ onReset }: { onReset: () => void }) {
  const state = useSandboxState();
  const jump = useAction(travel);
  const reset = useAction(resetWorld);
  return (
    <header className="top">
      <img src="./icon.svg" alt="" />
      <h1>Baton</h1>
      <p>A whole made-up company to try it in. Nothing here leaves this machine.</p>
      <div className="top-clock">
        <span className="now" title="The time in the sandbox">
          {state.data ? toDay(state.data.now) : ''}
        </span>
        {JUMPS.map(({ label, ms }) => (
          <button key={ms} type="button" disabled={jump.isPending} onClick={() => jump.mutate(ms)}>
            {label}
          </button>
        ))}
        <button
          type="button"
          disabled={reset.isPending}
          onClick={() => reset.mutate(undefined, { onSuccess: onReset })}
        >
          Start over
        </button>
      </div>
      {(jump.error ?? reset.error) ? (
        <p className="error" role="alert">
          {(jump.error ?? reset.error)?.message}
        </p>
      ) : null}
    </header>
  );
}
