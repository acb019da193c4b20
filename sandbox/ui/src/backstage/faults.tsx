import { addFaults, clearFaults, type Fault } from '../api';
import { useAction } from '../questions';

const READY_MADE = [
  {
    label: 'Slack is busy once',
    tells: 'The next message is refused with “too many requests”. Baton waits as long as Slack asks, then sends it.',
    fault: { at: 'slack:chat.postMessage', kind: 'rate-limited', retryAfterSeconds: 5 },
  },
  {
    label: 'Slack’s answer gets lost',
    tells: 'The next message arrives, but Baton never learns. It is not sent twice: an e-mail goes out instead.',
    fault: { at: 'slack:chat.postMessage', kind: 'timeout', effect: 'after' },
  },
  {
    label: 'The relay dies midway',
    tells: 'The process is gone between two calls. What is still owed is found and done by the next run.',
    fault: { at: 'function:run-relay', kind: 'death', atCall: 3, effect: 'after' },
  },
  {
    label: 'Slack is down',
    tells: 'Every call fails from now on. Messages become e-mails; clear the fault to bring Slack back.',
    fault: { at: 'slack:*', kind: 'server-error', times: 1_000 },
  },
];

export function Faults({ pending }: { pending: readonly Fault[] }) {
  const add = useAction(addFaults);
  const clear = useAction(clearFaults);
  const trouble = add.error ?? clear.error;
  return (
    <>
      <ul className="faults">
        {READY_MADE.map(({ label, tells, fault }) => (
          <li key={label}>
            <button type="button" disabled={add.isPending} onClick={() => add.mutate([fault])}>
              {label}
            </button>
            <p className="quiet">{tells}</p>
          </li>
        ))}
      </ul>
      {pending.length === 0 ? (
        <p className="quiet">Nothing is about to go wrong.</p>
      ) : (
        <p>
          About to happen: {pending.map(({ at, kind, times = 1 }) => `${kind} at ${at} (${times}×)`).join(', ')}{' '}
          <button type="button" onClick={() => clear.mutate(undefined)}>
            Clear
          </button>
        </p>
      )}
      {trouble === null ? null : (
        <p className="error" role="alert">
          {trouble.message}
        </p>
      )}
    </>
  );
}
