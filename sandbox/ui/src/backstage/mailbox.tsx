import type { Mail } from '../api';
import { toDay } from '../time';

export function Mailbox({ mails }: { mails: readonly Mail[] }) {
  if (mails.length === 0) return <p className="quiet">No mail yet. Whoever cannot be reached in Slack gets one.</p>;
  return (
    <ul className="mails">
      {[...mails].reverse().map(({ id, at, to, subject, text }) => (
        <li key={id}>
          <details>
            <summary>
              <strong>{subject}</strong>
              <span className="quiet">
                to {to.name ?? to.address} · {toDay(at)}
              </span>
            </summary>
            <pre>{text}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}
